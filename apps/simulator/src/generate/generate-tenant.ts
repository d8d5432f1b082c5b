import { Tenant, type TenantIdentity } from '../tenant/tenant.js';
import { createApplications, type Applications } from './applications.js';
import { completeTenant } from './every-tenant.js';
import { createGroups, type Groups } from './groups.js';
import { GENERATED_TIME, GrowingTenant } from './growing-tenant.js';
import { createPeople, type People } from './people.js';
import { createPolicies } from './policies.js';
import { assignRoles } from './role-holders.js';
import { SeededChoice } from './seeded-choice.js';

const DAY_MS = 24 * 3600 * 1000;

export interface GenerationOptions {
  readonly seed: number;
  /** How many users; everything else is in proportion. With 0 the tenant holds only what every tenant holds. */
  readonly users: number;
  /** The tenant's id; by default it follows from the seed. */
  readonly tenantId: string | undefined;
  /** Soft-deleted objects are dated back from here. */
  readonly now: Date;
}

/** Makes up a tenant. The same seed and number of users give the same tenant, ids included. */
export function generateTenant({ seed, users, tenantId, now }: GenerationOptions): Tenant {
  const choice = new SeededChoice(seed);
  const identity: TenantIdentity = {
    id: tenantId ?? choice.id('tenant', 'id'),
    displayName: 'Alder & Quay',
    verifiedDomains: ['alderquay.example', 'alderquay.onmicrosoft.com'],
    seed,
  };
  const growing = new GrowingTenant(new Tenant(identity));
  completeTenant(growing.tenant);
  if (users > 0) {
    const people = createPeople(growing, choice, users);
    const groups = createGroups(growing, choice, people, Math.ceil(users / 20));
    assignRoles(growing, choice, people, groups);
    const applications = createApplications(growing, choice, people, groups, Math.ceil(users / 50));
    createPolicies(growing, choice, groups);
    addPrincipalMembers(growing, applications, groups);
    softDeleteSome(growing, people, groups, applications, now);
  }
  growing.tenant.log.clear();
  return growing.tenant;
}

/** A few groups have service principals as members, which the v1.0 list leaves out. */
function addPrincipalMembers(growing: GrowingTenant, { principals }: Applications, groups: Groups): void {
  groups.security.slice(0, principals.length).forEach((group, index) => {
    if (index % 4 === 0) growing.addMembers(group, principals.slice(index, index + 2));
  });
}

/** One user in a hundred, and a few groups and applications, lie among the deleted items already. */
function softDeleteSome(
  growing: GrowingTenant,
  people: People,
  groups: Groups,
  applications: Applications,
  now: Date,
): void {
  const every = <T>(items: readonly T[], step: number): T[] =>
    items.filter((_, index) => index % step === step - 1);
  const deletions = [
    ...every(people.employees, 100).map((id) => ({ kind: 'user', id }) as const),
    ...every(groups.security, 25).map((id) => ({ kind: 'group', id }) as const),
    ...every(applications.applications, 30).map((id) => ({ kind: 'application', id }) as const),
    ...every(applications.principals, 30).map((id) => ({ kind: 'servicePrincipal', id }) as const),
  ];
  const oldest = now.getTime() - 20 * DAY_MS;
  deletions.forEach(({ kind, id }, index) => {
    const at = oldest + Math.floor((index * 19 * DAY_MS) / Math.max(1, deletions.length));
    growing.apply({ change: 'softDelete', kind, id }, at);
  });
  growing.create('namedLocation', `${growing.tenant.identity.id.slice(0, 24)}0000000000aa`, formerOffice());
  growing.apply(
    {
      change: 'softDelete',
      kind: 'namedLocation',
      id: `${growing.tenant.identity.id.slice(0, 24)}0000000000aa`,
    },
    now.getTime() - DAY_MS,
  );
}

function formerOffice() {
  return {
    '@odata.type': '#microsoft.graph.ipNamedLocation',
    displayName: 'Former office',
    isTrusted: false,
    ipRanges: [{ '@odata.type': '#microsoft.graph.iPv4CidrRange', cidrAddress: '192.0.2.0/24' }],
    createdDateTime: GENERATED_TIME,
    modifiedDateTime: GENERATED_TIME,
  };
}
