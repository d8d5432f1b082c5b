import type { DirectoryObject, ObjectRef } from '#catalogue';
import { creationOf } from './creation.js';
import type { Loss } from './lost-for-good.js';
import { obstacleOf, type Obstacle } from './obstacle.js';

/** What re-creating one object that is gone for good would bring back, before anything is sent. */
export interface RecreationPreflight extends ObjectRef {
  /** Why it cannot be made again; `null` where it can. */
  readonly obstacle: Obstacle | null;
  /** Names of the attributes that come back as they were. */
  readonly comesBack: readonly string[];
  /** What comes back with another value. */
  readonly altered: readonly Loss[];
  /** What does not come back. */
  readonly lost: readonly Loss[];
}

/** Says of an object, as the backup holds it, what comes back, what does not, and why. Asks nobody and sends nothing. */
export function recreationPreflight(object: DirectoryObject): RecreationPreflight {
  const { type, id } = object;
  const obstacle = obstacleOf(object);
  if (obstacle !== undefined) return { type, id, obstacle, comesBack: [], altered: [], lost: [] };
  const { set, afterwards, altered, lost } = creationOf(object);
  const otherwise = new Set(altered.map(({ what }) => what));
  const comesBack = [...Object.keys(set), ...Object.keys(afterwards)].filter((name) => !otherwise.has(name));
  return { type, id, obstacle: null, comesBack, altered, lost };
}
