/** What is wrong with an append that no store would ever take. */
export type InvalidAppendCode =
  | 'EmptyAppend'
  | 'InvalidStreamName'
  | 'InvalidExpectedRevision'
  | 'InvalidEventId'
  | 'InvalidEventType'
  | 'NotJson'
  | 'AppendTooLarge'
  | 'DuplicateEventId';

/** An append that breaks the port's rules: a bug of the caller, so nothing was stored and repeating it will not help. */
export class InvalidAppend extends Error {
  override readonly name = 'InvalidAppend';

  constructor(
    readonly code: InvalidAppendCode,
    message: string,
  ) {
    super(message);
  }
}

/** A position that this store cannot have given. */
export class InvalidPosition extends Error {
  override readonly name = 'InvalidPosition';
}

/** The store was closed before the call, or while the call was under way. */
export class EventStoreClosed extends Error {
  override readonly name = 'EventStoreClosed';

  constructor() {
    super('The event store is closed.');
  }
}
