/**
 * How far the refreshing of attributes that cost one request an object has come. It goes through the objects in the
 * order of their ids, some at each sync, and begins again at the end: one time through is a cycle.
 */
export interface Rotation {
  /** The id up to which this cycle has come. */
  readonly cursor: string;
  /** No state read in this cycle is older. ISO 8601, as all times here. */
  readonly cycleStart: string;
  /** No state at all is older; `null` while some object's was never read. */
  readonly knownSince: string | null;
  /**
   * Whether every state that is known was read in this cycle, the first of all: objects with a state are passed over
   * then, so that those without one come first.
   */
  readonly first: boolean;
  /** Whether objects that had no state were left without one in this cycle: there were too many. */
  readonly left: boolean;
  /** Whether the state of some object could not be read in this cycle. */
  readonly refused: boolean;
}

/** How far one sync has brought it. */
export interface RotationProgress {
  readonly cursor: string;
  readonly reachedEnd: boolean;
  readonly left: boolean;
  readonly refused: boolean;
}

/** The rotation before anything was read; the `first` of all where no state is known. */
export function newRotation(now: Date, { first }: { readonly first: boolean }): Rotation {
  return {
    cursor: '',
    cycleStart: now.toISOString(),
    knownSince: null,
    first,
    left: false,
    refused: false,
  };
}

/** The rotation at the beginning of a sync: a cycle in which nothing was read yet begins now. */
export function goingOn(rotation: Rotation, now: Date): Rotation {
  const isAtBeginning = rotation.cursor === '' && !rotation.first;
  return isAtBeginning ? { ...rotation, cycleStart: now.toISOString() } : rotation;
}

/** The rotation after a sync. */
export function rotated(before: Rotation, progress: RotationProgress, now: Date): Rotation {
  const left = before.left || progress.left;
  const refused = before.refused || progress.refused;
  if (!progress.reachedEnd)
    return {
      ...before,
      cursor: progress.cursor,
      left,
      refused,
      knownSince: left || refused ? null : before.knownSince,
    };
  if (before.first && left) return newRotation(new Date(before.cycleStart), { first: true });
  return {
    ...newRotation(now, { first: false }),
    knownSince: left || refused ? null : before.cycleStart,
  };
}
