import type { BackupView } from '#projections';

/** A backup as Graph's `snapshot`. Known Good does not count changes before a report asks: the number stays unknown. */
export interface SnapshotEntity {
  readonly id: string;
  readonly createdDateTime: string;
  readonly totalChangedObjects: null;
}

/** Shows a backup; `undefined` where it cannot be recovered from: only retained, complete ones are snapshots. */
export function snapshotEntity({ id, status, takenAt }: BackupView): SnapshotEntity | undefined {
  if (status !== 'completed' || takenAt === null) return undefined;
  return { id, createdDateTime: takenAt, totalChangedObjects: null };
}
