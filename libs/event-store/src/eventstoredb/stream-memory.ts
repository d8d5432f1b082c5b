import type { ExpectedRevision } from '../event-store.js';

/** A stream's last event, as far as the next one depends on it. */
export interface Head {
  /** −1 for a stream that has no events. */
  readonly revision: number;
  readonly digest: string | null;
}

/** Where an event stands. */
export interface Place {
  readonly stream: string;
  readonly revision: number;
}

/** An event to remember. */
export interface Seen extends Place {
  readonly id: string;
  readonly digest: string;
}

interface KnownStream {
  head: Head;
  readonly ids: string[];
}

const EMPTY: Head = { revision: -1, digest: null };

/**
 * What a handle knows of the streams that it appends to: their heads and the ids of all their events. The server
 * has no index by event id, so this is what tells a repeated append from a new one. The streams used last are kept;
 * one that is forgotten is read again when it is next appended to.
 */
export class StreamMemory {
  private readonly streams = new Map<string, KnownStream>();
  private readonly places = new Map<string, Place>();

  /** Keeps the ids of up to `capacity` events, and always the stream used last. */
  constructor(private readonly capacity: number) {}

  /** The head as known; `undefined` where nothing is known of the stream. */
  headOf(stream: string): Head | undefined {
    return this.streams.get(stream)?.head;
  }

  /** Where an event of this id stands, as far as is known. */
  placeOf(id: string): Place | undefined {
    return this.places.get(id);
  }

  /** Notes that a stream was looked at, whether or not it has events. */
  visit(stream: string): void {
    const known = this.streams.get(stream) ?? { head: EMPTY, ids: [] };
    this.streams.delete(stream);
    this.streams.set(stream, known);
  }

  /** Notes the next event of a stream that was visited. */
  learn({ id, stream, revision, digest }: Seen): void {
    const known = this.streams.get(stream);
    if (known === undefined) throw new Error('A stream is visited before its events are learned.');
    known.head = { revision, digest };
    known.ids.push(id);
    this.places.set(id, { stream, revision });
    this.forgetOldest(stream);
  }

  /** Forgets a stream, so that it is read anew. */
  forget(stream: string): void {
    for (const id of this.streams.get(stream)?.ids ?? []) {
      if (this.places.get(id)?.stream === stream) this.places.delete(id);
    }
    this.streams.delete(stream);
  }

  private forgetOldest(keep: string): void {
    while (this.places.size > this.capacity) {
      const [oldest] = this.streams.keys();
      if (oldest === undefined || oldest === keep) return;
      this.forget(oldest);
    }
  }
}

/** A head's revision in the words of the port. */
export function revisionIn(head: Head): ExpectedRevision {
  return head.revision === -1 ? 'noStream' : head.revision;
}
