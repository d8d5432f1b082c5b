import { eventDigest } from './event-digest.js';
import type { RecordedEvent } from './event-store.js';

/** A stream's last event, as noted outside the store: what shows that the end of a stream was cut off. */
export interface ChainHead {
  readonly revision: number;
  readonly digest: string;
}

/**
 * What is wrong at a revision. `altered`: the event is not the one that its successor was chained to.
 * `missing`: there is no event of this revision. `inserted`: an event that its neighbours were not chained to,
 * or a second one of the same revision. `reordered`: the event comes later than its revision says.
 */
export type ChainFault = 'altered' | 'missing' | 'inserted' | 'reordered';

/** What {@link verifyChain} found; `revision` is the first at which the stream is not what was appended. */
export type ChainVerdict =
  | { readonly intact: true; readonly events: number; readonly head: ChainHead | undefined }
  | { readonly intact: false; readonly revision: number; readonly fault: ChainFault };

/**
 * Checks that the events of one stream, read from its beginning, are those that were appended, and names the
 * first that is not. Each event is read once, and only two digests are kept. A chain alone cannot show a
 * changed last event or a cut-off end: for these, give the `expectedHead` noted earlier outside the store.
 */
export async function verifyChain(
  events: Iterable<RecordedEvent> | AsyncIterable<RecordedEvent>,
  expectedHead?: ChainHead,
): Promise<ChainVerdict> {
  let beforeLast: ChainHead | undefined;
  let last: ChainHead | undefined;
  let suspect: Suspect | undefined;
  for await (const event of events) {
    if (suspect !== undefined) {
      if (suspect.explainedBy(event)) return broken(suspect.ifExplained);
    } else if (fits(event, last)) {
      beforeLast = last;
      last = { revision: event.revision, digest: eventDigest(event) };
      if (contradicts(last, expectedHead)) return broken({ revision: last.revision, fault: 'altered' });
    } else {
      suspect = suspicion(event, last, beforeLast);
    }
  }
  if (suspect !== undefined) return broken(suspect.otherwise);
  const count = nextRevision(last);
  if (expectedHead !== undefined && expectedHead.revision >= count) {
    return broken({ revision: count, fault: 'missing' });
  }
  return { intact: true, events: count, head: last };
}

interface Finding {
  readonly revision: number;
  readonly fault: ChainFault;
}

/** The first event that does not fit; what comes after it tells which of two findings it is. */
interface Suspect {
  readonly explainedBy: (later: RecordedEvent) => boolean;
  readonly ifExplained: Finding;
  readonly otherwise: Finding;
}

function suspicion(
  event: RecordedEvent,
  last: ChainHead | undefined,
  beforeLast: ChainHead | undefined,
): Suspect {
  const next = nextRevision(last);
  if (event.revision > next) {
    return {
      explainedBy: (later) => later.revision === next,
      ifExplained: { revision: next, fault: 'reordered' },
      otherwise: { revision: next, fault: 'missing' },
    };
  }
  const here: Finding = { revision: event.revision, fault: 'inserted' };
  if (event.revision < next) return certain(here);
  if (last === undefined) return certain({ revision: 0, fault: 'altered' });
  if (event.previousDigest === (beforeLast?.digest ?? null)) {
    return certain({ revision: last.revision, fault: 'inserted' });
  }
  return {
    explainedBy: (later) => later.previousDigest === last.digest,
    ifExplained: here,
    otherwise: { revision: last.revision, fault: 'altered' },
  };
}

function certain(finding: Finding): Suspect {
  return { explainedBy: () => false, ifExplained: finding, otherwise: finding };
}

function broken(finding: Finding): ChainVerdict {
  return { intact: false, ...finding };
}

function fits(event: RecordedEvent, last: ChainHead | undefined): boolean {
  return event.revision === nextRevision(last) && event.previousDigest === (last?.digest ?? null);
}

function contradicts(head: ChainHead, expected: ChainHead | undefined): boolean {
  return head.revision === expected?.revision && head.digest !== expected.digest;
}

function nextRevision(last: ChainHead | undefined): number {
  return (last?.revision ?? -1) + 1;
}
