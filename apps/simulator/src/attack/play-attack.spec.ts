import { describe, expect, it } from '@jest/globals';
import type { JsonObject } from '#catalogue';
import { startSimulator, type Simulator } from '../simulator.js';
import { playAttack, type Injected } from './play-attack.js';

/** The kinds of the state by the names that backups use. */
const TYPES: Readonly<Record<string, string>> = { namedLocationPolicy: 'namedLocation' };

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

const members = (of: JsonObject): Set<string> =>
  new Set(
    (of['members'] as readonly { group: string; members: string[] }[]).flatMap(({ group, members: ids }) =>
      ids.map((id) => `${group} ${id}`),
    ),
  );

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
        expect(differing.sort()).toEqual([...(one.attributes ?? [])].sort());
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
    ])
      expect(attributes).toContain(name);
  });

  it('does the same again for the same seed, and something else for another', async () => {
    const [one, again, other] = [await attacked(4), await attacked(4), await attacked(5)];
    expect(again.injected).toEqual(one.injected);
    expect(other.injected).not.toEqual(one.injected);
  });
});
