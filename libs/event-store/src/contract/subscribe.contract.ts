import { expect, test } from '@jest/globals';
import { setTimeout as delay } from 'node:timers/promises';
import type { EventStore, SubscriptionItem } from '../event-store.js';
import { EventSource, idsOf, take, type LogUnderTest } from './log-under-test.contract.js';

/** How the log is followed. */
export function subscribeContract(log: () => LogUnderTest): void {
  test('hands over what is stored, says once that it caught up, then hands over what comes', async () => {
    const { store } = log();
    const events = new EventSource();
    const stored = events.many(3);
    const first = await store.append('backup-a', 'noStream', stored);
    const live = events.many(2);
    const following = follow(store, 6);
    await delay(30);
    await store.append('backup-a', 2, live);
    const items = await following;
    expect(items.map(described)).toEqual([...idsOf(stored), 'caughtUp', ...idsOf(live)]);
    expect(items[3]).toEqual({ kind: 'caughtUp', position: first.appended ? first.position : '' });
  });

  test('has caught up with an empty log at once, at no position', async () => {
    const { store } = log();
    expect(await follow(store, 1)).toEqual([{ kind: 'caughtUp', position: undefined }]);
  });

  test('goes on from any position, through the end, without a gap or a repetition', async () => {
    const { store } = log();
    const events = new EventSource();
    const stored = events.many(6);
    await store.append('backup-a', 'noStream', stored);
    const kept = await take(store.readAll());
    const live = events.one();
    const followings = kept.map((event, index) => follow(store, 7 - index, event.position));
    await store.append('backup-b', 'noStream', [live]);
    for (const [index, items] of (await Promise.all(followings)).entries()) {
      const seen = items.map(described).filter((word) => word !== 'caughtUp');
      expect(seen).toEqual([...idsOf(stored.slice(index + 1)), live.id]);
    }
  });

  test('loses and doubles nothing while others append', async () => {
    const { store } = log();
    const given = new EventSource().many(1_200);
    const following = follow(store, given.length + 1);
    for (let start = 0; start < given.length; start += 30) {
      await store.append('backup-a', start === 0 ? 'noStream' : start - 1, given.slice(start, start + 30));
    }
    const seen = (await following).map(described).filter((word) => word !== 'caughtUp');
    // The word of having caught up can come anywhere, so the last event may still be out.
    expect(seen).toEqual(idsOf(given).slice(0, seen.length));
    expect(seen.length).toBeGreaterThanOrEqual(given.length);
  });

  test('waits for a slow subscriber, and lets a quick one go ahead', async () => {
    const { store } = log();
    const given = new EventSource().many(40);
    const slow = follow(store, 41, undefined, 2);
    const quick = follow(store, 41);
    await store.append('backup-a', 'noStream', given);
    expect(await Promise.race([slow.then(() => 'slow'), quick.then(() => 'quick')])).toBe('quick');
    const seen = (await slow).map(described).filter((word) => word !== 'caughtUp');
    expect(seen).toEqual(idsOf(given));
  });

  test('can be broken off early and started again', async () => {
    const { store } = log();
    const given = new EventSource().many(5);
    await store.append('backup-a', 'noStream', given);
    expect(await follow(store, 2)).toHaveLength(2);
    expect(await follow(store, 6)).toHaveLength(6);
  });

  test.each([
    ['before it starts', 0, 0],
    ['among stored events', 2, 2],
    ['at the end of the log', 6, 6],
  ])('ends without an exception when its signal aborts %s', async (_, abortAt, expected) => {
    const { store } = log();
    await store.append('backup-a', 'noStream', new EventSource().many(5));
    const controller = new AbortController();
    if (abortAt === 0) controller.abort();
    const items: SubscriptionItem[] = [];
    for await (const item of store.subscribe({ signal: controller.signal })) {
      items.push(item);
      if (items.length === abortAt) setTimeoutOrNow(abortAt === 6, () => controller.abort());
    }
    expect(items).toHaveLength(expected);
  });

  test('ends when the store is closed', async () => {
    const { store } = log();
    await store.append('backup-a', 'noStream', new EventSource().many(1));
    const kinds: SubscriptionItem['kind'][] = [];
    for await (const { kind } of store.subscribe({ signal: new AbortController().signal })) {
      kinds.push(kind);
      if (kind === 'caughtUp') setTimeout(() => void store.close(), 20);
    }
    expect(kinds).toEqual(['event', 'caughtUp']);
  });

  test('sees what other handles on the log append', async () => {
    const { store, openAgain } = log();
    const other = (await openAgain?.()) ?? store;
    const given = new EventSource().many(3);
    const following = follow(store, 4);
    await delay(30);
    for (const [index, event] of given.entries()) {
      await other.append('backup-a', index === 0 ? 'noStream' : index - 1, [event]);
      await delay(30);
    }
    expect((await following).map(described)).toEqual(['caughtUp', ...idsOf(given)]);
  });
}

/** The first `count` items of a subscription, each thought over for `pause` milliseconds; fewer where it ends. */
async function follow(
  store: EventStore,
  count: number,
  after?: string,
  pause?: number,
): Promise<SubscriptionItem[]> {
  const items: SubscriptionItem[] = [];
  for await (const item of store.subscribe({ after, signal: new AbortController().signal })) {
    items.push(item);
    if (items.length >= count) break;
    if (pause !== undefined) await delay(pause);
  }
  return items;
}

function described(item: SubscriptionItem): string {
  return item.kind === 'event' ? item.event.id : item.kind;
}

function setTimeoutOrNow(later: boolean, act: () => void): void {
  if (later) setTimeout(act, 20);
  else act();
}
