import { isJsonObject, type JsonObject } from '#catalogue';
import { malformed } from '../graph/graph-error.js';
import { textsOf } from '../model/json-text.js';
import { isGuid } from '../model/shape.js';
import { idOf } from '../query/presentation.js';
import { memberOf } from '../query/filter-match.js';
import type { Tenant } from '../tenant/tenant.js';
import { isWellKnownApp } from './well-known-apps.js';

/** How the members of a policy refer to objects: words that stand for something by themselves, or ids. */
interface ReferenceRule {
  readonly path: string;
  readonly called: string;
  readonly words: readonly string[];
  readonly exists: (tenant: Tenant, id: string) => boolean;
}

/** The location that stands for the trusted addresses of per-user multifactor authentication. */
const MFA_TRUSTED_IPS = '00000000-0000-0000-0000-000000000000';

const isUser = (tenant: Tenant, id: string): boolean => tenant.live('user', id.toLowerCase()) !== undefined;
const isGroup = (tenant: Tenant, id: string): boolean => tenant.live('group', id.toLowerCase()) !== undefined;
const isLocation = (tenant: Tenant, id: string): boolean =>
  id === MFA_TRUSTED_IPS || tenant.live('namedLocation', id.toLowerCase()) !== undefined;
const isPrincipal = (tenant: Tenant, id: string): boolean =>
  tenant.live('servicePrincipal', id.toLowerCase()) !== undefined;
const isApp = (tenant: Tenant, id: string): boolean =>
  isWellKnownApp(id) ||
  (['servicePrincipal', 'application'] as const).some(
    (kind) => tenant.unique.holder(kind, { property: 'appId', value: id }) !== undefined,
  );
const isAgreement = (tenant: Tenant, id: string): boolean =>
  tenant.live('agreement', id.toLowerCase()) !== undefined;

const USER_WORDS = ['All', 'None', 'GuestsOrExternalUsers', 'AllAgentIdUsers'];
const APP_WORDS = ['All', 'None', 'Office365', 'MicrosoftAdminPortals', 'AllAgentIdResources'];
const LOCATION_WORDS = ['All', 'AllTrusted'];

const RULES: readonly ReferenceRule[] = [
  ...both('users', 'Users', 'user', USER_WORDS, isUser),
  ...both('users', 'Groups', 'group', [], isGroup),
  // Roles are named by their templates, which are the same in every tenant.
  ...both('users', 'Roles', 'role', ['All'], (_, id) => isGuid(id)),
  ...both('applications', 'Applications', 'application', APP_WORDS, isApp),
  ...both('locations', 'Locations', 'named location', LOCATION_WORDS, isLocation),
  ...both(
    'clientApplications',
    'ServicePrincipals',
    'service principal',
    ['ServicePrincipalsInMyTenant'],
    isPrincipal,
  ),
  { path: 'grantControls/termsOfUse', called: 'terms of use', words: [], exists: isAgreement },
];

function both(
  condition: string,
  name: string,
  called: string,
  words: readonly string[],
  exists: ReferenceRule['exists'],
): ReferenceRule[] {
  return ['include', 'exclude'].map((side) => ({
    path: `conditions/${condition}/${side}${name}`,
    called,
    words,
    exists,
  }));
}

/** A reference of a policy to something that the tenant does not hold. */
export interface MissingReference {
  readonly called: string;
  readonly id: string;
}

/** The references of a policy, or of part of one, that lead nowhere. */
export function missingReferences(tenant: Tenant, policy: JsonObject): readonly MissingReference[] {
  const missing = RULES.flatMap(({ path, called, words, exists }) =>
    textsOf(memberOf(policy, path))
      .filter((id) => !words.includes(id) && !exists(tenant, id))
      .map((id) => ({ called, id })),
  );
  const strength = idOf(memberOf(policy, 'grantControls/authenticationStrength'));
  if (strength !== undefined && !tenant.live('authenticationStrengthPolicy', strength))
    missing.push({ called: 'authentication strength', id: strength });
  return missing;
}

/** Throws when a policy refers to something that the tenant does not hold. */
export function refuseUnknownReferences(tenant: Tenant, policy: JsonObject): void {
  const strength = memberOf(policy, 'grantControls/authenticationStrength');
  if (strength !== null && (!isJsonObject(strength) || idOf(strength) === undefined))
    throw malformed('The authentication strength of a policy must be given as an object with its id.');
  const [missing] = missingReferences(tenant, policy);
  if (missing)
    throw malformed(
      `The policy refers to the ${missing.called} '${missing.id}', which does not exist in the directory.`,
    );
}
