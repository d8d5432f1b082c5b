import type { ObjectRef, ObjectType } from '#catalogue';
import { attributeHistory, type AttributePeriod, type Change, type Refusal } from '#protection';
import type { Root, Vaults } from '#vault';
import { computeChanges } from './compute-changes.js';
import { readObject } from './snapshot-object.js';

/** A backup on an object's timeline. */
export interface TimelineBackup {
  readonly id: string;
  readonly root: Root;
  /** Types that it does not hold whole. */
  readonly partialTypes: readonly ObjectType[];
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
   * Reads what differs between them and nothing else, so many backups in which it stayed the same cost little. A backup that
   * does not hold the object’s type whole never makes it absent.
   */
  async versions(
    tenantId: string,
    backups: readonly TimelineBackup[],
    object: ObjectRef,
  ): Promise<readonly ObjectVersion[]> {
    const vault = this.vaults.of(tenantId);
    const versions: ObjectVersion[] = [];
    let before: Root | undefined;
    for (const { id: backupId, root, partialTypes } of backups) {
      const lifecycle = (await readObject(vault.snapshot(root), object))?.lifecycle ?? 'absent';
      if (lifecycle === 'absent' && partialTypes.includes(object.type)) continue;
      const change = before === undefined ? undefined : await this.change(tenantId, before, root, object);
      const last = versions.at(-1)?.lifecycle ?? 'absent';
      if (change !== undefined || lifecycle !== last) versions.push({ backupId, lifecycle, change });
      before = root;
    }
    return versions;
  }

  /**
   * The values of one attribute of an object over the backups (which come in the order of their moments), the oldest first.
   * Refuses an attribute that neither the catalogue nor any of the backups knows.
   */
  async attributeHistory(
    tenantId: string,
    backups: readonly TimelineBackup[],
    object: ObjectRef,
    attribute: string,
  ): Promise<readonly AttributePeriod[] | Refusal> {
    const vault = this.vaults.of(tenantId);
    const sightings = [];
    for (const { id: backupId, root, partialTypes } of backups)
      sightings.push({
        backupId,
        object: await readObject(vault.snapshot(root), object),
        isPartial: partialTypes.includes(object.type),
      });
    return attributeHistory(object.type, attribute, sightings);
  }

  /** The last of the backups (which come in the order of their moments) that holds an object in use: its last version. */
  async lastHolding(
    tenantId: string,
    backups: readonly Pick<TimelineBackup, 'id' | 'root'>[],
    object: ObjectRef,
  ): Promise<string | undefined> {
    const vault = this.vaults.of(tenantId);
    for (const { id, root } of backups.toReversed())
      if ((await readObject(vault.snapshot(root), object))?.lifecycle === 'live') return id;
    return undefined;
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
