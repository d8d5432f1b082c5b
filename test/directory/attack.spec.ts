import { describe, expect, it } from '@jest/globals';
import { objectKey, rankOf as typeRank } from '#catalogue';
import type { TenantChange } from '#directory';
import { playAttack } from '../../apps/simulator/src/index.js';
import { synced } from '../../libs/directory/src/head.contract.js';
import { changesBack } from './changes-back.js';
import { openSimulatedTenant } from './simulated-tenant.js';

const never = new AbortController().signal;
const rankOf = (change: TenantChange): number => {
  if (change.change === 'softDelete') return 100;
  return 'link' in change ? 50 : typeRank(change.object.type);
};
describe('a tenant that was attacked', () => {
  it.each([1, 2, 3])(
    'shows the same by delta as when it is read anew, and comes back (seed %i)',
    async (seed) => {
      const { simulator, directory } = await openSimulatedTenant({ seed });
      try {
        const before = await synced(directory);
        const injected = await playAttack(simulator.url, { seed });
        const attacked = await synced(directory, { head: before.head, token: before.result.token });
        const anew = await synced(directory, { head: before.head });
        expect([...attacked.head.entries].sort()).toEqual([...anew.head.entries].sort());

        const touched = injected.filter(({ kind }) => kind !== 'refused');
        for (const { type, id } of touched)
          expect(attacked.head.entries.get(objectKey({ type, id }))).toBeDefined();

        let { head, result } = attacked;
        for (let round = 0; round < 3; round += 1) {
          const changes = [...changesBack(head, before.head)].sort(
            (one, other) => rankOf(one) - rankOf(other),
          );
          for (const rank of new Set(changes.map(rankOf)))
            await directory.apply(
              changes.filter((change) => rankOf(change) === rank),
              never,
            );
          ({ head, result } = await synced(directory, { head, token: result.token }));
        }
        expect(changesBack(head, before.head)).toEqual([]);
      } finally {
        await simulator.close();
      }
    },
  );
});
