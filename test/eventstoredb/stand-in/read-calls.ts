import streams from '@eventstore/db-client/generated/streams_pb.js';
import shared from '@eventstore/db-client/generated/shared_pb.js';
import type { ReadReq, ReadResp } from '@eventstore/db-client/generated/streams_pb.js';
import { status, type ServerWritableStream } from '@grpc/grpc-js';
import { once } from 'node:events';
import type { StandInEvent, StandInLog } from './stand-in-log.js';

type Call = ServerWritableStream<ReadReq, ReadResp>;
type Options = ReadReq.Options;

const { BACKWARDS } = streams.ReadReq.Options.ReadDirection;
const DEFAULT_SEARCH_WINDOW = 32;
const TICKS_AT_1970 = '0';

/** `Streams.Read`: reads of a stream and of the log, and subscriptions to the log, until `stopping` aborts. */
export function read(log: StandInLog, stopping: AbortSignal) {
  return (call: Call): void => {
    const cancelled = new AbortController();
    call.on('cancelled', () => cancelled.abort());
    call.on('error', () => cancelled.abort());
    const ended = AbortSignal.any([cancelled.signal, stopping]);
    void answer(log, call, ended).catch((error: unknown) => {
      if (!ended.aborted) call.emit('error', { code: status.UNKNOWN, details: String(error) });
    });
  };
}

async function answer(log: StandInLog, call: Call, ended: AbortSignal): Promise<void> {
  const options = call.request.getOptions();
  if (options === undefined) throw new Error('A read carries options.');
  if (options.hasSubscription()) return subscription(log, options, call, ended);
  const missing = options.getStream()?.getStreamIdentifier();
  const events = missing === undefined ? eventsOfLog(log, options) : eventsOfStream(log, options);
  if (events === undefined) {
    const notFound = new streams.ReadResp.StreamNotFound();
    call.write(new streams.ReadResp().setStreamNotFound(notFound.setStreamIdentifier(missing)));
  } else {
    let left = Number(options.getCount());
    for (const event of events) {
      if (ended.aborted || left === 0) break;
      left -= 1;
      await write(call, eventAnswer(event), ended);
    }
  }
  call.end();
}

function eventsOfStream(log: StandInLog, options: Options): Iterable<StandInEvent> | undefined {
  const of = options.getStream();
  const name = Buffer.from(of?.getStreamIdentifier()?.getStreamName_asU8() ?? []).toString('utf8');
  const events = log.stream(name);
  if (events === undefined || of === undefined) return undefined;
  const backwards = options.getReadDirection() === BACKWARDS;
  if (of.hasRevision()) return walk(events, Number(of.getRevision()), backwards);
  return walk(events, of.hasEnd() ? events.length - 1 : 0, backwards);
}

/** Inclusive forwards, exclusive backwards; a position between events is refused, one past the end reads nothing. */
function eventsOfLog(log: StandInLog, options: Options): Iterable<StandInEvent> {
  const all = options.getAll();
  const backwards = options.getReadDirection() === BACKWARDS;
  const position = all?.getPosition();
  if (position === undefined) return walk(log.events, all?.hasEnd() ? log.events.length - 1 : 0, backwards);
  const index = indexOf(log, position);
  return walk(log.events, backwards ? index - 1 : index, backwards);
}

function indexOf(log: StandInLog, position: ReadReq.Options.Position): number {
  const commit = BigInt(position.getCommitPosition());
  if (log.isPastEnd(commit)) return log.events.length;
  const index = log.indexAt(commit);
  if (index === -1) throw new Error(`There is no record at position ${commit}.`);
  return index;
}

/** Looks at the list as it grows: a read forwards sees what is appended meanwhile. */
function* walk(events: readonly StandInEvent[], from: number, backwards: boolean): Generator<StandInEvent> {
  let index = from;
  for (;;) {
    const event = events[index];
    if (event === undefined) return;
    yield event;
    index += backwards ? -1 : 1;
  }
}

async function subscription(
  log: StandInLog,
  options: Options,
  call: Call,
  ended: AbortSignal,
): Promise<void> {
  const confirmation = new streams.ReadResp.SubscriptionConfirmation().setSubscriptionId('stand-in');
  call.write(new streams.ReadResp().setConfirmation(confirmation));
  const position = options.getAll()?.getPosition();
  let next = 0;
  if (position !== undefined) next = indexOf(log, position) + 1;
  else if (options.getAll()?.hasEnd()) next = log.events.length;
  const matches = filterIn(options);
  const interval = checkpointInterval(options);
  for (let looked = 0; !ended.aborted;) {
    const event = log.events[next];
    if (event === undefined) {
      await log.growth(ended);
      continue;
    }
    next += 1;
    looked += 1;
    if (matches(event)) await write(call, eventAnswer(event), ended);
    if (interval !== undefined && looked % interval === 0) {
      await write(call, checkpointAnswer(event), ended);
    }
  }
}

function checkpointInterval(options: Options): number | undefined {
  const filter = options.getFilter();
  if (filter === undefined) return undefined;
  const window = filter.hasMax() ? filter.getMax() : DEFAULT_SEARCH_WINDOW;
  return window * filter.getCheckpointintervalmultiplier();
}

function filterIn(options: Options): (event: StandInEvent) => boolean {
  const filter = options.getFilter();
  const expression = filter?.getStreamIdentifier() ?? filter?.getEventType();
  if (filter === undefined || expression === undefined) return () => true;
  const text = (event: StandInEvent): string => (filter.hasEventType() ? event.type : event.stream);
  const prefixes = expression.getPrefixList();
  if (prefixes.length > 0) return (event) => prefixes.some((prefix) => text(event).startsWith(prefix));
  const pattern = new RegExp(expression.getRegex());
  return (event) => pattern.test(text(event));
}

function eventAnswer(event: StandInEvent): ReadResp {
  const recorded = new streams.ReadResp.ReadEvent.RecordedEvent()
    .setId(new shared.UUID().setString(event.id))
    .setStreamIdentifier(new shared.StreamIdentifier().setStreamName(Buffer.from(event.stream)))
    .setStreamRevision(String(event.revision))
    .setCommitPosition(String(event.position))
    .setPreparePosition(String(event.position))
    .setData(event.data)
    .setCustomMetadata(event.metadata);
  recorded
    .getMetadataMap()
    .set('type', event.type)
    .set('content-type', event.contentType)
    .set('created', TICKS_AT_1970);
  const readEvent = new streams.ReadResp.ReadEvent().setEvent(recorded);
  return new streams.ReadResp().setEvent(readEvent.setCommitPosition(String(event.position)));
}

function checkpointAnswer({ position }: StandInEvent): ReadResp {
  const checkpoint = new streams.ReadResp.Checkpoint()
    .setCommitPosition(String(position))
    .setPreparePosition(String(position));
  return new streams.ReadResp().setCheckpoint(checkpoint);
}

async function write(call: Call, response: ReadResp, ended: AbortSignal): Promise<void> {
  if (ended.aborted || call.write(response)) return;
  await once(call, 'drain', { signal: ended });
}
