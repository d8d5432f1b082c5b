import { describe, expect, it } from '@jest/globals';
import { decodeObject, linkKey, objectKey, sameAttribute } from '#catalogue';
import type { ChangeOutcome, TenantChange } from '#directory';
import { seededRandom, type Random } from '#runtime';
import { playAttack, type Wrapper } from '../../apps/simulator/src/index.js';
import { MapHead, synced } from '../../libs/directory/src/head.contract.js';
import { HurriedClock } from '../../libs/directory/src/graph/scripted-graph.contract.js';
import { changesBack } from './changes-back.js';
import { openSimulatedTenant } from './simulated-tenant.js';

const never = new AbortController().signal;
const reset = (): TypeError =>
  new TypeError('fetch failed', { cause: Object.assign(new Error('socket'), { code: 'ECONNRESET' }) });

/** A way to the service on which answers are lost, before and after the request took effect. */
function flakyFetch(random: Random): typeof fetch {
  return async (input, init) => {
    const dice = random.next();
    if (dice < 0.03) throw reset();
    const response = await fetch(input, init);
    if (dice < 0.08) {
      await response.arrayBuffer();
      throw reset();
    }
    return dice < 0.1 ? new Response('<html>', { status: 502 }) : response;
  };
}

/** A service that throttles, fails before and after the effect, and refuses tokens; inside batches too. */
function flakyService(random: Random): Wrapper {
  return (next) => async (request) => {
    const dice = random.next();
    if (dice < 0.05) return { status: 429, headers: dice < 0.03 ? { 'Retry-After': '3' } : {} };
    if (dice < 0.07) return { status: 503, headers: { 'Retry-After': '1' } };
    if (dice < 0.09) return { status: 504 };
    if (dice < 0.1) return { status: 401 };
    const response = await next(request);
    return dice < 0.12 ? { status: 500 } : response;
  };
}

/** Whether a head shows what a change was to bring about. */
function shows({ entries }: MapHead, change: TenantChange): boolean {
  if (change.change === 'removeLink') return !entries.has(linkKey(change.link));
  if ('link' in change) return entries.get(linkKey(change.link)) === change.value;
  const { type, id } = change.object;
  const now = decodeObject(type, id, entries.get(objectKey(change.object)) ?? '');
  if (change.change === 'softDelete') return now.lifecycle === 'softDeleted';
  const values = change.change === 'update' ? Object.entries(change.set) : [];
  return (
    now.lifecycle === 'live' &&
    values.every(([name, value]) => sameAttribute(type, name, now.attributes[name] ?? null, value))
  );
}

describe('over a service and a network that fail at random', () => {
  it.each([1, 2, 3, 4, 5, 6, 7, 8])(
    'outcomes are true, and the tenant comes back (seed %i)',
    async (seed) => {
      const random = seededRandom(seed);
      const clock = new HurriedClock();
      const calm = { random: () => 1 };
      let faults = calm.random;
      const { simulator, directory } = await openSimulatedTenant(
        { seed, users: 200, wrappers: [flakyService({ next: () => faults() })] },
        { clock, fetch: flakyFetch({ next: () => faults() }) },
      );
      try {
        const before = await synced(directory);
        await playAttack(simulator.url, { seed });
        let now = await synced(directory, { head: before.head, token: before.result.token });
        for (let round = 0; round < 6; round += 1) {
          const changes = [...changesBack(now.head, before.head)];
          faults = () => random.next();
          const outcomes = await directory.apply(changes, never);
          faults = calm.random;
          now = await synced(directory, { head: now.head, token: now.result.token });
          const untrue = changes.filter((change, index) => !isTrue(now.head, change, outcomes[index]));
          expect(untrue).toEqual([]);
        }
        expect(changesBack(now.head, before.head)).toEqual([]);
      } finally {
        await simulator.close();
      }
    },
  );

  it('a sync reads the same as over one that never fails', async () => {
    const random = seededRandom(7);
    let faults = (): number => 1;
    const { simulator, directory } = await openSimulatedTenant(
      { users: 200, wrappers: [flakyService({ next: () => faults() })] },
      { clock: new HurriedClock(), fetch: flakyFetch({ next: () => faults() }) },
    );
    try {
      const calm = await synced(directory);
      faults = () => random.next();
      const flaky = await synced(directory);
      expect([...flaky.head.entries].sort()).toEqual([...calm.head.entries].sort());
    } finally {
      await simulator.close();
    }
  });
});

/** What was applied is there, and what is said not to have been sent is not. */
function isTrue(head: MapHead, change: TenantChange, outcome: ChangeOutcome | undefined): boolean {
  switch (outcome?.outcome) {
    case 'applied':
    case 'unchanged':
      return shows(head, change);
    case 'notSent':
      return !shows(head, change);
    default:
      return outcome !== undefined;
  }
}
