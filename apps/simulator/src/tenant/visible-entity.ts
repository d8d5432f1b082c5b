import { isJsonObject, type Json, type JsonObject } from '#catalogue';
import type { TenantObject } from './collection.js';
import type { Tenant } from './tenant.js';
import { isUnified } from './group-kinds.js';
import { textOf } from '../model/json-text.js';
import { shownMethodsPolicy, shownStrength } from './visible-policies.js';

/**
 * The properties of an object as Graph shows them: with its id, with the looks that soft-deleted objects have,
 * and with what a policy or an assignment shows of the objects it refers to.
 */
export function visibleEntity(object: TenantObject, at: { tenant: Tenant; root: string }): JsonObject {
  const { entity, id, deletedAt } = object;
  const shown: Record<string, Json> = { ...entity, id };
  if (deletedAt !== undefined) Object.assign(shown, deletedLook(object, deletedAt));
  if (object.kind === 'conditionalAccessPolicy')
    shown['grantControls'] = expandedGrantControls(entity['grantControls'] ?? null, at);
  if (object.kind === 'authenticationStrengthPolicy') Object.assign(shown, shownStrength(id, at.root));
  if (object.kind === 'authenticationMethodsPolicy')
    Object.assign(shown, shownMethodsPolicy(entity, at.root));
  if (object.kind === 'appRoleAssignment') Object.assign(shown, endsOfAssignment(entity, at.tenant));
  return shown;
}

function deletedLook({ kind, entity, id }: TenantObject, deletedAt: number): JsonObject {
  const deletedDateTime = graphTime(deletedAt);
  if (kind === 'user') {
    const prefix = id.replaceAll('-', '');
    return { deletedDateTime, userPrincipalName: `${prefix}${textOf(entity['userPrincipalName'])}` };
  }
  if (kind === 'group' && !isUnified(entity)) return { deletedDateTime, securityEnabled: false };
  return { deletedDateTime };
}

/** Graph shows the whole strength where a policy refers to one. */
function expandedGrantControls(controls: Json, { tenant, root }: { tenant: Tenant; root: string }): Json {
  if (!isJsonObject(controls)) return controls;
  const reference = controls['authenticationStrength'];
  const id = isJsonObject(reference) ? reference['id'] : undefined;
  const strength = typeof id === 'string' ? tenant.live('authenticationStrengthPolicy', id) : undefined;
  return {
    ...controls,
    'authenticationStrength@odata.context': `${root}/$metadata#identity/conditionalAccess/policies/grantControls/authenticationStrength/$entity`,
    authenticationStrength: strength ? { id: strength.id, ...strength.entity } : (reference ?? null),
  };
}

function endsOfAssignment(entity: JsonObject, tenant: Tenant): JsonObject {
  const principal = tenant.directoryObject(textOf(entity['principalId']));
  const resource = tenant.live('servicePrincipal', textOf(entity['resourceId']));
  return {
    principalDisplayName: principal?.entity['displayName'] ?? null,
    principalType: principal ? principalType(principal) : null,
    resourceDisplayName: resource?.entity['displayName'] ?? null,
  };
}

function principalType({ kind }: TenantObject): string {
  return kind.charAt(0).toUpperCase() + kind.slice(1);
}

/** A moment as Graph writes it: UTC without fractions. */
export function graphTime(at: number): string {
  return `${new Date(at).toISOString().slice(0, 19)}Z`;
}
