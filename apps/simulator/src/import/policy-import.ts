import { isJsonObject, type Json, type JsonObject } from '#catalogue';
import type { GrowingTenant } from '../generate/growing-tenant.js';
import { textOf } from '../model/json-text.js';
import { stored } from '../routes/conditional-access.js';
import { missingReferences } from '../routes/policy-references.js';
import type { Kind } from '../tenant/kinds.js';
import type { StandIns } from './stand-ins.js';

/** What a word in angle brackets within a name becomes. */
const NAME_PLACEHOLDERS: Readonly<Record<string, string>> = { RING: 'Ring0' };

const KIND_OF_REFERENCE: Readonly<Record<string, Kind>> = {
  user: 'user',
  group: 'group',
  'named location': 'namedLocation',
  'terms of use': 'agreement',
  'service principal': 'servicePrincipal',
  'authentication strength': 'authenticationStrengthPolicy',
};

/** A policy as the tenant keeps it, with everything that it refers to in place. */
export function importedPolicy(growing: GrowingTenant, standIns: StandIns, exported: JsonObject): JsonObject {
  const named: JsonObject = {
    ...exported,
    displayName: withoutPlaceholders(textOf(exported['displayName'])),
  };
  const replacements = new Map<string, string>();
  for (const { called, id } of missingReferences(growing.tenant, named)) {
    const kind = KIND_OF_REFERENCE[called];
    if (kind) replacements.set(id, standIns.ensure(kind, id, strengthName(kind, named)));
    else if (called === 'application' && !isWord(id)) standIns.ensureApplication(id.toLowerCase());
  }
  return stored({
    ...named,
    conditions: replaced(named['conditions'] ?? null, replacements),
    grantControls: replaced(named['grantControls'] ?? null, replacements),
  });
}

/** Words such as `All`, of which newer Graph versions know more, stand for themselves. */
function isWord(reference: string): boolean {
  return /^[A-Za-z]+$/.test(reference);
}

/** Exports show the strength whole, so its name is known. */
function strengthName(kind: Kind, policy: JsonObject): string | undefined {
  if (kind !== 'authenticationStrengthPolicy') return undefined;
  const controls = policy['grantControls'];
  const strength = isJsonObject(controls) ? controls['authenticationStrength'] : undefined;
  return isJsonObject(strength) && typeof strength['displayName'] === 'string'
    ? strength['displayName']
    : undefined;
}

function withoutPlaceholders(name: string): string {
  return name.replaceAll(/<([A-Za-z]+)>/g, (_, word: string) => NAME_PLACEHOLDERS[word] ?? word);
}

function replaced(value: Json, replacements: ReadonlyMap<string, string>): Json {
  if (typeof value === 'string') return replacements.get(value) ?? value;
  if (Array.isArray(value)) return (value as readonly Json[]).map((item) => replaced(item, replacements));
  if (!isJsonObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, member]) => [name, replaced(member, replacements)]),
  );
}
