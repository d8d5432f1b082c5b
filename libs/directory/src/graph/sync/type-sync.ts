import type { Lifecycle, ObjectTypeEntry } from '#catalogue';
import type { Clock } from '#runtime';
import type { HeadEdit, HeadReader, TypeCompleteness } from '../../directory.js';
import { ReadFailure } from '../request/read-failure.js';
import type { Reader } from '../request/read-pages.js';

/** Edits of one page: they travel together, so that a million objects are not a million steps. */
export type Edits = readonly HeadEdit[];

/** What the sync of one object type works with, and what it has counted and found out so far. */
export interface TypeSync {
  readonly entry: ObjectTypeEntry;
  readonly single: Reader;
  readonly batched: Reader;
  readonly head: HeadReader;
  readonly clock: Clock;
  readonly tally: Tally;
  /** The state of the objects told in this sync; kept only for types with links, which need it. */
  readonly told: Map<string, Lifecycle | 'gone'>;
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
  const detail = `${what}: ${error.message}`;
  switch (error.cause) {
    case 'permission':
    case 'licence':
      return { cause: error.cause, detail };
    case 'refused':
    case 'absent':
      return { cause: 'error', detail };
    default:
      throw error;
  }
}

/** Remembers an object's state where the type's links need it. */
export function remember(sync: TypeSync, id: string, state: Lifecycle | 'gone'): void {
  if (sync.entry.links.length > 0) sync.told.set(id, state);
}
