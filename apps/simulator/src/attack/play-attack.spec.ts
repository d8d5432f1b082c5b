import { describe, expect, it } from '@jest/globals';
import type { JsonObject } from '#catalogue';
import { textsOf } from '../model/json-text.js';
import { startSimulator, type Simulator } from '../simulator.js';
import { playAttack, type Injected } from './play-attack.js';

/** The kinds of the state by the names that backups use. */
const TYPES: Readonly<Record<string, string>> = {
  namedLocationPolicy: 'namedLocation',
  authenticationMethodPolicy: 'authenticationMethodsPolicy',
};

/** What the methods policy holds as a list, a backup holds as one attribute for each method. */
const ATTRIBUTES: Readonly<Record<string, string>> = { sms: 'authenticationMethodConfigurations' };

interface AuditRecord {
  readonly initiatedBy: { readonly user: { readonly displayName: string } | null };
  readonly targetResources: readonly { readonly id: string }[];
}

async function state({ url }: Simulator): Promise<JsonObject> {
  const response = await fetch(`${url}/simulator/state`, { headers: { authorization: 'Bearer test' } });
  return (await response.json()) as JsonObject;
}

const objects = (of: JsonObject, type: string): ReadonlyMap<string, JsonObject> =>
  new Map(
    (of[TYPES[type] ?? type] as readonly (JsonObject & { id: string })[]).map((object) => [
      object.id,
      object,
    ]),
  );

/** The members of static groups: those of dynamic ones follow from what users are. */
const members = (of: JsonObject): Set<string> => {
  const groups = objects(of, 'group');
  const isStatic = (id: string): boolean =>
    !textsOf(groups.get(id)?.['groupTypes']).includes('DynamicMembership');
  const all = of['members'] as readonly { group: string; members: string[] }[];
  return new Set(
    all
      .filter(({ group }) => isStatic(group))
      .flatMap(({ group, members: ids }) => ids.map((id) => `${group} ${id}`)),
  );
};

const without = (all: ReadonlySet<string>, others: ReadonlySet<string>): Set<string> =>
  new Set([...all].filter((one) => !others.has(one)));

async function attacked(
  seed: number,
): Promise<{ before: JsonObject; after: JsonObject; injected: readonly Injected[] }> {
  const simulator = await startSimulator({ users: 250, seed: 5 });
  try {
    const before = await state(simulator);
    const injected = await playAttack(simulator.url, { seed });
    return { before, after: await state(simulator), injected };
  } finally {
    await simulator.close();
  }
}

