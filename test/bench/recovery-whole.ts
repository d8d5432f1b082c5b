import { openSqliteEventStore } from '#event-store/sqlite';
import { openGraphDirectory, staticTokens } from '#directory/graph';
import { randomIds, seededRandom } from '#runtime';
import { memoryBlobs, openVaults } from '#vault';
import { SimulatedClock } from './recovery-clock.ts';
import { slowed } from './recovery-latency.ts';
import { OverlaidDirectory } from './recovery-overlay.ts';
import { floorOf, inSimulator, usersFor, type Figures } from './recovery-quota.ts';
import { TENANT, withEngine } from './engine-run.ts';
import { prepareChanges, type RecoverySizes } from './recovery-tenant.ts';
import { timelessStore, timelessVault } from './recovery-timeless.ts';

/**
 * How much of a tenant's write quota the whole engine uses: backup, plan, intents and outcomes over a simulated tenant
 * that has Graph's own limits. What the log and the vault do takes no time on the clock; the tenant's answers do. A plan
 * writes Conditional Access after all that its policies name, so the floor is the sum of both.
 */
export async function benchWhole(sizes: RecoverySizes): Promise<Figures> {
  const clock = new SimulatedClock();
  return inSimulator(usersFor(sizes), clock, async (simulator) => {
    const tenant = { url: simulator.url, clock };
    const changes = await clock.run(prepareChanges(tenant, sizes));
    const random = seededRandom(1);
    const graph = openGraphDirectory({
      tenantId: simulator.tenantId,
      baseUrl: simulator.url,
      tokens: staticTokens('bench'),
      clock,
      random,
      ids: randomIds,
      fetch: slowed(clock, random),
    });
    const log = openSqliteEventStore({ file: ':memory:' });
    const store = timelessStore(log, clock);
    const blobs = memoryBlobs(clock);
    const vault = timelessVault(openVaults({ blobs, key: Buffer.alloc(32, 7), clock }).of(TENANT), clock);
    const directory = new OverlaidDirectory(graph, changes);
    const before = simulator.throttled();
    const recovery = await clock.run(
      withEngine({ store, clock, vault, directory }, async (engine) => engine.recover(await engine.backUp())),
    );
    const events = await Array.fromAsync(log.readStream(`recovery-${recovery}`));
    await log.close();
    const timesOf = (wanted: string) =>
      events.filter(({ type }) => type === wanted).map(({ metadata }) => Date.parse(metadata.at));
    const applied = timesOf('RecoveryStepApplied');
    if (applied.length !== changes.length)
      throw new Error(`${applied.length} of ${changes.length} changes were applied.`);
    const seconds = ((applied.at(-1) ?? Number.NaN) - (timesOf('RecoveryPlanned')[0] ?? Number.NaN)) / 1_000;
    return { ...floorOf(sizes, seconds, 'inOrder'), refused: simulator.throttled() - before };
  });
}
