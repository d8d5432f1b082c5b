import {
  isLink,
  linkKey,
  linksPrefix,
  objectKey,
  parseKey,
  type DirectoryObject,
  type ObjectRef,
} from '#catalogue';
import { groupsNamedBy, POLICY_TYPES, TenantPolicies } from '#protection';
import type { SnapshotReader } from '#vault';
import { decoded, readObject } from '../snapshot-object.js';

/** Of larger groups only direct members are looked at: groups within them would take too long to find. */
const MOST_MEMBERS = 20_000;

/** What of a tenant decides who gets in, as it is now and with what a plan may bring back from the backup. */
export async function readTenantPolicies(
  current: SnapshotReader,
  backup: SnapshotReader,
  accountIds: ReadonlySet<string>,
): Promise<TenantPolicies> {
  const objects: DirectoryObject[] = [];
  const inBackup = new Map<string, DirectoryObject>();
  for (const type of POLICY_TYPES) {
    for await (const object of objectsOf(current, type)) objects.push(object);
    for await (const object of objectsOf(backup, type)) inBackup.set(objectKey(object), object);
  }
  for (const id of accountIds) {
    const ref: ObjectRef = { type: 'user', id };
    const [now, then] = [await readObject(current, ref), await readObject(backup, ref)];
    if (now) objects.push(now);
    if (then) inBackup.set(objectKey(ref), then);
  }
  const groups = groupsNamedBy([...objects, ...inBackup.values()]);
  return new TenantPolicies({
    objects,
    accountIds,
    inBackup: (ref) => inBackup.get(objectKey(ref)),
    members: await membersOf(current, groups, accountIds),
    membersInBackup: await membersOf(backup, groups, accountIds),
  });
}

async function* objectsOf(
  snapshot: SnapshotReader,
  type: ObjectRef['type'],
): AsyncGenerator<DirectoryObject> {
  for await (const { key, value } of snapshot.scan(`${type}/`)) {
    const ref = parseKey(key);
    const object = isLink(ref) ? undefined : decoded(ref, value);
    if (object) yield object;
  }
}

/** Which accounts and which groups are in the named groups, and in the groups within them. */
async function membersOf(
  snapshot: SnapshotReader,
  named: ReadonlySet<string>,
  accountIds: ReadonlySet<string>,
): Promise<ReadonlyMap<string, ReadonlySet<string>>> {
  const members = new Map<string, ReadonlySet<string>>();
  const open = [...named];
  for (let id = open.pop(); id !== undefined; id = open.pop()) {
    if (members.has(id)) continue;
    const within = await groupsIn(snapshot, id);
    open.push(...within);
    const accounts: string[] = [];
    for (const account of accountIds) if (await isDirectMember(snapshot, id, account)) accounts.push(account);
    members.set(id, new Set([...within, ...accounts]));
  }
  return members;
}

async function isDirectMember(snapshot: SnapshotReader, id: string, target: string): Promise<boolean> {
  return (await snapshot.get(linkKey({ type: 'group', id, link: 'members', target }))) !== undefined;
}

async function groupsIn(snapshot: SnapshotReader, id: string): Promise<readonly string[]> {
  const targets: string[] = [];
  for await (const { key } of snapshot.scan(`${linksPrefix({ type: 'group', id })}members/`)) {
    const ref = parseKey(key);
    if (isLink(ref)) targets.push(ref.target);
    if (targets.length > MOST_MEMBERS) return [];
  }
  const groups: string[] = [];
  for (const target of targets)
    if ((await snapshot.get(objectKey({ type: 'group', id: target }))) !== undefined) groups.push(target);
  return groups;
}
