import { describe, expect, it } from '@jest/globals';
import type { Json } from '#catalogue';
import { seededRandom, VirtualClock } from '#runtime';
import { get, type Answer, type GraphReply, type GraphRequest } from './graph-request.js';
import { withPace } from './pace.js';
import { TenantQuota, type QuotaSettings } from './tenant-quota.js';
import type { Waiting } from './waiting.js';

const never = new AbortController().signal;
const settle = () => new Promise((resolve) => setImmediate(resolve));
const patch = (path: string, more: Partial<GraphRequest> = {}): GraphRequest => ({
  method: 'PATCH',
  path: `/v1.0${path}`,
  lane: 'identity',
  effect: 'write',
  ...more,
});
const update = patch('/users/u1');
const policy = patch('/identity/conditionalAccess/policies/p1', { lane: 'conditionalAccess' });
const users = (count: number): Json => ({ value: Array.from({ length: count }, () => ({})) });
const answer = (status: number, more: Partial<Answer> = {}): Answer => ({
  reply: 'answered',
  status,
  body: {},
  ...more,
});
const batchOf = (parts: readonly GraphRequest[]): GraphRequest => ({
  ...patch('/$batch'),
  method: 'POST',
  parts,
});
const groups = get('/v1.0/groups', { lane: 'identity' });
const times = (count: number, request: GraphRequest) => Array.from({ length: count }, () => request);
/** A hundred requests that leave together. */
const hundred = (request: GraphRequest, more: Partial<GraphRequest> = {}): GraphRequest => ({
  ...batchOf(times(100, request)),
  ...more,
});

/** A Graph that answers at once, behind the quota; `left` says when each request left, in seconds. */
function behindQuota(
  reply: (request: GraphRequest) => GraphReply = () => answer(204),
  settings: QuotaSettings = {},
) {
  const clock = new VirtualClock('2026-11-24T00:00:00Z');
  const start = clock.now().getTime();
  const left: number[] = [];
  const told: Waiting[] = [];
  const ports = { clock, random: seededRandom(1), onWaiting: (waiting: Waiting) => told.push(waiting) };
  const client = withPace(
    {
      send: (request) => {
        left.push((clock.now().getTime() - start) / 1_000);
        return Promise.resolve(reply(request));
      },
    },
    new TenantQuota(ports, settings),
  );
  const send = (request: GraphRequest, times = 1): void => {
    for (let time = 0; time < times; time += 1) void client.send(request, never);
  };
  const pass = async (seconds: number): Promise<void> => {
    for (let step = 0; step < seconds * 10; step += 1) {
      await settle();
      clock.advance(100);
    }
    await settle();
  };
  return { clock, client, left, told, send, pass };
}

describe('the quota of a tenant', () => {
  it('lets 3,000 writes leave at once, and then 20 a second', async () => {
    const { left, send, pass } = behindQuota();
    send(batchOf(times(20, update)), 155);
    await pass(6);
    expect(left.filter((second) => second === 0).length * 20).toBeGreaterThan(2_960);
    expect(left).toHaveLength(155);
    expect(left.at(-1)).toBeGreaterThan(5);
  });

  it('lets one request a second leave for Conditional Access, reads included', async () => {
    const { left, send, pass } = behindQuota();
    send(get('/v1.0/identity/conditionalAccess/policies', { lane: 'conditionalAccess' }));
    send(policy, 3);
    await pass(5);
    expect(left).toEqual([0, expect.closeTo(1, 0), expect.closeTo(2, 0), expect.closeTo(3, 0)]);
    expect(Math.min(...left.slice(1).map((second, index) => second - (left[index] ?? 0)))).toBeGreaterThan(1);
  });

  it('lets five requests in ten seconds leave for reports, and 60 a minute for personal applications', async () => {
    const reports = behindQuota();
    reports.send(get('/v1.0/auditLogs/directoryAudits', { lane: 'identity' }), 10);
    await reports.pass(5);
    expect(reports.left.length).toBeLessThanOrEqual(7);
    const applications = behindQuota();
    const personal = { signInAudience: 'PersonalMicrosoftAccount' };
    applications.send(patch('/applications/a1', { body: personal }), 100);
    await applications.pass(10);
    expect(applications.left.length).toBeLessThanOrEqual(70);
    expect(applications.left.length).toBeGreaterThan(65);
  });

  it('leaves to others what it is told to', async () => {
    const { left, send, pass } = behindQuota(undefined, { share: 0.5 });
    send(hundred(update), 30);
    await pass(0);
    expect(left).toHaveLength(14);
    expect(() => behindQuota(undefined, { share: 0 })).toThrow('share');
    expect(() => behindQuota(undefined, { share: 1.1 })).toThrow('share');
  });

  it('lets high priority go first, and keeps a part for it', async () => {
    const { left, send, pass } = behindQuota(undefined, { users: 10 });
    send(hundred(groups, { priority: 'low' }), 100);
    await pass(0);
    expect(left.length * 100).toBeLessThanOrEqual(3_500 * 0.8);
    const low = left.length;
    send(hundred(groups, { priority: 'high' }), 5);
    await settle();
    expect(left.length - low).toBe(5);
  });

  it('takes the tenant for a small one until it has seen how many users there are', async () => {
    const { left, send, pass } = behindQuota((request) =>
      answer(200, { body: request.path.includes('/users') ? users(999) : {} }),
    );
    send(hundred(groups), 30);
    send(get('/v1.0/users?$select=id&$top=999', { lane: 'identity' }));
    await pass(0);
    send(hundred(groups), 100);
    await pass(0);
    expect(left).toHaveLength(31 + 49);
    const small = behindQuota();
    small.send(hundred(groups), 100);
    await small.pass(0);
    expect(small.left).toHaveLength(34);
    const large = behindQuota(undefined, { users: 501 });
    large.send(hundred(groups), 100);
    await large.pass(0);
    expect(large.left).toHaveLength(79);
  });

  it('learns from every answer which applications are personal', async () => {
    const { left, send, pass } = behindQuota((request) =>
      request.method === 'GET'
        ? answer(200, {
            body: {
              value: [
                { id: 'a1', signInAudience: 'AzureADandPersonalMicrosoftAccount' },
                { id: 'a2', signInAudience: 'AzureADMyOrg' },
              ],
            },
          })
        : answer(204),
    );
    send(get('/v1.0/applications?$select=id', { lane: 'identity' }));
    await pass(0);
    left.length = 0;
    send(patch('/applications/a1'), 100);
    send(patch('/applications/a2'), 100);
    await pass(0);
    expect(left.length).toBeLessThanOrEqual(160);
    expect(left.length).toBeGreaterThan(155);
  });

  it('heeds what Graph says a request has cost', async () => {
    const { left, send, pass } = behindQuota(() => answer(200, { quota: { resourceUnits: 100 } }));
    send(groups, 100);
    await pass(0);
    expect(left).toHaveLength(100);
    send(groups);
    await pass(20);
    expect(left).toHaveLength(101);
    expect(left.at(-1)).toBeGreaterThan(15);
  });
});

