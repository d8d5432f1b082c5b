import type { Lifecycle, ObjectTypeEntry } from '#catalogue';
import type { Clock } from '#runtime';
import type { GapCause, HeadReader, TypeCompleteness } from '../../directory.js';
import { ReadFailure } from '../request/read-failure.js';
import type { Reader } from '../request/read-pages.js';
import { IdTable } from './id-table.js';
import type { OwnResources } from './own-resources.js';

/** How far a sync goes. All have defaults. */
export interface SyncOptions {
  /** So many users' per-user multifactor authentication states, one request each, are read at one sync. Default: 2,000. */
  readonly ownResourceReads?: number;
  /** Everything is read although the delta queries are good when it was read so long ago last. Default: 7 days. */
  readonly reconcileEveryMs?: number;
  /** From this number of users on, their first list is read in parts side by side. Default: 20,000. */
  readonly shardFrom?: number;
  /** Of so many groups the members are counted when all are read. Default: 2,000. */
  readonly memberCounts?: number;
}

/** What the sync of one object type works with, and what it has counted and found out so far. */
export interface TypeSync {
  readonly entry: ObjectTypeEntry;
  readonly single: Reader;
  readonly batched: Reader;
  readonly head: HeadReader;
  readonly clock: Clock;
  readonly options: Required<SyncOptions>;
  readonly tally: Tally;
  /** Attributes that Graph hides from this application: nothing is kept of them. */
  readonly hidden: ReadonlySet<string>;
  readonly own: OwnResources;
  /** The state of the objects told in this sync. */
  readonly told: IdTable<Lifecycle | 'gone'>;
  /** The objects that a delta query has told of as changed. */
  readonly changed: IdTable<true>;
  /** How many members the first delta round tells of each object, of all kinds. */
  readonly toldLinks: Map<string, number>;
  /** Whether the head's objects of this type have been cleared, so that the head says nothing any more. */
  cleared: boolean;
}

type Gap = TypeCompleteness['gaps'][number];

/** Counts what was read. */
export interface Tally {
  pages: number;
  objects: number;
  links: number;
  readonly gaps: Gap[];
}

/** Turns a refusal into a gap of the completeness figures; rethrows what is none. */
export function gapOf(error: unknown, what: string): Gap {
  if (!(error instanceof ReadFailure)) throw error;
  return { cause: gapCause(error), detail: `${what}: ${error.message}` };
}

function gapCause(error: ReadFailure): GapCause {
  switch (error.cause) {
    case 'permission':
    case 'licence':
      return error.cause;
    case 'refused':
    case 'absent':
      return 'error';
    default:
      throw error;
  }
}

/** Forgets what was told, so that the type can be read from the beginning. */
export function beginAnew({ told, changed, toldLinks, tally }: TypeSync): void {
  told.clear();
  changed.clear();
  toldLinks.clear();
  tally.objects = 0;
  tally.links = 0;
}
