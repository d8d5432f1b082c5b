import { type Json, type JsonObject } from '#catalogue';
import { textOf } from '../model/json-text.js';
import { nameOf, type Intruder, type Shown } from './intruder.js';

/** How many of each an attack on users takes. */
export interface UserTargets {
  readonly departments: number;
  readonly jobTitles: number;
  readonly disabled: number;
  readonly deleted: number;
}

/** What the attack on users leaves to the others. */
export interface UserFindings {
  /** Cloud users that were left alone. */
  readonly untouched: readonly Shown[];
  readonly rogue: Shown;
}

const SELECT = 'id,displayName,userPrincipalName,department,jobTitle,accountEnabled,onPremisesSyncEnabled';

/** Changes, disables and deletes users, renames one, restores one, and creates one. */
export async function attackUsers(intruder: Intruder, targets: UserTargets): Promise<UserFindings> {
  const users = await intruder.list(`/users?$top=999&$select=${SELECT}`);
  const cloud = intruder.shuffled(
    users.filter(
      (user) => user['onPremisesSyncEnabled'] !== true && !/emergency|administrator/i.test(nameOf(user)),
    ),
  );
  const take = (count: number): Shown[] => cloud.splice(0, Math.min(count, Math.floor(cloud.length / 2)));
  for (const user of take(targets.departments))
    await change(intruder, user, { department: 'Special projects' });
  for (const user of take(targets.jobTitles))
    await change(intruder, user, { jobTitle: 'External consultant' });
  for (const user of take(targets.disabled))
    await change(intruder, user, { accountEnabled: user['accountEnabled'] !== true });
  for (const user of take(1)) await rename(intruder, user);
  for (const user of take(targets.deleted)) await softDelete(intruder, user);
  await restoreOne(intruder);
  await tryConnected(intruder, users);
  return { untouched: cloud, rogue: await createRogue(intruder) };
}

async function change(intruder: Intruder, user: Shown, set: JsonObject): Promise<void> {
  const attributes = Object.keys(set).filter((name) => (user[name] ?? null) !== set[name]);
  if (attributes.length === 0) return;
  await intruder.send('PATCH', `/users/${user.id}`, set);
  intruder.ledger.add({ type: 'user', id: user.id, kind: 'modified', name: nameOf(user), attributes });
}

async function rename(intruder: Intruder, user: Shown): Promise<void> {
  const [alias = '', domain = ''] = textOf(user['userPrincipalName']).split('@');
  await change(intruder, user, { userPrincipalName: `${alias}.moved@${domain}` });
}

async function softDelete(intruder: Intruder, user: Shown): Promise<void> {
  await intruder.send('DELETE', `/users/${user.id}`);
  intruder.ledger.add({ type: 'user', id: user.id, kind: 'softDeleted', name: nameOf(user) });
}

/** Someone who was deleted before the attack comes back. */
async function restoreOne(intruder: Intruder): Promise<void> {
  const attacked = new Set(intruder.ledger.all().map(({ id }) => id));
  const deleted = await intruder.list(
    '/directory/deletedItems/microsoft.graph.user?$top=999&$select=id,displayName',
  );
  const [user] = intruder.shuffled(deleted.filter(({ id }) => !attacked.has(id)));
  if (!user) return;
  await intruder.send('POST', `/directory/deletedItems/${user.id}/restore`);
  intruder.ledger.add({ type: 'user', id: user.id, kind: 'restored', name: nameOf(user) });
}

/** Attributes of synced users are not for Graph to change: this attempt is turned down. */
async function tryConnected(intruder: Intruder, users: readonly Shown[]): Promise<void> {
  const [synced] = intruder.shuffled(users.filter((user) => user['onPremisesSyncEnabled'] === true));
  if (!synced) return;
  const refusal = await intruder.attempt('PATCH', `/users/${synced.id}`, { department: 'Special projects' });
  if (refusal === undefined) throw new Error('A synced user could be changed.');
  intruder.ledger.add({
    type: 'user',
    id: synced.id,
    kind: 'refused',
    name: nameOf(synced),
    attributes: ['department'],
  });
}

async function createRogue(intruder: Intruder): Promise<Shown> {
  // Listed anew: whoever has just been restored may bear the name of an earlier rogue.
  const users = await intruder.list('/users?$top=999&$select=id,userPrincipalName');
  const names = new Set(users.map((user) => textOf(user['userPrincipalName'])));
  const domain = await defaultDomain(intruder);
  const alias = firstFree(
    (number) => `svc.sync${number}`,
    (name) => names.has(`${name}@${domain}`),
  );
  const created = await intruder.send('POST', '/users', {
    accountEnabled: true,
    displayName: 'Sync service',
    mailNickname: alias,
    userPrincipalName: `${alias}@${domain}`,
    passwordProfile: { forceChangePasswordNextSignIn: false, password: `Q7-${alias}-unguessable` },
  });
  const rogue = { ...created, id: textOf(created['id']) };
  intruder.ledger.add({ type: 'user', id: rogue.id, kind: 'created', name: nameOf(rogue) });
  return rogue;
}

async function defaultDomain(intruder: Intruder): Promise<string> {
  const [organization] = await intruder.list('/organization');
  const domains: Json = organization?.['verifiedDomains'] ?? [];
  const [first] = Array.isArray(domains) ? (domains as readonly JsonObject[]) : [];
  return textOf(first?.['name']);
}

/** The first name, counted up from one, that is not taken. */
export function firstFree(name: (number: number) => string, taken: (name: string) => boolean): string {
  let number = 1;
  while (taken(name(number))) number += 1;
  return name(number);
}