describe('a refusal for too many requests', () => {
  const refusedOnce = (refusal: Answer) => {
    let calls = 0;
    return () => (calls++ === 0 ? refusal : answer(204));
  };

  it('stops all that count against the quota until Graph takes them again', async () => {
    const { left, send, pass } = behindQuota(refusedOnce(answer(429, { retryAfter: '7.5' })));
    send(update);
    await settle();
    send(update, 2);
    send(policy);
    await pass(9);
    const [, conditionalAccess, ...writes] = left;
    expect(conditionalAccess).toBe(0);
    expect(writes).toHaveLength(2);
    expect(Math.min(...writes)).toBeGreaterThanOrEqual(7.5);
  });

  it('stops only what it is about, where Graph says so', async () => {
    const { left, send, pass } = behindQuota(
      refusedOnce(answer(429, { retryAfter: '30', quota: { exceeded: 'writes' } })),
    );
    send(update);
    await settle();
    send(groups);
    await pass(1);
    expect(left).toEqual([0, 0]);
  });

  it('inside a batch stops the quota as well, for the longest time that is asked', async () => {
    const responses = [
      { id: '2', status: 429, headers: { 'Retry-After': '3' } },
      { id: '1', status: 204 },
      { id: '3', status: 429, headers: { 'retry-after': 5 } },
    ];
    const { left, send, pass } = behindQuota(refusedOnce(answer(200, { body: { responses } })));
    send(batchOf([update, update, update]));
    await settle();
    send(update);
    await pass(7);
    expect(left).toHaveLength(2);
    expect(left[1]).toBeGreaterThanOrEqual(5);
  });

  it('without a time stops Conditional Access for one to two seconds, then for longer and longer', async () => {
    const { left, send, pass } = behindQuota(() => answer(429));
    send(policy, 4);
    await pass(20);
    const gaps = left.slice(1).map((second, index) => second - (left[index] ?? 0));
    expect(gaps).toHaveLength(3);
    // The pause, and the second that the quota then needs.
    expect(gaps[0]).toBeGreaterThanOrEqual(2);
    expect(gaps[0]).toBeLessThanOrEqual(3.1);
    expect(gaps[1]).toBeGreaterThanOrEqual(3);
    expect(gaps[2]).toBeGreaterThanOrEqual(5);
  });
});

describe('a standstill', () => {
  it('is told when nothing was answered for a while and nothing may leave yet', async () => {
    const { told, send, pass, clock } = behindQuota(() => answer(429, { retryAfter: '60' }));
    const start = clock.now().getTime();
    send(update);
    await settle();
    send(update);
    await pass(1);
    const until = new Date(start + 60_000);
    expect(told).toEqual([
      { lane: 'writes', until, reason: 'throttled' },
      { lane: 'resourceUnits', until, reason: 'throttled' },
    ]);
  });

  it('is told of a quota that is used up', async () => {
    const { told, send, pass } = behindQuota();
    send(batchOf(times(4_000, update)));
    await settle();
    send(update);
    await pass(1);
    expect(told).toMatchObject([{ lane: 'writes', reason: 'quota' }]);
  });

  it('is not told of what goes on at its pace', async () => {
    const { told, send, pass, left } = behindQuota();
    send(policy, 12);
    await pass(14);
    expect(left).toHaveLength(12);
    expect(told).toEqual([]);
  });
});

describe('a caller who gives up', () => {
  it('goes without sending, and what it had taken is free', async () => {
    const { client, left, send, pass } = behindQuota();
    const control = new AbortController();
    send(policy);
    const waiting = client.send(policy, control.signal);
    await settle();
    control.abort();
    expect(await waiting).toEqual({ reply: 'notSent', code: 'aborted' });
    send(policy);
    await pass(2);
    expect(left).toHaveLength(2);
    expect(left[1]).toBeLessThan(1.2);
  });
});
