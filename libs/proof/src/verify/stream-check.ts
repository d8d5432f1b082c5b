import { eventDigest, type RecordedEvent } from '#event-store';
import type { EventFault, EventFinding } from './findings.js';

/** An event that was taken into the chain: how to name it, and its digest as it was appended. */
interface Link {
  readonly name: Pick<EventFinding, 'stream' | 'revision' | 'id' | 'position'>;
  readonly digest: string;
  /** At most so many events stood in the log when it was taken. */
  readonly logSize: number;
}

/** Revisions that were passed over, `from` to `to`, and where the event after them stands. */
interface Gap {
  readonly stream: string;
  readonly from: number;
  readonly to: number;
  readonly position: string;
}

/**
 * Follows the chain of one stream, event by event, and names what does not belong to it. Goes on behind each
 * fault, also where later events were renumbered to hide it. Keeps two links, and an event only as long as the
 * next one must tell what is wrong.
 */
export class StreamCheck {
  private beforeLast: Link | undefined;
  private last: Link | undefined;
  /** An event that is not chained to the last one. */
  private suspect: RecordedEvent | undefined;
  private gaps: Gap[] = [];
  private nextRevision = 0;
  /** How far the revisions now stand above those appended. */
  private shift = 0;
  private logSize = 0;

  /** `provedSize` answers how many of the log's events a checkpoint has been found to agree with so far. */
  constructor(
    private readonly report: (finding: EventFinding) => void,
    private readonly provedSize: () => number,
  ) {}

  /** Takes the stream's next event, in the order of the log, with its digest and the log's size up to it. */
  take(event: RecordedEvent, digest: string, logSize: number): void {
    this.logSize = logSize;
    if (event.revision < this.nextRevision) {
      this.tell(nameOf(event), this.closeGap(event.revision) ? 'reordered' : 'inserted');
    } else if (event.revision > this.nextRevision) {
      this.settleSuspect();
      this.gaps.push({
        stream: event.stream,
        from: this.nextRevision,
        to: event.revision - 1,
        position: event.position,
      });
      this.accept(event);
    } else if (this.suspect === undefined || this.judge(this.suspect, event) === 'goOn') {
      this.advance(event, digest);
    }
  }

  /** To be called once the log has ended. */
  end(): void {
    this.settleSuspect();
    for (const { stream, from, to, position } of this.gaps) {
      const until = to > from ? { lastRevision: to } : {};
      this.report({ subject: 'event', fault: 'missing', stream, revision: from, ...until, position });
    }
  }

  private advance(event: RecordedEvent, digest: string): void {
    if (event.previousDigest === digestOf(this.last)) {
      this.accept(event, this.shift === 0 ? digest : this.digest(event));
    } else if (this.last !== undefined && event.previousDigest === digestOf(this.beforeLast)) {
      this.tell(this.last.name, 'inserted');
      this.shift += 1;
      this.last = this.beforeLast;
      this.accept(event);
    } else {
      this.suspect = event;
      this.nextRevision = event.revision + 1;
    }
  }

  /** Finds out by the event after it why `suspect` does not fit. `taken`: that event has found its place too. */
  private judge(suspect: RecordedEvent, next: RecordedEvent): 'goOn' | 'taken' {
    this.suspect = undefined;
    if (next.previousDigest === digestOf(this.last)) return this.judgeBypassed(suspect, next);
    const repaired = { ...suspect, previousDigest: digestOf(this.last) };
    if (next.previousDigest === this.digest(repaired)) {
      this.tell(nameOf(suspect), 'altered');
      this.accept(repaired);
    } else if (next.previousDigest === this.digest({ ...suspect, revision: suspect.revision + 1 })) {
      const { stream, revision, position } = suspect;
      this.tell({ stream, revision, position }, 'missing');
      this.shift -= 1;
      this.accept(suspect);
    } else {
      this.tell(this.lastIsProved ? nameOf(suspect) : (this.last?.name ?? nameOf(suspect)), 'altered');
      this.accept(suspect);
    }
    return 'goOn';
  }

  /** The next event is chained to the one before `suspect`: either the two were swapped, or it was slipped in. */
  private judgeBypassed(suspect: RecordedEvent, next: RecordedEvent): 'goOn' | 'taken' {
    const first = { ...next, revision: suspect.revision };
    if (suspect.previousDigest === this.digest(first)) {
      this.tell(nameOf(suspect), 'reordered');
      this.accept(first);
      this.accept({ ...suspect, revision: next.revision });
      return 'taken';
    }
    this.tell(nameOf(suspect), 'inserted');
    this.shift += 1;
    return 'goOn';
  }

  /** No later event tells whether the last one or the one after it is wrong: the last is named, unless proved. */
  private settleSuspect(): void {
    const { suspect } = this;
    this.suspect = undefined;
    if (suspect === undefined) return;
    if (this.lastIsProved) this.tell(nameOf(suspect), 'inserted');
    else this.tell(this.last?.name ?? nameOf(suspect), 'altered');
    this.accept(suspect);
  }

  private get lastIsProved(): boolean {
    return this.last !== undefined && this.last.logSize <= this.provedSize();
  }

  private accept(event: RecordedEvent, digest = this.digest(event)): void {
    this.beforeLast = this.last;
    this.last = { name: nameOf(event), digest, logSize: this.logSize };
    this.nextRevision = event.revision + 1;
  }

  private closeGap(revision: number): boolean {
    const gap = this.gaps.find(({ from, to }) => from <= revision && revision <= to);
    if (gap === undefined) return false;
    const parts = [
      { ...gap, to: revision - 1 },
      { ...gap, from: revision + 1 },
    ].filter(({ from, to }) => from <= to);
    this.gaps = [...this.gaps.filter((other) => other !== gap), ...parts];
    return true;
  }

  private digest(event: RecordedEvent): string {
    return eventDigest({ ...event, revision: event.revision - this.shift });
  }

  private tell(name: Link['name'], fault: EventFault): void {
    this.report({ subject: 'event', fault, ...name });
  }
}

function nameOf({ stream, revision, id, position }: RecordedEvent): Link['name'] {
  return { stream, revision, id, position };
}

function digestOf(link: Link | undefined): string | null {
  return link?.digest ?? null;
}
