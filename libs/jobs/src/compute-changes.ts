import {
  CATALOGUE,
  isLink,
  linksPrefix,
  parseKey,
  targetObjectId,
  type DirectoryObject,
  type LinkRef,
  type ObjectRef,
  type ObjectType,
} from '#catalogue';
import {
  compareObject,
  inScope,
  scopePrefixes,
  type Change,
  type GuardedObjects,
  type LinkDifference,
  type LinkTarget,
  type Presence,
  type Scope,
} from '#protection';
import type { EntryChange, Root, SnapshotReader, Vault } from '#vault';
import { decoded, readObject } from './snapshot-object.js';

/** Two states of a tenant, and which part of them to compare. */
export interface Comparison {
  /** The known-good state. */
  readonly backupRoot: Root;
  /** The state to compare with it. */
  readonly currentRoot: Root;
  readonly scope: Scope;
  /** Objects that no recovery may disable or delete. */
  readonly guarded: GuardedObjects;
  /** Types that one of the two states does not hold whole: nothing may be concluded about them. */
  readonly partialTypes: readonly ObjectType[];
  /** Sides that are imports: what they do not hold is not concluded to be absent. */
  readonly imports?: readonly ('backup' | 'current')[];
  /** Links (by key) that count whatever became of the objects at their ends: those that an undo takes back. */
  readonly linksThatCount?: ReadonlySet<string>;
}

/**
 * The changes that lead from the backup to the present, in key order. Reads only what differs and what the
 * changed links point to, so the cost follows the number of changes.
 */
export async function* computeChanges(vault: Vault, comparison: Comparison): AsyncGenerator<Change> {
  const backup = vault.snapshot(comparison.backupRoot);
  const current = vault.snapshot(comparison.currentRoot);
  const differences = vault.diff(
    comparison.backupRoot,
    comparison.currentRoot,
    scopePrefixes(comparison.scope),
  );
  const targets = new LinkTargets(backup, current);
  for await (const { object, entries } of byObject(differences)) {
    if (!inScope(comparison.scope, object) || comparison.partialTypes.includes(object.type)) continue;
    const sides = await bothSides(object, entries, backup, current);
    if (comparison.imports?.some((side) => sides[side] === undefined)) continue;
    const change = compareObject({
      ...object,
      ...sides,
      links: await toldLinks(rawLinks(entries), comparison, { backup, current }),
      context: {
        guarded: comparison.guarded,
        linkTargets: await targets.of(entries),
        ...(comparison.linksThatCount && { linksThatCount: comparison.linksThatCount }),
      },
    });
    if (change) yield change;
  }
}

interface ObjectDifferences {
  readonly object: ObjectRef;
  readonly entries: readonly { readonly ref: ObjectRef | LinkRef; readonly change: EntryChange }[];
}

/** An object's key stands right before its links' keys, so one pass gathers each object's differences. */
async function* byObject(differences: AsyncIterable<EntryChange>): AsyncGenerator<ObjectDifferences> {
  let object: ObjectRef | undefined;
  let entries: { ref: ObjectRef | LinkRef; change: EntryChange }[] = [];
  for await (const change of differences) {
    const ref = parseKey(change.key);
    if (object && (ref.type !== object.type || ref.id !== object.id)) {
      yield { object, entries };
      entries = [];
    }
    object = { type: ref.type, id: ref.id };
    entries.push({ ref, change });
  }
  if (object) yield { object, entries };
}

async function bothSides(
  object: ObjectRef,
  entries: ObjectDifferences['entries'],
  backup: SnapshotReader,
  current: SnapshotReader,
): Promise<{ backup: DirectoryObject | undefined; current: DirectoryObject | undefined }> {
  const own = entries.find(({ ref }) => !isLink(ref))?.change;
  if (own) return { backup: decoded(object, own.before), current: decoded(object, own.after) };
  return { backup: await readObject(backup, object), current: await readObject(current, object) };
}

function rawLinks(entries: ObjectDifferences['entries']): LinkDifference[] {
  return entries.flatMap(({ ref, change }) =>
    isLink(ref)
      ? [{ link: ref, backupValue: change.before ?? null, currentValue: change.after ?? null }]
      : [],
  );
}

/** Of an import, only the kinds of link count that it holds of the object. */
async function toldLinks(
  links: LinkDifference[],
  { imports = [] }: Comparison,
  snapshots: Readonly<Record<'backup' | 'current', SnapshotReader>>,
): Promise<LinkDifference[]> {
  const told: LinkDifference[] = [];
  for (const each of links) {
    const isTold = await Promise.all(imports.map((side) => holdsKind(snapshots[side], each.link)));
    if (isTold.every(Boolean)) told.push(each);
  }
  return told;
}

async function holdsKind(snapshot: SnapshotReader, { type, id, link }: LinkRef): Promise<boolean> {
  for await (const _any of snapshot.scan(`${linksPrefix({ type, id })}${link}/`)) return true;
  return false;
}

/** So many objects at links' other ends are remembered. */
const MOST_REMEMBERED = 50_000;

/** How the objects at links' other ends stand in two states: objects that many links point to are read once. */
class LinkTargets {
  private readonly remembered = new Map<string, LinkTarget>();

  constructor(
    private readonly backup: SnapshotReader,
    private readonly current: SnapshotReader,
  ) {}

  /** Reads those of an object's links beforehand, since comparing does no reading. */
  async of(entries: ObjectDifferences['entries']): Promise<(id: string) => LinkTarget> {
    const states = new Map<string, LinkTarget>();
    for (const { ref } of entries) {
      if (!isLink(ref)) continue;
      const id = targetObjectId(ref.target);
      if (!states.has(id)) states.set(id, await this.target(ref, id));
    }
    return (id) => states.get(id) ?? { backup: 'absent', current: 'absent' };
  }

  private async target({ type, link }: LinkRef, id: string): Promise<LinkTarget> {
    const key = `${type}/${link} ${id}`;
    const known = this.remembered.get(key);
    if (known) return known;
    const types = CATALOGUE[type].links.find(({ name }) => name === link)?.targets ?? [];
    const target = {
      backup: await presence(this.backup, types, id),
      current: await presence(this.current, types, id),
    };
    if (this.remembered.size >= MOST_REMEMBERED) this.remembered.clear();
    this.remembered.set(key, target);
    return target;
  }
}

async function presence(
  snapshot: SnapshotReader,
  types: readonly ObjectType[],
  id: string,
): Promise<Presence> {
  for (const type of types) {
    const object = await readObject(snapshot, { type, id });
    if (object) return object.lifecycle;
  }
  return 'absent';
}

/** The sides of a comparison that are imports. */
export function importedSides(
  backup: { readonly isImport?: boolean },
  current: { readonly isImport?: boolean },
): readonly ('backup' | 'current')[] {
  return [
    ...(backup.isImport ? (['backup'] as const) : []),
    ...(current.isImport ? (['current'] as const) : []),
  ];
}
