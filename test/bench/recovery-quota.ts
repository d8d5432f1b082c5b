import { openGraphDirectory, staticTokens } from '#directory/graph';
import type { TenantChange } from '#directory';
import { randomIds, seededRandom } from '#runtime';
import type { Simulator } from '../../apps/simulator/src/index.js';
import { ScaledClock, SimulatedClock, type BenchClock } from './recovery-clock.ts';
import { prepareChanges, type RecoverySizes } from './recovery-tenant.ts';
import { slowed } from './recovery-latency.ts';

export type Figures = Readonly<Record<string, number>>;

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
  const clock = speed === 0 ? new SimulatedClock() : new ScaledClock(speed);
  const users = Math.min(usersFor(sizes), MOST_USERS);
  return inSimulator(users, clock, async (simulator) => {
    const changes = await clock.run(prepareChanges({ url: simulator.url, clock }, sizes));
    const before = simulator.throttled();
    const seconds = await secondsToApply(simulator, clock, changes);
    return { ...floorOf(sizes, seconds, 'inAnyOrder'), refused: simulator.throttled() - before };
  });
}

/** So many that enough of them are not synced from on-premises. */
export const usersFor = ({ objects }: RecoverySizes): number => Math.ceil(objects * 1.2);

/** Runs `work` over a simulated tenant that has Graph's limits by this clock. */
export async function inSimulator(
  users: number,
  clock: BenchClock,
  work: (simulator: Simulator) => Promise<Figures>,
): Promise<Figures> {
  const { startSimulator } = (await import(SIMULATOR)) as typeof import('../../apps/simulator/src/index.js');
  const simulator = await startSimulator({ clock, users, quota: { factor: 1 } });
  try {
    return await work(simulator);
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

/** `inOrder`: Conditional Access comes after the rest, as a plan has it, instead of beside it. */
export function floorOf(
  { objects, members, policies }: RecoverySizes,
  seconds: number,
  order: 'inOrder' | 'inAnyOrder',
): Figures {
  const writes = objects + Math.ceil(members / MEMBERS_PER_WRITE);
  const floors = [Math.max(0, writes - WRITES_AT_ONCE) / WRITES_PER_SECOND, Math.max(0, policies - 1)];
  const floor = order === 'inOrder' ? floors.reduce((sum, each) => sum + each) : Math.max(...floors);
  return {
    writes,
    floor_seconds: Math.round(floor),
    seconds: Math.round(seconds),
    changes_per_second: Math.round((objects + members + policies) / seconds),
    ratio: Number((floor / seconds).toFixed(4)),
  };
}
