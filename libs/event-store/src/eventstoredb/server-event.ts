import {
  jsonEvent,
  type AllStreamRecordedEvent,
  type RecordedEvent as StreamEvent,
} from '@eventstore/db-client';
import type { EventData, EventMetadata, RecordedEvent } from '../event-store.js';
import type { PreparedEvent } from '../prepare-append.js';

/** An event as the client gives it, read from a stream or from the whole log. */
export type ServerEvent = StreamEvent | AllStreamRecordedEvent;

/** What a server says for a position that it does not know: the largest 64-bit number. */
const NO_POSITION = 0xffff_ffff_ffff_ffffn;

/** An event in one of the store's own streams that the store cannot have written, or cannot place. */
export class UnreadableEvent extends Error {
  override readonly name = 'UnreadableEvent';
}

/** The event to send: the digest of the one before it travels in its metadata. */
export function toServerEvent(
  { id, type, data, metadata }: PreparedEvent,
  previousDigest: string | null,
): ReturnType<typeof jsonEvent> {
  return jsonEvent({
    id,
    type,
    data: structure(JSON.parse(data)) ?? {},
    metadata: { ...structure(JSON.parse(metadata)), previousDigest },
  });
}

/** The event as it was appended to `stream`; throws {@link UnreadableEvent} for one that is not shaped like ours. */
export function fromServerEvent(stream: string, event: ServerEvent): RecordedEvent {
  const ours = oursIn(stream, event);
  if (ours !== undefined) return ours;
  throw new UnreadableEvent(
    `Event ${event.revision} of stream ${stream} was not written by Known Good: give it a server or a prefix of its own.`,
  );
}

/** The event as it was appended to `stream`; `undefined` for one that has not the shape of those that this store writes. */
export function oursIn(stream: string, event: ServerEvent): RecordedEvent | undefined {
  const data = event.isJson ? structure(event.data) : undefined;
  const stored = structure(event.metadata);
  if (data === undefined || stored === undefined) return undefined;
  const { previousDigest, ...metadata } = stored;
  if (typeof previousDigest !== 'string' && previousDigest !== null) return undefined;
  return {
    stream,
    revision: Number(event.revision),
    position: String(commitOf(event)),
    id: event.id,
    type: event.type,
    data,
    // Whoever writes a digest is this store, and it takes metadata of this type only.
    metadata: metadata as unknown as EventMetadata,
    previousDigest,
  };
}

/** Where the event stands in the whole log. Stream reads tell it from EventStoreDB 22.6 on. */
export function commitOf(event: ServerEvent): bigint {
  const commit = event.position?.commit;
  if (commit !== undefined && commit !== NO_POSITION) return commit;
  throw new UnreadableEvent(
    'The server does not tell the positions of events in stream reads: use EventStoreDB 22.6 or later.',
  );
}

function structure(value: unknown): EventData | undefined {
  const isStructure = (it: unknown): it is EventData =>
    typeof it === 'object' && it !== null && !Array.isArray(it) && !(it instanceof Uint8Array);
  return isStructure(value) ? value : undefined;
}
