import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { textOf, textsOf } from '../model/json-text.js';
import { missingReferences } from '../routes/policy-references.js';
import type { Tenant } from '../tenant/tenant.js';
import { tenantState } from '../tenant/tenant-state.js';
import { generateTenant } from './generate-tenant.js';

const NOW = new Date('2026-03-01T12:00:00Z');

const made = (seed: number, users: number): Tenant =>
  generateTenant({ seed, users, tenantId: undefined, now: NOW });

describe('a generated tenant', () => {
  it('is the same for the same seed, whenever it is made, and another for another', () => {
    fc.assert(
      fc.property(fc.nat(1_000_000), fc.integer({ min: 0, max: 80 }), fc.nat(1000), (seed, users, days) => {
        const later = new Date(NOW.getTime() + days * 24 * 3600 * 1000);
        const again = generateTenant({ seed, users, tenantId: undefined, now: later });
        expect(tenantState(again)).toEqual(tenantState(made(seed, users)));
        expect(made(seed + 1, users).identity.id).not.toBe(made(seed, users).identity.id);
      }),
      { numRuns: 25 },
    );
  });

  it('holds groups of all kinds, some of them large', () => {
    const tenant = made(1, 3000);
    const groups = [...tenant.collection('group').all()];
    const kinds = new Set(
      groups.map(({ entity }) =>
        [
          entity['mailEnabled'] === true ? 'mail' : '',
          entity['securityEnabled'] === true ? 'security' : '',
          entity['onPremisesSyncEnabled'] === true ? 'synced' : '',
          entity['isAssignableToRole'] === true ? 'role' : '',
          ...textsOf(entity['groupTypes']),
        ]
          .join(' ')
          .trim(),
      ),
    );
    expect(kinds.size).toBeGreaterThanOrEqual(8);
    const sizes = groups.map(({ id }) => [...tenant.allMembersOf(id)].length);
    expect(Math.max(...sizes)).toBeGreaterThan(1000);
    const isNested = groups.some(({ id }) =>
      [...tenant.allMembersOf(id)].some((member) => tenant.live('group', member.id)),
    );
    expect(isNested).toBe(true);
  });

  it('has synced users, guests, deleted objects, administrators and two ways back in', () => {
    const tenant = made(1, 2000);
    const users = [...tenant.collection('user').all()];
    const share = (fits: (name: string) => boolean): number =>
      users.filter(({ entity }) => fits(JSON.stringify(entity))).length / users.length;
    expect(share((text) => text.includes('"onPremisesSyncEnabled":true'))).toBeCloseTo(0.05, 1);
    expect(share((text) => text.includes('"Guest"'))).toBeGreaterThan(0.01);
    for (const kind of ['user', 'group', 'application', 'servicePrincipal', 'namedLocation'] as const)
      expect(tenant.collection(kind).deletedCount).toBeGreaterThan(0);
    const assignments = [...tenant.collection('unifiedRoleAssignment').all()].map(({ entity }) => entity);
    const globalAdministrators = assignments.filter(
      ({ roleDefinitionId }) => roleDefinitionId === '62e90394-69f5-4237-9190-012177145e10',
    );
    expect(globalAdministrators).toHaveLength(3);
    const toGroups = assignments.flatMap(
      ({ principalId }) => tenant.live('group', textOf(principalId)) ?? [],
    );
    expect(toGroups.map(({ entity }) => entity['isAssignableToRole'])).toEqual([true]);
    for (const { roleDefinitionId } of assignments)
      expect(tenant.live('unifiedRoleDefinition', textOf(roleDefinitionId))).toBeDefined();
    const emergency = [...tenant.collection('group').all()].find(
      ({ entity }) => entity['displayName'] === 'Emergency access accounts',
    );
    expect([...tenant.allMembersOf(emergency?.id ?? '')]).toHaveLength(2);
  });

  it('has dynamic groups that hold whom their rules say', () => {
    const tenant = made(1, 3000);
    expect([...tenant.ruled.all()].length).toBeGreaterThan(3);
    for (const [group, { holds }] of tenant.ruled.all()) {
      const users = [...tenant.collection('user').all()].filter(({ entity }) => holds(entity));
      expect([...tenant.allMembersOf(group)].map(({ id }) => id).sort()).toEqual(
        users.map(({ id }) => id).sort(),
      );
    }
  });

  it('has only policies whose references lead somewhere', () => {
    const tenant = made(1, 500);
    for (const { entity } of tenant.collection('conditionalAccessPolicy').all())
      expect(missingReferences(tenant, entity)).toEqual([]);
  });
});
