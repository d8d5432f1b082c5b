import type { ObjectRef } from '#catalogue';
import type { Change } from '#protection';
import type { Root, Vaults } from '#vault';
import { computeChanges } from './compute-changes.js';
import { readObject } from './snapshot-object.js';

/** A backup on an object's timeline. */
export interface TimelineBackup {
  readonly id: string;
  readonly root: Root;
}

/** How an object stood in a backup, where that is not how it stood in the one before. */
export interface ObjectVersion {
  readonly backupId: string;
  readonly lifecycle: 'live' | 'softDeleted' | 'absent';
  /** What had changed since the backup before; `undefined` for the first version, and where it was only found or gone. */
  readonly change: Change | undefined;
}

/** Follows single objects through backups. */
export class ObjectTimelines {
  constructor(private readonly vaults: Pick<Vaults, 'of'>) {}

  /**
   * The versions of an object, from the oldest of the backups (which come in the order of their moments) to the newest.
   * Reads what differs between them and nothing else, so many backups in which it stayed the same cost little.
   */
  async versions(
    tenantId: string,
    backups: readonly TimelineBackup[],
    object: ObjectRef,
  ): Promise<readonly ObjectVersion[]> {
    const vault = this.vaults.of(tenantId);
    const versions: ObjectVersion[] = [];
    let before: Root | undefined;
    for (const { id: backupId, root } of backups) {
      const lifecycle = (await readObject(vault.snapshot(root), object))?.lifecycle ?? 'absent';
      const change = before === undefined ? undefined : await this.change(tenantId, before, root, object);
      const last = versions.at(-1)?.lifecycle ?? 'absent';
      if (change !== undefined || lifecycle !== last) versions.push({ backupId, lifecycle, change });
      before = root;
    }
    return versions;
  }

  private async change(
    tenantId: string,
    backupRoot: Root,
    currentRoot: Root,
    { type, id }: ObjectRef,
  ): Promise<Change | undefined> {
    if (backupRoot === currentRoot) return undefined;
    const changes = computeChanges(this.vaults.of(tenantId), {
      ...{ backupRoot, currentRoot, partialTypes: [], guarded: new Map() },
      scope: { kind: 'objectIds', objectIds: [id] },
    });
    for await (const change of changes) if (change.type === type) return change;
    return undefined;
  }
}
