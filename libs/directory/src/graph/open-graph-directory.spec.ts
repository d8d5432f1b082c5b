import { describe, expect, it } from '@jest/globals';
import type { ObjectRef } from '#catalogue';
import { countedIds, seededRandom } from '#runtime';
import type { TenantChange } from '../directory.js';
import { openGraphDirectory, staticTokens } from './index.js';
import { synced } from '../head.contract.js';
import {
  graphError,
  HurriedClock,
  ORIGIN,
  scriptedGraph,
  type Script,
  type SeenRequest,
} from './scripted-graph.contract.js';
import type { Waiting } from './request/waiting.js';

const never = new AbortController().signal;
const update = (type: ObjectRef['type'], id: string): TenantChange => ({
  change: 'update',
  object: { type, id },
  set: { displayName: 'As in the backup' },
});

/** A directory that keeps to the tenant's quotas, over a Graph that answers by script. */
function underQuota(script: Script) {
  const { options, seen, sent } = scriptedGraph(script);
  const told: Waiting[] = [];
  const clock = new HurriedClock();
  const directory = openGraphDirectory({
    tenantId: 'tenant',
    baseUrl: ORIGIN,
    tokens: staticTokens('token'),
    clock,
    random: seededRandom(1),
    ids: countedIds(),
    ...(options.fetch && { fetch: options.fetch }),
    onWaiting: (waiting) => told.push(waiting),
  });
  return { directory, seen, sent, told, clock };
}

describe('a directory under quota', () => {
  const priorities = (sent: readonly SeenRequest[]) =>
    new Set(sent.map(({ headers }) => headers['x-ms-throttle-priority']));

  it('writes and reads back with high priority, and reads the whole tenant with low', async () => {
    const { directory, sent } = underQuota(() => ({ status: 403 }));
    await directory.apply([update('user', 'u1'), update('group', 'g1')], never);
    await directory.read([{ type: 'user', id: 'u1' }], { links: false, signal: never }).catch(() => []);
    expect(priorities(sent)).toEqual(new Set(['High']));
    sent.length = 0;
    await synced(directory).catch(() => undefined);
    expect(priorities(sent)).toEqual(new Set(['Low']));
  });

  it('asks for the audience of an application before it writes to it, once', async () => {
    const audiences: Readonly<Record<string, string>> = {
      a1: 'PersonalMicrosoftAccount',
      a2: 'AzureADMyOrg',
    };
    const { directory, seen, sent } = underQuota(({ method, path }) => {
      if (path.endsWith('$batch')) return undefined;
      if (method !== 'GET') return { status: 204 };
      const id = /applications\/(\w+)/.exec(path)?.[1] ?? '';
      return { status: 200, body: { id, signInAudience: audiences[id] ?? '' } };
    });
    const changes = ['a1', 'a2', 'a3'].map((id) => update('application', id));
    expect(await directory.apply(changes, never)).toEqual(changes.map(() => ({ outcome: 'applied' })));
    await directory.apply(changes.slice(0, 2), never);
    const asked = seen.filter(({ method }) => method === 'GET').map(({ path }) => path);
    expect(asked).toEqual(
      ['a1', 'a2', 'a3'].map((id) => `/v1.0/applications/${id}?$select=id,signInAudience`),
    );
    expect(sent.filter(({ path }) => path === '/v1.0/applications/a1')).toHaveLength(2);
  });

  it('sends requests to Conditional Access alone, a second apart', async () => {
    const { directory, sent, clock } = underQuota(() => ({ status: 204 }));
    const start = clock.now().getTime();
    const policies = ['p1', 'p2', 'p3'].map((id) => update('conditionalAccessPolicy', id));
    expect(await directory.apply(policies, never)).toEqual(policies.map(() => ({ outcome: 'applied' })));
    expect(sent.map(({ method }) => method)).toEqual(['PATCH', 'PATCH', 'PATCH']);
    expect(clock.now().getTime() - start).toBeGreaterThanOrEqual(2_000);
  });

  it('says that it waits, for what and until when', async () => {
    const busy = underQuota(() => ({ status: 429, headers: { 'Retry-After': '100' } }));
    await busy.directory.apply([update('user', 'u1')], never);
    expect(busy.told[0]).toEqual({ lane: 'writes', until: expect.any(Date), reason: 'throttled' });
    const away = underQuota(() => ({ status: 503, headers: { 'Retry-After': '60' }, body: graphError('x') }));
    await away.directory.apply([update('user', 'u1')], never);
    expect(away.told[0]).toEqual({ lane: 'writes', until: expect.any(Date), reason: 'unavailable' });
    const start = away.clock.now().getTime();
    expect(away.told[0]?.until.getTime()).toBeLessThanOrEqual(start);
  });
});
