import { textOf, textsOf } from '../model/json-text.js';
import { firstFree, type UserFindings } from './attack-users.js';
import type { InjectedLink } from './injected.js';
import { nameOf, type Intruder, type Shown } from './intruder.js';

/** How many groups an attack takes. */
export interface GroupTargets {
  /** Groups that lose members and gain others. */
  readonly infiltrated: number;
  readonly deleted: number;
}

const SELECT =
  'id,displayName,mailNickname,groupTypes,mailEnabled,securityEnabled,isAssignableToRole,onPremisesSyncEnabled';
const REMOVED_PER_GROUP = 2;
const ADDED_PER_GROUP = 2;

/** What an attack on groups leaves to go on with. */
export interface GroupFindings {
  readonly rogue: Shown;
  /** Groups to delete at the end: a policy that names a deleted group cannot be changed any more. */
  readonly doomed: readonly Shown[];
}

/** Infiltrates groups, creates one with the rogue user in it, and chooses those that are to go. */
export async function attackGroups(
  intruder: Intruder,
  targets: GroupTargets,
  users: UserFindings,
): Promise<GroupFindings> {
  const groups = await intruder.list(`/groups?$top=999&$select=${SELECT}`);
  const writable = intruder.shuffled(groups.filter(isWritable));
  const take = (count: number): Shown[] =>
    writable.splice(0, Math.min(count, Math.floor(writable.length / 2)));
  for (const group of take(targets.infiltrated)) await infiltrate(intruder, group, users);
  const doomed = take(targets.deleted);
  return { rogue: await createRogue(intruder, groups, users.rogue), doomed };
}

/** Soft-deletes the groups. */
export async function deleteGroups(intruder: Intruder, groups: readonly Shown[]): Promise<void> {
  for (const group of groups) {
    await intruder.send('DELETE', `/groups/${group.id}`);
    intruder.ledger.add({ type: 'group', id: group.id, kind: 'softDeleted', name: nameOf(group) });
  }
}

/** Static groups whose master is the cloud, except those that keep the way back in. */
function isWritable(group: Shown): boolean {
  const types = textsOf(group['groupTypes']);
  const managedByMail = group['mailEnabled'] === true && !types.includes('Unified');
  return (
    !managedByMail &&
    !types.includes('DynamicMembership') &&
    group['onPremisesSyncEnabled'] !== true &&
    group['isAssignableToRole'] !== true &&
    !/emergency|administrators/i.test(nameOf(group))
  );
}

async function infiltrate(intruder: Intruder, group: Shown, users: UserFindings): Promise<void> {
  const members = await intruder.list(`/groups/${group.id}/members?$top=999&$select=id`);
  const present = new Set(members.map(({ id }) => id));
  const links: InjectedLink[] = [];
  for (const { id } of intruder.shuffled(members).slice(0, REMOVED_PER_GROUP)) {
    await intruder.send('DELETE', `/groups/${group.id}/members/${id}/$ref`);
    links.push({ link: 'members', target: id, change: 'removed' });
  }
  const strangers = intruder.shuffled(users.untouched.filter(({ id }) => !present.has(id)));
  for (const { id } of [users.rogue, ...strangers].slice(0, ADDED_PER_GROUP)) {
    await intruder.send('POST', `/groups/${group.id}/members/$ref`, { '@odata.id': reference(id) });
    links.push({ link: 'members', target: id, change: 'added' });
  }
  intruder.ledger.add({ type: 'group', id: group.id, kind: 'modified', name: nameOf(group), links });
}

async function createRogue(intruder: Intruder, groups: readonly Shown[], member: Shown): Promise<Shown> {
  const nicknames = new Set(groups.map((group) => group['mailNickname']));
  const mailNickname = firstFree(
    (number) => `maintenance${number}`,
    (name) => nicknames.has(name),
  );
  const created = await intruder.send('POST', '/groups', {
    displayName: 'Maintenance window exclusions',
    mailEnabled: false,
    mailNickname,
    securityEnabled: true,
    'members@odata.bind': [reference(member.id)],
  });
  const rogue = { ...created, id: textOf(created['id']) };
  intruder.ledger.add({
    type: 'group',
    id: rogue.id,
    kind: 'created',
    name: nameOf(rogue),
    links: [{ link: 'members', target: member.id, change: 'added' }],
  });
  return rogue;
}

const reference = (id: string): string => `https://graph.microsoft.com/v1.0/directoryObjects/${id}`;
