import {
  CATALOGUE,
  isLink,
  linksPrefix,
  objectKey,
  OBJECT_TYPES,
  parseKey,
  type DirectoryObject,
  type ObjectRef,
  type ObjectType,
} from '#catalogue';
import { searchKey } from '#protection';
import type { Root, SnapshotReader, Vaults } from '#vault';
import { decoded, readObject } from './snapshot-object.js';

/** Which objects of a backup to read. */
export interface ObjectFilter {
  readonly objectTypes?: readonly ObjectType[] | undefined;
  readonly nameContains?: string | undefined;
}

/** A link as a backup holds it, with the key that it is kept under. */
export interface ShelvedLink {
  readonly key: string;
  readonly link: string;
  readonly target: string;
  readonly value: string;
}

/** The contents of backups, read page by page. */
export class BackupShelf {
  constructor(private readonly vaults: Pick<Vaults, 'of'>) {}

  /** The first `limit` objects after another one, by type (in the order of the alphabet) and id. */
  async objectsAfter(
    { tenantId, root }: { readonly tenantId: string; readonly root: Root },
    filter: ObjectFilter,
    after: ObjectRef | undefined,
    limit: number,
  ): Promise<readonly DirectoryObject[]> {
    const snapshot = this.vaults.of(tenantId).snapshot(root);
    const found: DirectoryObject[] = [];
    for (const type of (filter.objectTypes ?? OBJECT_TYPES).toSorted()) {
      if (after !== undefined && type < after.type) continue;
      const from = after?.type === type ? afterAllOf(after) : undefined;
      for await (const object of objectsOf(snapshot, type, from)) {
        if (!hasName(object, filter.nameContains)) continue;
        found.push(object);
        if (found.length === limit) return found;
      }
    }
    return found;
  }

  /** The objects that a filter by type leaves; `undefined` where they would all have to be looked at. */
  async count(
    { tenantId, root }: { readonly tenantId: string; readonly root: Root },
    { objectTypes = OBJECT_TYPES, nameContains }: ObjectFilter,
  ): Promise<number | undefined> {
    if (nameContains) return undefined;
    const counts = await this.vaults.of(tenantId).snapshot(root).counts();
    return [...new Set(objectTypes)].reduce((sum, type) => sum + (counts[type] ?? 0), 0);
  }

  object(tenantId: string, root: Root, ref: ObjectRef): Promise<DirectoryObject | undefined> {
    return readObject(this.vaults.of(tenantId).snapshot(root), ref);
  }

  /** The first `limit` links of an object after a key. */
  async linksAfter(
    { tenantId, root }: { readonly tenantId: string; readonly root: Root },
    owner: ObjectRef,
    after: string | undefined,
    limit: number,
  ): Promise<readonly ShelvedLink[]> {
    const links: ShelvedLink[] = [];
    if (CATALOGUE[owner.type].links.length === 0) return links;
    const entries = this.vaults.of(tenantId).snapshot(root).scan(linksPrefix(owner), after);
    for await (const { key, value } of entries) {
      const ref = parseKey(key);
      if (isLink(ref)) links.push({ key, link: ref.link, target: ref.target, value });
      if (links.length === limit) break;
    }
    return links;
  }
}

/** A key that comes after an object and all of its links, and before every other object. */
const afterAllOf = (ref: ObjectRef): string => `${objectKey(ref)}/\uffff`;

async function* objectsOf(
  snapshot: SnapshotReader,
  type: ObjectType,
  after: string | undefined,
): AsyncGenerator<DirectoryObject> {
  for await (const { key, value } of snapshot.scan(`${type}/`, after)) {
    const ref = parseKey(key);
    const object = isLink(ref) ? undefined : decoded(ref, value);
    if (object) yield object;
  }
}

function hasName({ attributes: { displayName } }: DirectoryObject, text: string | undefined): boolean {
  if (!text) return true;
  return typeof displayName === 'string' && searchKey(displayName).includes(searchKey(text));
}
