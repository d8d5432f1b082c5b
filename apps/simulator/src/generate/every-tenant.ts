import type { JsonObject } from '#catalogue';
import { METHODS_POLICY_ID, NEW_METHODS_POLICY } from '../model/authentication-methods-policy.js';
import { AUTHORIZATION_POLICY_ID, NEW_AUTHORIZATION_POLICY } from '../model/authorization-policy.js';
import { METHOD_CONFIGURATIONS } from '../model/method-configurations.js';
import type { Kind } from '../tenant/kinds.js';
import type { Tenant } from '../tenant/tenant.js';
import { BUILT_IN_STRENGTHS, strength } from './built-in-strengths.js';
import { DIRECTORY_ROLES } from './directory-roles.js';
import { GENERATED_TIME, GrowingTenant } from './growing-tenant.js';

interface Made {
  readonly kind: Kind;
  readonly id: string;
  readonly entity: JsonObject;
}

/** Puts in what every tenant has and this one lacks: strengths, directory roles and the tenant's own policies. */
export function completeTenant(tenant: Tenant): void {
  const growing = new GrowingTenant(tenant);
  for (const { kind, id, entity } of inEveryTenant())
    if (!tenant.collection(kind).get(id)) growing.create(kind, id, entity);
}

function inEveryTenant(): readonly Made[] {
  return [
    ...BUILT_IN_STRENGTHS.map(({ id, displayName, allowedCombinations }): Made => {
      const entity = strength(displayName, allowedCombinations, 'builtIn');
      return { kind: 'authenticationStrengthPolicy', id, entity };
    }),
    ...Object.entries(DIRECTORY_ROLES).map(([displayName, id]): Made => {
      const entity = { displayName, description: null, templateId: id, resourceScopes: ['/'] };
      return { kind: 'unifiedRoleDefinition', id, entity };
    }),
    { kind: 'authorizationPolicy', id: AUTHORIZATION_POLICY_ID, entity: NEW_AUTHORIZATION_POLICY },
    { kind: 'authenticationMethodsPolicy', id: METHODS_POLICY_ID, entity: methodsPolicy() },
  ];
}

function methodsPolicy(): JsonObject {
  return {
    ...NEW_METHODS_POLICY,
    lastModifiedDateTime: GENERATED_TIME,
    authenticationMethodConfigurations: METHOD_CONFIGURATIONS.map(({ id, odataType, inNewTenant }) => ({
      '@odata.type': odataType,
      id,
      ...inNewTenant,
    })),
  };
}
