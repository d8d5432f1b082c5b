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

/**
 * The server behind the store could not be reached, or did not answer, for as long as the store is willing to
 * wait. What was asked for may have happened: repeat it as it was, once the server is back.
 */
export class EventStoreUnavailable extends Error {
  override readonly name = 'EventStoreUnavailable';

  constructor(waited: number, cause: unknown) {
    super(
      `The event store's server has not answered for ${Math.round(waited / 1_000)} s: see that it runs and can be reached.`,
      { cause },
    );
  }
}
