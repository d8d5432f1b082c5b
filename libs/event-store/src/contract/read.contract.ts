import { expect, test } from '@jest/globals';
import { EventStoreClosed } from '../errors.js';
import type { NewEvent } from '../event-store.js';
import { seededRandom } from '#runtime';
import { appended, EventSource, idsIn, idsOf, take, type LogUnderTest } from './log-under-test.contract.js';

/** How a stream and the whole log are read. */
export function readContract(log: () => LogUnderTest): void {
  test('reads nothing from a stream that is not there, from past an end, and from an empty log', async () => {
    const { store } = log();
    expect(await take(store.readAll())).toEqual([]);
    expect(await take(store.readStream('backup-a'))).toEqual([]);
    await store.append('backup-a', 'noStream', new EventSource().many(2));
    expect(await take(store.readStream('backup-a', 2))).toEqual([]);
    expect(await take(store.readStream('backup-b'))).toEqual([]);
  });

  test('reads a stream from any revision', async () => {
    const { store } = log();
    const given = new EventSource().many(5);
    await store.append('backup-a', 'noStream', given);
    for (let from = 0; from <= 5; from += 1) {
      expect(await idsIn(store.readStream('backup-a', from))).toEqual(idsOf(given).slice(from));
    }
  });

  test('reads the whole log in the order of the appends, at ascending positions', async () => {
    const { store } = log();
    const given = await fillMixed(log(), 60);
    const kept = await take(store.readAll());
    expect(idsOf(kept)).toEqual(idsOf(given));
    for (const [index, event] of kept.entries()) {
      const next = kept[index + 1];
      expect(store.comparePositions(event.position, event.position)).toBe(0);
      if (next === undefined) continue;
      expect(store.comparePositions(event.position, next.position)).toBeLessThan(0);
      expect(store.comparePositions(next.position, event.position)).toBeGreaterThan(0);
    }
  });

  test('goes on from any position without a gap or a repetition', async () => {
    const { store } = log();
    await fillMixed(log(), 40);
    const kept = await take(store.readAll());
    for (const [index, event] of kept.entries()) {
      expect(await idsIn(store.readAll(event.position))).toEqual(idsOf(kept.slice(index + 1)));
    }
  });

  test('reads more events than fit one page', async () => {
    const { store } = log();
    const given = new EventSource().many(2_500);
    for (let start = 0; start < given.length; start += 500) {
      const expected = start === 0 ? 'noStream' : start - 1;
      await appended(store.append('recovery-a', expected, given.slice(start, start + 500)));
    }
    expect(await idsIn(store.readStream('recovery-a'))).toEqual(idsOf(given));
    expect(await idsIn(store.readAll())).toEqual(idsOf(given));
  });

  test('reads events of nearly a mebibyte', async () => {
    const { store } = log();
    const events = new EventSource();
    const large = Array.from({ length: 12 }, (_, index) => events.one({ text: `${index}`.repeat(450_000) }));
    for (const [index, event] of large.entries()) {
      await appended(store.append('backup-a', index === 0 ? 'noStream' : index - 1, [event]));
    }
    const kept = await take(store.readAll());
    expect(kept.map((event) => event.data)).toEqual(large.map((event) => event.data));
  });

  test('ends where the log ended when reading began', async () => {
    const { store } = log();
    const events = new EventSource();
    await store.append('backup-a', 'noStream', events.many(3));
    let seen = 0;
    for await (const event of store.readAll()) {
      seen += 1;
      await appended(store.append('backup-b', seen === 1 ? 'noStream' : event.revision - 1, events.many(1)));
    }
    expect(seen).toBe(3);
  });

  test('can be broken off, and read and written again', async () => {
    const { store } = log();
    const events = new EventSource();
    const given = events.many(5);
    await store.append('backup-a', 'noStream', given);
    expect(await take(store.readAll(), 2)).toHaveLength(2);
    expect(await take(store.readStream('backup-a'), 1)).toHaveLength(1);
    await appended(store.append('backup-a', 4, events.many(1)));
    expect(await take(store.readAll())).toHaveLength(6);
  });

  test('refuses every call once it is closed, and closing again is nothing', async () => {
    const { store } = log();
    const events = new EventSource();
    await store.close();
    await store.close();
    await expect(store.append('backup-a', 'noStream', events.many(1))).rejects.toThrow(EventStoreClosed);
    await expect(take(store.readAll())).rejects.toThrow(EventStoreClosed);
    await expect(take(store.readStream('backup-a'))).rejects.toThrow(EventStoreClosed);
  });

  test('has stored what was still waiting when it is closed', async () => {
    const { store, openAgain } = log();
    const events = new EventSource();
    const waiting = store.append('backup-a', 'noStream', events.many(1));
    await store.close();
    await appended(waiting);
    if (openAgain) expect(await take((await openAgain()).readAll())).toHaveLength(1);
  });
}

/** Appends of one to four events to three streams, in an order that follows from a fixed seed. */
async function fillMixed({ store }: LogUnderTest, appends: number): Promise<NewEvent[]> {
  const random = seededRandom(7);
  const events = new EventSource();
  const last = new Map<string, number>();
  const given: NewEvent[] = [];
  for (let count = 0; count < appends; count += 1) {
    const stream = `backup-${Math.floor(random.next() * 3)}`;
    const group = events.many(1 + Math.floor(random.next() * 4));
    const { revision } = await appended(store.append(stream, last.get(stream) ?? 'noStream', group));
    last.set(stream, revision);
    given.push(...group);
  }
  return given;
}
