import { OBJECT_TYPES, type DirectoryObject, type ObjectType } from '#catalogue';
import { creationOf, idsIn, obstacleOf, type Creation } from '#protection';
import type { SnapshotReader } from '#vault';
import { computeChanges, type Comparison } from '../compute-changes.js';
import type { JobContext } from '../job-context.js';
import { readObject } from '../snapshot-object.js';

/** An object that is to be made again. */
export interface Candidate {
  readonly object: DirectoryObject;
  readonly creation: Creation;
}

/** An application and its service principal are one thing to its users. */
const UNIT: readonly ObjectType[] = ['application', 'servicePrincipal'];

/** What the plan of a re-creation is made from. */
export class RecreationPlanning {
  readonly backup: SnapshotReader;
  readonly current: SnapshotReader;
  readonly excluded = new Map<string, number>();
  private readonly there = new Set<string>();

  constructor(
    private readonly context: JobContext,
    private readonly comparison: Comparison,
  ) {
    this.backup = context.vault.snapshot(comparison.backupRoot);
    this.current = context.vault.snapshot(comparison.currentRoot);
  }

  exclude(reason: string): void {
    this.excluded.set(reason, (this.excluded.get(reason) ?? 0) + 1);
  }

  /** Whether an object has been made again already, and is in use. Known once the candidates are. */
  isThereAlready(oldId: string): boolean {
    return this.there.has(oldId);
  }

  /** The objects asked for that are gone for good, and the other half of what is one unit. */
  async chosen(): Promise<readonly DirectoryObject[]> {
    const { scope } = this.comparison;
    const asked = scope.kind === 'objectIds' ? scope.objectIds : [];
    const chosen = await this.gone(this.comparison);
    for (const id of asked) if (!chosen.some((object) => object.id === id)) this.exclude('notHardDeleted');
    const appIds = new Set(chosen.filter(({ type }) => UNIT.includes(type)).map(appIdOf));
    if (appIds.size === 0) return chosen;
    const units = await this.gone({ ...this.comparison, scope: { kind: 'objectTypes', objectTypes: UNIT } });
    const others = units.filter(
      (object) => appIds.has(appIdOf(object)) && !chosen.some(({ id }) => id === object.id),
    );
    return [...chosen, ...others];
  }

  /** Those that can be made again, by id. */
  async candidates(
    gone: readonly DirectoryObject[],
    earlier: ReadonlyMap<string, string>,
  ): Promise<ReadonlyMap<string, Candidate>> {
    const candidates = new Map<string, Candidate>();
    for (const object of gone) {
      const obstacle = obstacleOf(object)?.code ?? (await this.madeAgain(object, earlier));
      if (obstacle === undefined) candidates.set(object.id, { object, creation: creationOf(object) });
      else this.exclude(obstacle);
    }
    for (;;) {
      const orphan = await this.orphanAmong(candidates);
      if (orphan === undefined) return candidates;
      candidates.delete(orphan);
      this.exclude('namesWhatIsGone');
    }
  }

  /** Whether the object of this id is gone for good. */
  async isGone(id: string): Promise<boolean> {
    for (const type of OBJECT_TYPES) {
      if ((await readObject(this.backup, { type, id })) === undefined) continue;
      return (await readObject(this.current, { type, id })) === undefined;
    }
    return false;
  }

  private async madeAgain(
    { type, id }: DirectoryObject,
    earlier: ReadonlyMap<string, string>,
  ): Promise<string | undefined> {
    const newId = earlier.get(id);
    const made = newId === undefined ? undefined : await readObject(this.current, { type, id: newId });
    if (made === undefined) return undefined;
    if (made.lifecycle === 'softDeleted') return 'recreatedAndDeleted';
    this.there.add(id);
    return 'alreadyRecreated';
  }

  /** One that names what is gone and is not made again either: Graph would refuse it, or it would mean less than it did. */
  private async orphanAmong(candidates: ReadonlyMap<string, Candidate>): Promise<string | undefined> {
    for (const [id, { creation }] of candidates)
      for (const named of idsIn({ ...creation.set })) {
        if (named === id || candidates.has(named) || this.there.has(named)) continue;
        if (await this.isGone(named)) return id;
      }
    return undefined;
  }

  private async gone(comparison: Comparison): Promise<readonly DirectoryObject[]> {
    const gone: DirectoryObject[] = [];
    for await (const { kind, type, id } of computeChanges(this.context.vault, comparison)) {
      const object = kind === 'hardDeleted' ? await readObject(this.backup, { type, id }) : undefined;
      if (object) gone.push(object);
    }
    return gone;
  }
}

/** The ids that an object is named by, as far as a new one gets others. */
export function ownIds(object: DirectoryObject): readonly string[] {
  const appId = object.type === 'application' ? appIdOf(object) : undefined;
  return appId === undefined ? [object.id] : [object.id, appId];
}

/** The application (client) id of an application or its service principal. */
export function appIdOf({ attributes: { appId } }: DirectoryObject): string | undefined {
  return typeof appId === 'string' ? appId.toLowerCase() : undefined;
}
