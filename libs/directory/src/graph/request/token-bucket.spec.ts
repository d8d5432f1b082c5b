import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { TokenBucket } from './token-bucket.js';

const START = Date.parse('2026-11-24T00:00:00Z');
/** 100 at once, then 10 a second. */
const told = (cost: number, usedShare?: number) => ({ cost, usedShare });
const bucketOf = (capacity = 100) => new TokenBucket(capacity, 10_000, START);

/** A bucket for which Graph has answered already. */
function heard(capacity?: number): TokenBucket {
  const bucket = bucketOf(capacity);
  bucket.settle(bucket.take(0, START), told(0), START);
  return bucket;
}

describe('a quota', () => {
  it('may be used up at once, and comes back evenly', () => {
    const bucket = bucketOf();
    const taken = bucket.take(100, START);
    bucket.settle(taken, told(100), START);
    expect(bucket.waitMs(20, 0, START)).toBe(2_000);
    expect(bucket.waitMs(20, 0, START + 1_500)).toBe(500);
    expect(bucket.waitMs(20, 0, START + 2_000)).toBe(0);
  });

  it('may have been used by a former process: the first request goes alone, and is heard', () => {
    const bucket = bucketOf();
    const first = bucket.take(10, START);
    expect(bucket.waitMs(10, 0, START + 1_000)).toBe(Infinity);
    bucket.settle(first, told(10, 0.9), START + 1_000);
    expect(bucket.waitMs(10, 0, START + 1_000)).toBe(0);
    expect(bucket.waitMs(40, 0, START + 1_000)).toBe(2_000);
  });

  it('does not come back beyond what is under way: that may not have been counted yet', () => {
    const bucket = heard();
    const taken = bucket.take(60, START);
    expect(bucket.waitMs(50, 0, START + 60_000)).toBe(Infinity);
    bucket.settle(taken, told(60), START + 60_000);
    expect(bucket.waitMs(40, 0, START + 60_000)).toBe(0);
    expect(bucket.waitMs(50, 0, START + 60_000)).toBe(1_000);
  });

  it('lets through what costs more than all of it, and is in debt then', () => {
    const bucket = bucketOf(1);
    bucket.settle(bucket.take(3, START), told(3), START);
    expect(bucket.waitMs(1, 0, START)).toBe(30_000);
  });

  it('has a part that low priority leaves', () => {
    const bucket = bucketOf();
    bucket.settle(bucket.take(70, START), told(70), START);
    expect(bucket.waitMs(10, 0.2, START)).toBe(0);
    expect(bucket.waitMs(20, 0.2, START)).toBe(1_000);
    expect(bucket.waitMs(20, 0, START)).toBe(0);
  });

  it('is charged what Graph says a request has cost', () => {
    const bucket = bucketOf();
    bucket.settle(bucket.take(100, START), told(60), START);
    expect(bucket.waitMs(40, 0, START)).toBe(0);
    expect(bucket.waitMs(50, 0, START)).toBe(1_000);
  });

  it('keeps what never reached Graph, and not what was lost on the way back', () => {
    const bucket = bucketOf();
    bucket.giveBack(bucket.take(50, START), START);
    bucket.lose(bucket.take(50, START), START);
    expect(bucket.waitMs(50, 0, START)).toBe(0);
    expect(bucket.waitMs(60, 0, START)).toBe(1_000);
  });

  it('stands still while Graph refuses, and begins with nothing', () => {
    const bucket = bucketOf();
    bucket.hold(7_000, START);
    expect(bucket.waitMs(10, 0, START)).toBe(8_000);
    expect(bucket.isHeld(START + 6_999)).toBe(true);
    expect(bucket.isHeld(START + 7_000)).toBe(false);
  });

  it('grows with the tenant', () => {
    const bucket = bucketOf();
    bucket.settle(bucket.take(100, START), told(100), START);
    bucket.resize(200, START);
    expect(bucket.waitMs(100, 0, START)).toBe(0);
    expect(bucket.waitMs(120, 0, START)).toBe(1_000);
  });

  it('follows Graph where that says that less is left: others use it too', () => {
    const bucket = bucketOf();
    bucket.settle(bucket.take(10, START), told(10, 0.8), START);
    expect(bucket.waitMs(20, 0, START)).toBe(0);
    expect(bucket.waitMs(30, 0, START)).toBe(1_000);
  });

  it('takes off what left after the request that Graph speaks of', () => {
    const bucket = heard();
    const first = bucket.take(10, START);
    bucket.take(10, START);
    bucket.settle(first, told(10, 0.8), START);
    expect(bucket.waitMs(10, 0, START)).toBe(0);
    expect(bucket.waitMs(20, 0, START)).toBe(1_000);
  });

  it.each([
    [0.8, 10],
    [0.9, 5],
    [0.98, 1],
    [0.99, 0.5],
    [1.8, 0.05],
  ])('spreads requests out linearly as it fills up: at %d, %d times the pace', (usedShare, pace) => {
    const bucket = bucketOf();
    bucket.settle(bucket.take(0, START), told(0, usedShare), START);
    bucket.take(1, START + 60_000);
    expect(bucket.waitMs(0, 0, START + 60_000)).toBeCloseTo(100 / pace, 3);
  });

  it('spreads nothing out once Graph has stopped saying so', () => {
    const bucket = bucketOf();
    bucket.settle(bucket.take(10, START), told(10, 1), START);
    bucket.settle(bucket.take(10, START + 30_000), told(10), START + 30_000);
    bucket.take(10, START + 60_000);
    expect(bucket.waitMs(10, 0, START + 60_000)).toBe(0);
  });
});

