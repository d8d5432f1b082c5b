import type { Random } from '#runtime';
import type { BenchClock } from './recovery-clock.ts';

const ROUND_TRIP_MS = 100;
/** A batch takes longer the more there is in it: a full one about a second. */
const PART_MS = 40;

/** A way to the service on which each request takes its time, half of it more or less than the usual. */
export function slowed(clock: BenchClock, random: Random): typeof fetch {
  const about = (ms: number): number => ms * (0.5 + random.next());
  return async (input, init) => {
    await clock.sleep(about(ROUND_TRIP_MS / 2));
    const response = await clock.atOnce(async () => {
      const { status, headers, body } = await fetch(input, init);
      return new Response(body === null ? null : await new Response(body).arrayBuffer(), { status, headers });
    });
    await clock.sleep(about(ROUND_TRIP_MS / 2 + PART_MS * partsOf(init?.body)));
    return response;
  };
}

function partsOf(body: unknown): number {
  const parts =
    typeof body === 'string' ? (JSON.parse(body) as { readonly requests?: readonly unknown[] }) : {};
  return parts.requests?.length ?? 1;
}
