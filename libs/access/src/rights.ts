import { OBJECT_TYPES, type ObjectType } from '#catalogue';
import type { AccessClaims } from './access-claims.js';
import type { Principal, Role } from './principal.js';
import { roleOfAppRole, roleOfDirectoryRole, type RoleMapping } from './role-mapping.js';

/** Whom a rule is about. What is left out is whatever it may be. */
export interface RightsSubject {
  /** Tenant id, in lower case. */
  readonly tenantId?: string;
  /** Object id of one person or service principal, in lower case. */
  readonly objectId?: string;
  /** A value of the `roles` claim. */
  readonly appRole?: string;
  /** A template id of the `wids` claim, in lower case. */
  readonly directoryRole?: string;
}

/**
 * What an operator takes from a tenant, a person or a role. A rule only ever narrows, but for `role`, which says what an
 * app role or directory role of the operator's own naming is.
 */
export interface RightsRule extends RightsSubject {
  readonly role?: Role;
  /** The only object types that the subject's rights are for; all where left out, none where it is empty. */
  readonly objectTypes?: readonly ObjectType[];
}

/** The part of a principal that says what it may do. */
export type Rights = Pick<Principal, 'roles' | 'typesByRole'>;

type Claimed = Pick<AccessClaims, 'tenantId' | 'objectId' | 'appRoles' | 'directoryRoles'>;

interface Grant {
  readonly role: Role;
  readonly types: ReadonlySet<ObjectType>;
}

/**
 * The roles that a token's claims give under an operator's rules, and the object types that each is for. Roles add up: a
 * role that is given twice is for the types of either. What a rule about the tenant or the person leaves out is taken
 * from all of them. A role that is left without a type is none.
 */
export function rightsOf(claims: Claimed, mapping: RoleMapping, rules: readonly RightsRule[]): Rights {
  const applying = rules.filter(
    ({ tenantId, objectId }) =>
      (tenantId === undefined || tenantId === claims.tenantId) &&
      (objectId === undefined || objectId === claims.objectId),
  );
  const aboutCaller = applying.filter(({ appRole, directoryRole }) => !appRole && !directoryRole);
  const own = typesOf(aboutCaller);
  const grants = grantsOf(claims, mapping, applying);
  const typesByRole: Partial<Record<Role, readonly ObjectType[]>> = {};
  const roles: Role[] = [];
  for (const role of new Set(grants.map((grant) => grant.role))) {
    const given = grants.filter((grant) => grant.role === role);
    const types = OBJECT_TYPES.filter(
      (type) => own.has(type) && given.some((grant) => grant.types.has(type)),
    );
    if (types.length === 0) continue;
    roles.push(role);
    if (types.length < OBJECT_TYPES.length) typesByRole[role] = types;
  }
  return Object.keys(typesByRole).length === 0 ? { roles } : { roles, typesByRole };
}

function grantsOf(claims: Claimed, mapping: RoleMapping, rules: readonly RightsRule[]): readonly Grant[] {
  const byAppRole = claims.appRoles.map((name) =>
    grantOf(
      roleOfAppRole(mapping, name),
      rules.filter(({ appRole }) => appRole === name),
    ),
  );
  const byDirectoryRole = claims.directoryRoles.map((id) =>
    grantOf(
      roleOfDirectoryRole(mapping, id),
      rules.filter(({ directoryRole }) => directoryRole === id.toLowerCase()),
    ),
  );
  return [...byAppRole, ...byDirectoryRole].filter((grant) => grant !== undefined);
}

/** What the product itself knows a role as cannot be made another one. */
function grantOf(known: Role | undefined, rules: readonly RightsRule[]): Grant | undefined {
  const role = known ?? rules.find((rule) => rule.role !== undefined)?.role;
  return role && { role, types: typesOf(rules) };
}

/** The types that all of the rules leave. */
function typesOf(rules: readonly RightsRule[]): ReadonlySet<ObjectType> {
  return new Set(
    OBJECT_TYPES.filter((type) => rules.every(({ objectTypes }) => objectTypes?.includes(type) ?? true)),
  );
}
