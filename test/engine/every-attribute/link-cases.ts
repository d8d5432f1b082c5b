import { isLink, parseKey, type DirectoryObject, type LinkRef } from '#catalogue';
import { isOrdinary } from './cases.js';
import type { Scenario } from './scenario.js';

/** One link that an intruder has added, removed or changed. */
export interface LinkCase {
  readonly link: LinkRef;
  readonly what: 'added' | 'removed' | 'changed';
}

const DEFAULT_ACCESS = '00000000-0000-0000-0000-000000000000';

/** Does to each kind of link what can be done to it, by Graph alone, and answers what was done. */
export async function linkCases(scenario: Scenario): Promise<readonly LinkCase[]> {
  return [
    ...(await memberCases(scenario)),
    ...(await assignmentCases(scenario)),
    ...(await grantCases(scenario)),
  ];
}

async function memberCases(scenario: Scenario): Promise<readonly LinkCase[]> {
  const { intruder } = scenario;
  const groups = ofType(scenario, 'group').filter(
    (group) => isOrdinary(group) && linksOf(scenario, group, 'members').length > 1,
  );
  const [group, other] = groups;
  if (!group || !other) throw new Error('The simulated tenant has too few groups with members.');
  const present = new Set(linksOf(scenario, group, 'members').map(({ target }) => target));
  const added = ofType(scenario, 'user').find((user) => isOrdinary(user) && !present.has(user.id));
  const [removed] = linksOf(scenario, other, 'members');
  if (!added || !removed) throw new Error('The simulated tenant has too few users.');
  const reference = { '@odata.id': `https://graph.microsoft.com/v1.0/directoryObjects/${added.id}` };
  await intruder.call('POST', `/v1.0/groups/${group.id}/members/$ref`, reference);
  await intruder.call('DELETE', `/v1.0/groups/${other.id}/members/${removed.target}/$ref`);
  return [
    { link: { type: 'group', id: group.id, link: 'members', target: added.id }, what: 'added' },
    { link: removed, what: 'removed' },
  ];
}

async function assignmentCases(scenario: Scenario): Promise<readonly LinkCase[]> {
  const { intruder } = scenario;
  const principals = ofType(scenario, 'servicePrincipal').filter(isOrdinary);
  const owner = principals.find((principal) => linksOf(scenario, principal, 'appRoleAssignedTo').length > 0);
  const bare = principals.find((principal) => linksOf(scenario, principal, 'appRoleAssignedTo').length === 0);
  const user = ofType(scenario, 'user').find(isOrdinary);
  if (!owner || !bare || !user) throw new Error('The simulated tenant has too few app role assignments.');
  const at = (id: string): string => `/v1.0/servicePrincipals/${id}/appRoleAssignedTo`;
  const [removed] = linksOf(scenario, owner, 'appRoleAssignedTo');
  const { value } = await intruder.call('GET', `${at(owner.id)}?$top=999`);
  const listed = (value as readonly { id: string; principalId: string; appRoleId: string }[]).find(
    ({ principalId, appRoleId }) => `${principalId}.${appRoleId}` === removed?.target,
  );
  if (!removed || !listed) throw new Error('An app role assignment of the backup is not in the tenant.');
  await intruder.call('DELETE', `${at(owner.id)}/${listed.id}`);
  const assignment = { principalId: user.id, resourceId: bare.id, appRoleId: DEFAULT_ACCESS };
  await intruder.call('POST', at(bare.id), assignment);
  const target = `${user.id}.${DEFAULT_ACCESS}`;
  return [
    { link: { type: 'servicePrincipal', id: bare.id, link: 'appRoleAssignedTo', target }, what: 'added' },
    { link: removed, what: 'removed' },
  ];
}

async function grantCases(scenario: Scenario): Promise<readonly LinkCase[]> {
  const { intruder } = scenario;
  const kind = 'oauth2PermissionGrants';
  const grants = [...scenario.linksBefore.keys()]
    .map(parseKey)
    .filter((ref) => isLink(ref))
    .filter(({ link }) => link === kind);
  const [removed, changed] = grants;
  const client = ofType(scenario, 'servicePrincipal').find(
    ({ id }) => !grants.some(({ target }) => target === id),
  );
  if (!removed || !changed || !client) throw new Error('The simulated tenant has too few permission grants.');
  const resourceId = removed.id;
  await intruder.call('DELETE', `/v1.0/${kind}/${await grantId(scenario, removed)}`);
  await intruder.call('PATCH', `/v1.0/${kind}/${await grantId(scenario, changed)}`, {
    scope: 'Mail.Read Mail.Send',
  });
  const grant = { clientId: client.id, consentType: 'AllPrincipals', resourceId, scope: 'User.Read' };
  await intruder.call('POST', `/v1.0/${kind}`, grant);
  return [
    { link: { type: 'servicePrincipal', id: resourceId, link: kind, target: client.id }, what: 'added' },
    { link: removed, what: 'removed' },
    { link: changed, what: 'changed' },
  ];
}

async function grantId({ intruder }: Scenario, { id, target }: LinkRef): Promise<string> {
  const filter = encodeURIComponent(`clientId eq '${target}' and consentType eq 'AllPrincipals'`);
  const { value } = await intruder.call('GET', `/v1.0/oauth2PermissionGrants?$filter=${filter}`);
  const grant = (value as readonly { id: string; resourceId: string }[]).find(
    ({ resourceId }) => resourceId === id,
  );
  if (!grant) throw new Error('A permission grant of the backup is not in the tenant.');
  return grant.id;
}

const ofType = ({ before }: Scenario, type: DirectoryObject['type']): readonly DirectoryObject[] =>
  [...before.values()].filter((object) => object.type === type);

function linksOf({ linksBefore }: Scenario, owner: DirectoryObject, kind: string): readonly LinkRef[] {
  return [...linksBefore.keys()]
    .map(parseKey)
    .filter((ref) => isLink(ref))
    .filter(({ type, id, link }) => type === owner.type && id === owner.id && link === kind);
}
