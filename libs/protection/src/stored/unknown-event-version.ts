/**
 * The log holds an event that a newer version of Known Good has written. Whoever would go on without it would show
 * or decide something wrong, so this is thrown.
 */
export class UnknownEventVersion extends Error {
  override readonly name = 'UnknownEventVersion';

  constructor(
    readonly type: string,
    readonly version: number,
  ) {
    super(
      `The log holds ${type} in version ${version}, which this version of Known Good does not know. ` +
        'Upgrade this node to the version that the other nodes run; nothing in the log needs to be changed.',
    );
  }
}
