import { hash } from 'node:crypto';
import { canonicalJson, quoted } from './canonical-json.js';
import type { RecordedEvent } from './event-store.js';

/** Named in every digest, so that another encoding can follow without breaking chains that stand. */
const ENCODING = 'known-good-event/1';

/** What an event's digest vouches for: everything but its position and what is noted beside it, which are the store's affair. */
export type ChainedEvent = Omit<RecordedEvent, 'position' | 'notedDigest'>;

/**
 * SHA-256 (hex) of an event, over a canonical encoding: the same for every store and every order of members.
 * As it covers the digest of the event before, it vouches for the whole stream up to this event.
 */
export function eventDigest(event: ChainedEvent): string {
  return digestOfTexts({
    ...event,
    data: canonicalJson(event.data),
    metadata: canonicalJson(event.metadata),
  });
}

/** {@link eventDigest} for one whose data and metadata are canonical JSON text already. */
export function digestOfTexts(
  event: Omit<ChainedEvent, 'data' | 'metadata'> & { readonly data: string; readonly metadata: string },
): string {
  const { stream, revision, id, type, previousDigest, data, metadata } = event;
  const names = `${quoted(stream)},${revision},${quoted(id)},${quoted(type)}`;
  const previous = previousDigest === null ? 'null' : quoted(previousDigest);
  // JSON text holds no raw line feed, so the three parts cannot run into each other.
  return hash('sha256', `["${ENCODING}",${names},${previous}]\n${data}\n${metadata}`);
}
