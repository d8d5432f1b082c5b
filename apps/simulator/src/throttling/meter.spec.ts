import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { Meter } from './meter.js';

const WINDOW_MS = 10_000;

describe('a meter', () => {
  it('has room for the whole limit at once, and again as it leaks away', () => {
    const meter = new Meter(WINDOW_MS);
    meter.leak(100, 0);
    meter.take(100);
    expect([meter.hasRoom(1, 100), meter.waitMs(1, 100, 100)]).toEqual([false, 100]);
    meter.leak(100, 99);
    expect(meter.hasRoom(1, 100)).toBe(false);
    meter.leak(100, 100);
    expect(meter.hasRoom(1, 100)).toBe(true);
  });

  it('tells demand beyond the limit, up to 1.8 of it', () => {
    const meter = new Meter(WINDOW_MS);
    meter.leak(10, 0);
    meter.take(10);
    meter.refuse(2, 10);
    expect(meter.demand(10)).toBeCloseTo(1.2);
    meter.refuse(100, 10);
    expect(meter.demand(10)).toBe(1.8);
  });

  it('never lets more through than the limit and what leaked away meanwhile, and never makes wait too long', () => {
    const step = fc.record({ wait: fc.nat(3_000), amount: fc.integer({ min: 1, max: 30 }) });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 100 }), fc.integer({ min: 30, max: 200 }), (steps, limit) => {
        const meter = new Meter(WINDOW_MS);
        let [now, taken] = [0, 0];
        for (const { wait, amount } of steps) {
          now += wait;
          meter.leak(limit, now);
          if (!meter.hasRoom(amount, limit)) {
            now += meter.waitMs(amount, limit, limit);
            meter.leak(limit, now);
            expect(meter.hasRoom(amount, limit)).toBe(true);
          }
          meter.take(amount);
          taken += amount;
          expect(taken).toBeLessThanOrEqual(limit + (limit * now) / WINDOW_MS + 1e-6);
        }
      }),
    );
  });
});
