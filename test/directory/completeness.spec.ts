import { afterEach, describe, expect, it } from '@jest/globals';
import { isJsonObject, OBJECT_TYPES, type Json, type ObjectType } from '#catalogue';
import { openGraphDirectory, evenPace, staticTokens, type GraphDirectoryOptions } from '#directory/graph';
import type { TypeCertificate } from '#protection';
import { randomIds, seededRandom } from '#runtime';
import { startSimulator, type SimulatorOptions, type Wrapper } from '../../apps/simulator/src/index.js';
import { EngineOver } from '../support/engine.js';

const ALL_READ = ['User.Read.All', 'Group.Read.All', 'Application.Read.All', 'Directory.Read.All'];
const tokenWith = (tid: string, roles: readonly string[]): string => {
  const claims = { tid, appid: 'app', roles, exp: Date.parse('2100-01-01') / 1000 };
  return ['{"alg":"none"}', JSON.stringify(claims), 's']
    .map((part) => Buffer.from(part).toString('base64url'))
    .join('.');
};

/** Hides from the delta query of users what becomes of one of them. */
const hidingFromDelta =
  (id: () => string): Wrapper =>
  (next) =>
  async (request) => {
    const response = await next(request);
    const { body } = response;
    if (request.path !== '/users/delta' || !isJsonObject(body) || !Array.isArray(body['value']))
      return response;
    const value = (body['value'] as readonly Json[]).filter(
      (entry) => !isJsonObject(entry) || entry['id'] !== id(),
    );
    return { ...response, body: { ...body, value } };
  };

describe('the certificate of a backup of a simulated tenant', () => {
  const opened: { close(): Promise<void> }[] = [];
  afterEach(async () => {
    for (const one of opened.splice(0).reverse()) await one.close();
  });

  async function tenant(
    options: SimulatorOptions,
    directoryOptions: Partial<GraphDirectoryOptions> = {},
    roles?: readonly string[],
  ) {
    const simulator = await startSimulator({ users: 300, ...options });
    opened.push(simulator);
    const token = roles === undefined ? 'token of a test' : tokenWith(simulator.tenantId, roles);
    const engine = new EngineOver((clock) =>
      openGraphDirectory({
        tenantId: simulator.tenantId,
        baseUrl: simulator.url,
        tokens: staticTokens(token),
        clock,
        random: seededRandom(1),
        ids: randomIds,
        pace: evenPace(clock, { conditionalAccess: 0 }),
        ...directoryOptions,
      }),
    );
    opened.push(engine);
    await engine.connect();
    engine.startWorker();
    const certificate = async (): Promise<ReadonlyMap<ObjectType, TypeCertificate>> => {
      const events = await engine.eventsOf(`backup-${await engine.takeBackup()}`);
      const types = events.at(-1)?.data['certificate'] as readonly TypeCertificate[];
      return new Map(types.map((entry) => [entry.type, entry]));
    };
    return { simulator, engine, certificate };
  }

  it('states of every type what was read, and that the tenant counts the same', async () => {
    const { certificate, engine } = await tenant({});
    for (const mode of ['full', 'delta']) {
      const types = await certificate();
      expect([...types.keys()]).toEqual([...OBJECT_TYPES]);
      for (const { gaps } of types.values()) expect(gaps).toEqual([]);
      for (const type of ['user', 'group', 'application', 'servicePrincipal'] as const)
        expect(types.get(type)).toMatchObject({ mode, counted: expect.any(Number) });
      expect(types.get('user')?.perUserMfaAsOf).toMatch(/^20\d\d-/);
      expect(types.get('organization')?.unread).toEqual([
        { attribute: 'strongAuthenticationDetails', cause: 'noGraphApi' },
        { attribute: 'strongAuthenticationPolicy', cause: 'noGraphApi' },
      ]);
    }
    expect(engine.trouble).toEqual([]);
  });

  it('is never good when a page of a list is lost', async () => {
    const { certificate } = await tenant({ users: 3_000, gaps: { losePages: ['/users'] } });
    for (let backups = 0; backups < 2; backups += 1) {
      const users = (await certificate()).get('user');
      expect(users?.gaps).toEqual(['count']);
      expect(users?.counted).toBeGreaterThan(users?.objects ?? 0);
    }
  });

  it('is good when parts side by side tell what the one chain has lost', async () => {
    const { certificate } = await tenant(
      { users: 3_000, gaps: { losePages: ['/users'] } },
      { sync: { shardFrom: 1_000 } },
    );
    expect((await certificate()).get('user')?.gaps).toEqual([]);
  });

  it('is good when members that the delta query has lost can be listed, and else is not', async () => {
    const lost = { losePages: ['/groups/delta'] };
    const delta = { objectsPerPage: 20, membersPerPage: 100 };
    const healed = await tenant({ delta, gaps: lost });
    const whole = await tenant({ delta });
    const [one, other] = [await healed.certificate(), await whole.certificate()];
    expect(one.get('group')).toMatchObject({ gaps: [], links: other.get('group')?.links });
    const truncated = await tenant({ delta, gaps: { ...lost, truncateMembers: 20 } });
    for (let backups = 0; backups < 2; backups += 1)
      expect((await truncated.certificate()).get('group')?.gaps).toEqual(['count']);
  });

  it('names what may not be read, and holds the rest', async () => {
    const { certificate } = await tenant({ permissions: true }, {}, ALL_READ);
    const types = await certificate();
    expect(types.get('conditionalAccessPolicy')?.gaps).toEqual(['permission']);
    expect(types.get('user')).toMatchObject({
      gaps: [],
      unread: [
        { attribute: 'employeeLeaveDateTime', cause: 'permission' },
        { attribute: 'perUserMfaState', cause: 'permission' },
      ],
      perUserMfaAsOf: null,
    });
    expect(types.get('application')).toMatchObject({ gaps: [] });
  });

  it('counts what has escaped the delta query, when everything is read to find that out', async () => {
    let hidden = '';
    const { certificate, simulator } = await tenant(
      { wrappers: [hidingFromDelta(() => hidden)] },
      { sync: { reconcileEveryMs: 0 } },
    );
    await certificate();
    const call = (path: string, init: RequestInit = {}) =>
      fetch(`${simulator.url}/v1.0${path}`, {
        ...init,
        headers: { Authorization: 'Bearer test', 'Content-Type': 'application/json' },
      });
    const list = (await (await call('/users?$filter=onPremisesSyncEnabled eq null&$top=2')).json()) as {
      readonly value: readonly { readonly id: string }[];
    };
    const [told, untold] = list.value.map(({ id }) => id);
    hidden = untold ?? '';
    for (const id of [told, untold])
      expect((await call(`/users/${id}`, { method: 'PATCH', body: '{"city":"Elsewhere"}' })).status).toBe(
        204,
      );
    const types = await certificate();
    expect(types.get('user')).toMatchObject({ mode: 'full', disagreements: 1, gaps: [] });
    expect(types.get('group')).toMatchObject({ disagreements: 0 });
    expect(types.get('namedLocationPolicy')).not.toHaveProperty('disagreements');
  });
});
