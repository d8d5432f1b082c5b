import { expect, it } from '@jest/globals';
import fc from 'fast-check';
import { following, GivenLog, recoveryStarted, stepApplied, tenantConnected } from '../given-log.contract.js';

const { signal } = new AbortController();
const FIRST_MS = Date.parse('2026-03-01T00:00:00Z');

/** Two tenants' events, stamped by clocks that do not agree. */
const stamps = fc.array(
  fc.record({ tenant: fc.constantFrom('1', '2'), offsetMs: fc.integer({ min: 0, max: 9_000 }) }),
  { maxLength: 40 },
);

it('Times are found in a log whose clocks do not agree as if each entry had been looked at', async () => {
  const moments = fc.array(fc.integer({ min: -2_000, max: 12_000 }), { minLength: 4, maxLength: 4 });
  await fc.assert(
    fc.asyncProperty(stamps, moments, async (events, offsets) => {
      const log = new GivenLog();
      for (const n of ['1', '2'])
        await log.happened('tenant', `t${n}`, tenantConnected(`t${n}`), recoveryStarted(`r${n}`));
      for (const [step, { tenant, offsetMs }] of events.entries()) {
        log.nowMs = FIRST_MS + offsetMs;
        await log.happened('recovery', `r${tenant}`, stepApplied(step));
      }
      const { models, stop } = await following(log.store);
      const entries = models.auditLog('t1', {}, { first: 99 }).rows.map(({ row }) => row);
      for (const offset of offsets) {
        const time = new Date(FIRST_MS + offset).toISOString();
        const last = entries.findLastIndex(({ at }) => at <= time);
        const first = entries.findIndex(({ at }) => at >= time);
        const past = await models.asOf('t1', { time }, signal);
        expect(past?.position).toBe(entries[last]?.position);
        const until = await Array.fromAsync(models.replay('t1', { until: { time } }, signal));
        expect(until).toEqual(entries.slice(0, last + 1));
        const from = await Array.fromAsync(models.replay('t1', { from: { time } }, signal));
        expect(from).toEqual(first < 0 ? [] : entries.slice(first));
      }
      await stop();
    }),
    { numRuns: 60, seed: 20260301 },
  );
});
