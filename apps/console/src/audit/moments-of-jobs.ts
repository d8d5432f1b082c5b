import type { OverviewQuery } from '../api/generated.js';

type Tenant = NonNullable<OverviewQuery['tenant']>;
/** What begins and ends at a moment. */
export type Lived = Pick<Tenant['backups']['nodes'][number], 'requestedAt' | 'endedAt'>;

/** The moments (milliseconds since 1970) at which something began or ended, in order, each once. */
export function momentsOf(jobs: readonly Lived[]): readonly number[] {
  const moments = jobs.flatMap(({ requestedAt, endedAt }) => [requestedAt, ...(endedAt ? [endedAt] : [])]);
  return [...new Set(moments.map((iso) => new Date(iso).getTime()))].sort((a, b) => a - b);
}

/** The nearest moment before `at`; `undefined` where there is none. */
export function momentBefore(moments: readonly number[], at: number): number | undefined {
  return moments.findLast((moment) => moment < at);
}

/** The nearest moment after `at`; `undefined` where there is none. */
export function momentAfter(moments: readonly number[], at: number): number | undefined {
  return moments.find((moment) => moment > at);
}