describe('the attack', () => {
  it('tells exactly which objects it changed, and how', async () => {
    const { before, after, injected } = await attacked(1);
    for (const type of [
      'user',
      'group',
      'conditionalAccessPolicy',
      'namedLocationPolicy',
      'authorizationPolicy',
      'authenticationMethodPolicy',
      'authenticationStrengthPolicy',
      'application',
      'servicePrincipal',
    ]) {
      const [old, now] = [objects(before, type), objects(after, type)];
      const changed = [...now].filter(
        ([id, object]) => JSON.stringify(object) !== JSON.stringify(old.get(id)),
      );
      const told = injected.filter(
        (one) =>
          one.type === type &&
          one.kind !== 'refused' &&
          !(one.kind === 'modified' && one.attributes === undefined),
      );
      expect(new Set(changed.map(([id]) => id))).toEqual(new Set(told.map(({ id }) => id)));
      for (const one of told) {
        if (one.kind === 'created') expect(old.has(one.id)).toBe(false);
        if (one.kind === 'softDeleted')
          expect([old.get(one.id)?.['lifecycle'], now.get(one.id)?.['lifecycle']]).toEqual([
            'live',
            'softDeleted',
          ]);
        if (one.kind === 'restored')
          expect([old.get(one.id)?.['lifecycle'], now.get(one.id)?.['lifecycle']]).toEqual([
            'softDeleted',
            'live',
          ]);
        if (one.kind !== 'modified') continue;
        const names = new Set([...Object.keys(old.get(one.id) ?? {}), ...Object.keys(now.get(one.id) ?? {})]);
        const differing = [...names].filter(
          (name) => JSON.stringify(old.get(one.id)?.[name]) !== JSON.stringify(now.get(one.id)?.[name]),
        );
        const named = (one.attributes ?? []).map((name) => ATTRIBUTES[name] ?? name);
        expect(differing.sort()).toEqual(named.sort());
      }
    }
  });

  it('tells exactly which links it added and removed', async () => {
    const { before, after, injected } = await attacked(2);
    const [old, now] = [members(before), members(after)];
    const told = injected.flatMap(({ id, links = [] }) =>
      links
        .filter(({ link }) => link === 'members')
        .map((link) => ({ key: `${id} ${link.target}`, change: link.change })),
    );
    expect(new Set(told.filter(({ change }) => change === 'added').map(({ key }) => key))).toEqual(
      without(now, old),
    );
    expect(new Set(told.filter(({ change }) => change === 'removed').map(({ key }) => key))).toEqual(
      without(old, now),
    );
    const count = (of: JsonObject, kind: string): number => (of[kind] as readonly unknown[]).length;
    for (const kind of ['oAuth2PermissionGrant', 'appRoleAssignment'])
      expect(count(after, kind)).toBe(count(before, kind) + 1);
  });

  it('does everything there is to do', async () => {
    const { injected } = await attacked(3);
    const done = new Set(injected.map(({ type, kind }) => `${type} ${kind}`));
    for (const deed of [
      'user created',
      'user modified',
      'user softDeleted',
      'user restored',
      'user refused',
      'group created',
      'group modified',
      'group softDeleted',
      'conditionalAccessPolicy created',
      'conditionalAccessPolicy modified',
      'namedLocationPolicy modified',
      'authorizationPolicy modified',
      'authenticationMethodPolicy modified',
      'authenticationStrengthPolicy modified',
      'application created',
      'application softDeleted',
      'servicePrincipal created',
      'servicePrincipal softDeleted',
      'servicePrincipal modified',
    ])
      expect(done).toContain(deed);
    const attributes = new Set(injected.flatMap((one) => one.attributes ?? []));
    for (const name of [
      'department',
      'jobTitle',
      'accountEnabled',
      'userPrincipalName',
      'state',
      'conditions',
      'grantControls',
      'ipRanges',
      'perUserMfaState',
      'guestUserRoleId',
      'blockMsolPowerShell',
      'sms',
      'combinationConfigurations',
    ])
      expect(attributes).toContain(name);
  });

  it('is on record, each change under the name of the administrator whose session it was', async () => {
    const simulator = await startSimulator({ users: 250, seed: 5 });
    try {
      const injected = await playAttack(simulator.url, { seed: 1 });
      const headers = { authorization: 'Bearer test' };
      const response = await fetch(`${simulator.url}/v1.0/auditLogs/directoryAudits`, { headers });
      const { value } = (await response.json()) as { value: AuditRecord[] };
      const byIntruder = value.filter(({ initiatedBy }) => initiatedBy.user !== null);
      expect(new Set(byIntruder.map(({ initiatedBy }) => initiatedBy.user?.displayName))).toEqual(
        new Set(['Tenant administrator']),
      );
      const audited = new Set(
        byIntruder.flatMap(({ targetResources }) => targetResources.map(({ id }) => id)),
      );
      for (const { id, kind } of injected) if (kind !== 'refused') expect(audited).toContain(id);
    } finally {
      await simulator.close();
    }
  });

  it('does the same again for the same seed, and something else for another', async () => {
    const [one, again, other] = [await attacked(4), await attacked(4), await attacked(5)];
    expect(again.injected).toEqual(one.injected);
    expect(other.injected).not.toEqual(one.injected);
  });
});
