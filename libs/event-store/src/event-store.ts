/** Plain JSON: what an event's data may hold. Ids, digests, counts and attribute names, never directory values. */
export type EventData = Readonly<Record<string, unknown>>;

/** Who did it, from where, when and why: carried by every event. */
export interface EventMetadata {
  /** Object id and display name of the person or service that acted. */
  readonly actor: { readonly id: string; readonly name: string };
  /** Where the act came from: a network address, or `schedule` / `worker` for the product's own. */
  readonly from: string;
  /** ISO 8601, UTC. */
  readonly at: string;
  /** The same for everything that follows from one request. */
  readonly correlationId: string;
  /** The id of the event or request that led to this one. */
  readonly causationId: string;
  /** Version of the event type's schema. */
  readonly schemaVersion: number;
}

/** An event that is to be stored. */
export interface NewEvent {
  /** UUID; repeating an append with the same ids stores nothing twice. */
  readonly id: string;
  readonly type: string;
  readonly data: EventData;
  readonly metadata: EventMetadata;
}

/** A place in the whole log. Opaque: stores count differently. Compare only with {@link EventStore.comparePositions}. */
export type Position = string;

/** An event as it stands in the log. */
export interface RecordedEvent extends NewEvent {
  readonly stream: string;
  /** 0 for a stream's first event. */
  readonly revision: number;
  readonly position: Position;
  /** SHA-256 (hex) of the stream's previous event, `null` for its first: tamper evidence. */
  readonly previousDigest: string | null;
  /**
   * The digest that the store noted beside the event when it was appended, where the store notes one: no proof by
   * itself, and nothing to chain to before it was compared with `eventDigest`.
   */
  readonly notedDigest?: string | undefined;
}

/** The revision that the stream must have for an append to happen. */
export type ExpectedRevision = number | 'noStream';

export type AppendResult =
  | { readonly appended: true; readonly revision: number; readonly position: Position }
  | { readonly appended: false; readonly actualRevision: ExpectedRevision };

/** What a subscription hands over: an event, or word that everything stored so far has been seen. */
export type SubscriptionItem =
  | { readonly kind: 'event'; readonly event: RecordedEvent }
  | { readonly kind: 'caughtUp'; readonly position: Position | undefined };

/**
 * The log. Offers only what both SQLite and EventStoreDB do: append at an expected revision, read a
 * stream, read and follow the whole log from a position.
 */
export interface EventStore {
  /**
   * Appends `events` to `stream` (named `<category>-<id>`) if its last revision is `expected`. Durable once
   * resolved; where it rejects for want of an answer, it may have happened, and may be repeated as it was.
   * A wrong revision is an answer, not an exception. The same event ids again are answered like the first time,
   * even after later appends; known and new ids together are a wrong revision.
   * Rejects with `InvalidAppend` what no store takes: no events, more than 1,048,576 bytes, a name, type or id that
   * is not of its form, or an id that stands elsewhere already.
   */
  append(stream: string, expected: ExpectedRevision, events: readonly NewEvent[]): Promise<AppendResult>;
  /** A stream's events in order from `fromRevision` (default 0); nothing where there is no such stream. */
  readStream(stream: string, fromRevision?: number): AsyncIterable<RecordedEvent>;
  /** All events in order, from after `after` (default: the beginning) to the end as of the first one read. */
  readAll(after?: Position): AsyncIterable<RecordedEvent>;
  /**
   * All events after `after`, then each new one as it is stored, by whichever process. Nothing is read ahead of
   * a slow reader beyond one page. Ends, without throwing, when `signal` aborts or the store is closed; survives
   * the loss of its connection by resuming from the last event handed over.
   * `caughtUp` comes once, when the log's end has been reached for the first time.
   */
  subscribe(options: {
    readonly after?: Position | undefined;
    readonly signal: AbortSignal;
  }): AsyncIterable<SubscriptionItem>;
  /** Negative, zero or positive as `a` stands before, at or after `b`. */
  comparePositions(a: Position, b: Position): number;
  /** Stores what still waits, ends all subscriptions, and lets every later call reject with `EventStoreClosed`. */
  close(): Promise<void>;
}