/** The way to Graph and back; what is done there takes part of the way back. */
interface Way {
  readonly there: number;
  readonly back: number;
}

/** Requests of these costs, `atOnce` of them under way together, meet Graph's own bucket. */
function play(costs: readonly number[], ways: readonly Way[], atOnce: number) {
  const graph = { capacity: 100, perMs: 100 / 10_000 };
  const bucket = bucketOf(graph.capacity * 0.997);
  let [level, filledAt, now, refused] = [graph.capacity, START, START, 0];
  let underWay: { readonly arrives: number; readonly ends: number; readonly end: () => void }[] = [];
  const arrivals: { readonly at: number; readonly cost: number }[] = [];
  const queue = costs.map((cost, index) => ({
    cost,
    way: ways[index % ways.length] ?? { there: 0, back: 0 },
  }));
  while (queue.length > 0 || underWay.length > 0) {
    const [next] = queue;
    const wait = next && underWay.length < atOnce ? bucket.waitMs(next.cost, 0, now) : Infinity;
    const first = underWay.toSorted((a, b) => a.ends - b.ends)[0];
    if (next && now + wait <= (first?.ends ?? Infinity)) {
      now += wait;
      queue.shift();
      const taken = bucket.take(next.cost, now);
      const arrives = now + next.way.there;
      const ends = arrives + next.way.back;
      arrivals.push({ at: arrives, cost: next.cost });
      underWay.push({ arrives, ends, end: () => bucket.settle(taken, told(next.cost), ends) });
    } else if (first) {
      now = first.ends;
      first.end();
      underWay = underWay.filter((one) => one !== first);
    }
  }
  for (const { at, cost } of arrivals.toSorted((a, b) => a.at - b.at)) {
    level = Math.min(graph.capacity, level + (at - filledAt) * graph.perMs);
    filledAt = at;
    if (cost > level + 1e-6) refused += 1;
    else level -= cost;
  }
  return { refused, ms: now - START };
}

describe('a quota over any way to Graph', () => {
  const ways = fc.integer({ min: 0, max: 800 }).chain((usual) =>
    fc.array(
      fc.record({
        there: fc.integer({ min: Math.ceil(usual / 2), max: Math.floor(usual * 1.5) }),
        back: fc.integer({ min: Math.ceil(usual / 2), max: usual * 3 }),
      }),
      { minLength: 1, maxLength: 20, size: 'max' },
    ),
  );

  it('is never exceeded, however many requests are under way and however unevenly they arrive', () => {
    const costs = fc.array(fc.integer({ min: 1, max: 20 }), { minLength: 20, maxLength: 120, size: 'max' });
    fc.assert(
      fc.property(costs, ways, fc.integer({ min: 1, max: 12 }), (all, paths, atOnce) => {
        expect(play(all, paths, atOnce).refused).toBe(0);
      }),
    );
  });

  it('is used to 99 of 100 over a long run, where enough is under way', () => {
    const costs = Array.from({ length: 1_000 }, () => 10);
    const { refused, ms } = play(costs, [{ there: 40, back: 200 }], 4);
    expect(refused).toBe(0);
    expect((10_000 - 100) / 10 / (ms / 1_000)).toBeGreaterThan(0.99);
  });
});
