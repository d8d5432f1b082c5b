import { canonicalJson } from './canonical-json.js';
import { InvalidAppend } from './errors.js';
import type { ExpectedRevision, NewEvent } from './event-store.js';

/** The most that one append may hold, in bytes: EventStoreDB's own limit, kept by every adapter. */
export const LARGEST_APPEND = 1_048_576;

/** Counted for each event on top of its texts: id, digest and the store's own framing. */
const EVENT_OVERHEAD = 256;

const STREAM_NAME = /^[A-Za-z][A-Za-z0-9]*-[^\s\p{C}]+$/u;
const EVENT_TYPE = /^[^$\s\p{C}][^\s\p{C}]*$/u;
const LONGEST_STREAM_NAME = 255;
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/** An event whose data and metadata are canonical JSON text. */
export interface PreparedEvent {
  readonly id: string;
  readonly type: string;
  readonly data: string;
  readonly metadata: string;
}

/** An append that every store can take. */
export interface PreparedAppend {
  readonly stream: string;
  readonly expected: ExpectedRevision;
  readonly events: readonly PreparedEvent[];
}

/**
 * Checks an append against the rules that hold for every store and brings its events into text. Refuses
 * (throws {@link InvalidAppend}): no events, a stream not named `<category>-<id>`, an expected revision that
 * is no revision, an event id that is no lower-case UUID or comes twice, an event type that is empty, begins
 * with `$` or holds white space, data that is not JSON, and more than {@link LARGEST_APPEND} bytes in all.
 */
export function prepareAppend(
  stream: string,
  expected: ExpectedRevision,
  events: readonly NewEvent[],
): PreparedAppend {
  checkStream(stream);
  checkExpected(expected);
  if (events.length === 0) throw new InvalidAppend('EmptyAppend', 'An append needs at least one event.');
  const prepared = prepareEvents(events);
  checkDistinct(prepared);
  checkSize(prepared);
  return { stream, expected, events: prepared };
}

function checkStream(stream: string): void {
  if (STREAM_NAME.test(stream) && stream.length <= LONGEST_STREAM_NAME) return;
  throw new InvalidAppend(
    'InvalidStreamName',
    `A stream is named <category>-<id> in at most ${LONGEST_STREAM_NAME} characters, without white space.`,
  );
}

function checkExpected(expected: ExpectedRevision): void {
  if (expected === 'noStream' || (Number.isSafeInteger(expected) && expected >= 0)) return;
  throw new InvalidAppend(
    'InvalidExpectedRevision',
    "The expected revision is 'noStream' or a whole number.",
  );
}

function prepareEvents(events: readonly NewEvent[]): PreparedEvent[] {
  let before: { readonly given: NewEvent; readonly prepared: PreparedEvent } | undefined;
  return events.map((event) => {
    checkEvent(event);
    // Events of one append mostly have the same metadata, which are then brought into text once.
    const metadata =
      before !== undefined && isSame(event.metadata, before.given.metadata)
        ? before.prepared.metadata
        : canonicalJson(event.metadata);
    const prepared = { id: event.id, type: event.type, data: canonicalJson(event.data), metadata };
    before = { given: event, prepared };
    return prepared;
  });
}

/** Whether two structures are plainly the same, member by member. */
function isSame(a: unknown, b: unknown): boolean {
  if (a === b) return true;
  if (!isPlain(a) || !isPlain(b)) return false;
  const [names, others] = [Object.keys(a), Object.keys(b)];
  return (
    names.length === others.length &&
    names.every((name, index) => name === others[index] && isSame(a[name], b[name]))
  );
}

function isPlain(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype;
}

function checkEvent(event: NewEvent): void {
  if (!UUID.test(event.id)) {
    throw new InvalidAppend('InvalidEventId', 'An event id is a UUID in lower case.');
  }
  if (!EVENT_TYPE.test(event.type)) {
    throw new InvalidAppend(
      'InvalidEventType',
      "An event type is not empty, does not begin with '$', and holds no white space.",
    );
  }
}

function checkDistinct(events: readonly PreparedEvent[]): void {
  if (new Set(events.map((event) => event.id)).size === events.length) return;
  throw new InvalidAppend('DuplicateEventId', 'Two events of one append have the same id.');
}

function checkSize(events: readonly PreparedEvent[]): void {
  const bytes = appendSize(events);
  if (bytes <= LARGEST_APPEND) return;
  throw new InvalidAppend(
    'AppendTooLarge',
    `One append holds at most ${LARGEST_APPEND} bytes, but was given ${bytes}: split it.`,
  );
}

/** What an append counts towards {@link LARGEST_APPEND}, in bytes. */
export function appendSize(events: readonly PreparedEvent[]): number {
  return events.reduce((sum, { type, data, metadata }) => {
    return (
      sum + EVENT_OVERHEAD + Buffer.byteLength(type) + Buffer.byteLength(data) + Buffer.byteLength(metadata)
    );
  }, 0);
}
