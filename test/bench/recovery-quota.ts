import { openGraphDirectory, staticTokens } from '#directory/graph';
import type { TenantChange } from '#directory';
import { randomIds, seededRandom } from '#runtime';
import type { Simulator } from '../../apps/simulator/src/index.js';
import { ScaledClock, SimulatedClock, type BenchClock } from './recovery-clock.ts';
import { prepareChanges, type RecoverySizes } from './recovery-tenant.ts';
import { slowed } from './recovery-latency.ts';

type Figures = Readonly<Record<string, number>>;

const SIMULATOR = new URL('../../dist/apps/simulator/src/index.js', import.meta.url).href;
/** Users are changed in turn: more of them would only take longer to make. */
const MOST_USERS = 20_000;
const MEMBERS_PER_WRITE = 20;
/** Graph's quota: so many writes at once, then so many a second; Conditional Access one a second. */
const WRITES_AT_ONCE = 3_000;
const WRITES_PER_SECOND = 20;

/**
 * How much of a tenant's write quota a recovery uses, and how often it makes Graph refuse: the changes go through the
 * Graph adapter to the simulated tenant, which has Graph's own limits. At speed 0 time passes only while all wait.
 */
export async function benchQuota(sizes: RecoverySizes, speed: number): Promise<Figures> {
  const { startSimulator } = (await import(SIMULATOR)) as typeof import('../../apps/simulator/src/index.js');
  const clock = speed === 0 ? new SimulatedClock() : new ScaledClock(speed);
  const users = Math.min(Math.ceil(sizes.objects * 1.2), MOST_USERS);
  const simulator = await startSimulator({ clock, users, quota: { factor: 1 } });
  try {
    const changes = await clock.run(prepareChanges({ url: simulator.url, clock }, sizes));
    const before = simulator.throttled();
    const seconds = await secondsToApply(simulator, clock, changes);
    return { ...figuresOf(sizes, seconds), refused: simulator.throttled() - before };
  } finally {
    await simulator.close();
  }
}

async function secondsToApply(
  { url, tenantId }: Simulator,
  clock: BenchClock,
  changes: readonly TenantChange[],
): Promise<number> {
  const random = seededRandom(1);
  const directory = openGraphDirectory({
    tenantId,
    baseUrl: url,
    tokens: staticTokens('bench'),
    clock,
    random,
    ids: randomIds,
    fetch: slowed(clock, random),
  });
  const began = clock.now().getTime();
  const outcomes = await clock.run(directory.apply(changes, new AbortController().signal));
  const seconds = (clock.now().getTime() - began) / 1_000;
  const failed = outcomes.filter(({ outcome }) => outcome !== 'applied');
  if (failed.length > 0)
    throw new Error(`${failed.length} changes were not applied: ${JSON.stringify(failed[0])}`);
  return seconds;
}

function figuresOf({ objects, members, policies }: RecoverySizes, seconds: number): Figures {
  const writes = objects + Math.ceil(members / MEMBERS_PER_WRITE);
  const floor = Math.max((writes - WRITES_AT_ONCE) / WRITES_PER_SECOND, policies - 1);
  return {
    writes,
    floor_seconds: Math.round(floor),
    seconds: Math.round(seconds),
    changes_per_second: Math.round((objects + members + policies) / seconds),
    ratio: Number((floor / seconds).toFixed(4)),
  };
}
