import { it } from '@jest/globals';
import { openGraphDirectory, staticTokens, evenPace } from '#directory/graph';
import { systemClock, randomIds, seededRandom } from '#runtime';
import { startSimulator } from '../../apps/simulator/src/index.js';
import { synced } from '../../libs/directory/src/head.contract.js';

it('probe', async () => {
  const sim = await startSimulator({ users: 2000 });
  const calls: string[] = [];
  const directory = openGraphDirectory({
    tenantId: sim.tenantId, baseUrl: sim.url, tokens: staticTokens('x'), clock: systemClock, random: seededRandom(1), ids: randomIds,
    pace: evenPace(systemClock, { conditionalAccess: 0 }),
    fetch: async (u, i) => { const r = await fetch(u, i); calls.push(`${r.status} ${i?.method} ${String(u).slice(0, 120)}`); return r; },
  });
  const t = performance.now();
  const first = await synced(directory);
  console.log('first', performance.now() - t, first.edits.length, JSON.stringify(first.result.completeness, null, 0), calls.length);
  console.log(calls.slice(0, 30).join('\n'));
  calls.length = 0;
  const t2 = performance.now();
  const second = await synced(directory, { head: first.head, token: first.result.token });
  console.log('second', performance.now() - t2, second.edits.length, JSON.stringify(second.result.completeness), calls.length);
  console.log([...first.head.entries].filter(([k, v]) => second.head.entries.get(k) !== v).length, first.head.entries.size, second.head.entries.size);
  await sim.close();
});
