import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { setTimeout as delay } from 'node:timers/promises';
import { EventStoreUnavailable, verifyChain, type EventStore, type SubscriptionItem } from '#event-store';
import {
  appended,
  EventSource,
  idsIn,
  idsOf,
} from '../../libs/event-store/src/contract/log-under-test.contract.js';
import { logOnServer, type LogOnServer } from './log-on-server.js';
import { StandInServer } from './stand-in/stand-in-server.js';

let server: StandInServer;
let log: LogOnServer;

beforeEach(async () => {
  server = new StandInServer();
  await server.start();
  log = logOnServer(server.connectionString);
});

afterEach(async () => {
  await log.remove();
  server.stop();
});

describe('a server that restarts', () => {
  test('finds its subscribers again, who miss nothing and see nothing twice', async () => {
    const events = new EventSource().many(60);
    const following = follow(log.store, events.length);
    for (const [index, event] of events.entries()) {
      if (index % 20 === 10) await restart(server, 30);
      await appended(log.store.append('backup-a', index === 0 ? 'noStream' : index - 1, [event]));
    }
    const items = await following;
    expect(eventIds(items)).toEqual(idsOf(events));
    expect(items.filter((item) => item.kind === 'caughtUp')).toHaveLength(1);
  });

  test('serves a subscriber who has seen nothing of the log yet', async () => {
    server.stop();
    const following = follow(log.store, 2);
    await delay(100);
    await server.start();
    const events = new EventSource().many(2);
    await log.store.append('backup-a', 'noStream', events);
    expect(eventIds(await following)).toEqual(idsOf(events));
  });

  test('loses no append and doubles none, of many at once', async () => {
    const events = new EventSource();
    const streams = Array.from({ length: 30 }, (_, index) => `recovery-${index}`);
    const given = streams.map(() =>
      Array.from({ length: 10 }, () => events.one({ text: 'x'.repeat(20_000) })),
    );
    const appends = streams.map(async (stream, of) => {
      for (const [index, event] of (given[of] ?? []).entries()) {
        await appended(log.store.append(stream, index === 0 ? 'noStream' : index - 1, [event]));
      }
    });
    for (let restarts = 0; restarts < 3; restarts += 1) {
      await delay(60);
      await restart(server, 20);
    }
    await Promise.all(appends);
    for (const [index, stream] of streams.entries()) {
      expect(await idsIn(log.store.readStream(stream))).toEqual(idsOf(given[index] ?? []));
      expect(await verifyChain(log.store.readStream(stream))).toMatchObject({ intact: true, events: 10 });
    }
  });

  test('goes on with a read where it broke off', async () => {
    const events = new EventSource().many(600);
    await log.store.append('backup-a', 'noStream', events);
    for (const read of [log.store.readStream('backup-a'), log.store.readAll()]) {
      const seen: string[] = [];
      for await (const event of read) {
        seen.push(event.id);
        if (seen.length === 100) await restart(server, 10);
      }
      expect(seen).toEqual(idsOf(events));
    }
  });
});

describe('a server that is down', () => {
  test('at first is waited for', async () => {
    server.stop();
    const events = new EventSource().many(2);
    const waiting = appended(log.store.append('backup-a', 'noStream', events));
    const reading = idsIn(log.store.readAll());
    await delay(200);
    await server.start();
    expect((await waiting).revision).toBe(1);
    await reading;
    expect(await idsIn(log.store.readAll())).toEqual(idsOf(events));
  });

  test('for too long is named as unavailable, and the store is of use again once it is back', async () => {
    const impatient = logOnServer(server.connectionString, { patience: 300 });
    const [first, second] = new EventSource().many(2);
    if (first === undefined || second === undefined) throw new Error('Two events were made.');
    await impatient.store.append('backup-a', 'noStream', [first]);
    server.stop();
    await expect(impatient.store.append('backup-a', 0, [second])).rejects.toThrow(EventStoreUnavailable);
    await expect(idsIn(impatient.store.readStream('backup-a'))).rejects.toThrow(EventStoreUnavailable);
    await expect(idsIn(impatient.store.readAll())).rejects.toThrow(EventStoreUnavailable);
    await server.start();
    await appended(impatient.store.append('backup-a', 0, [second]));
    expect(await idsIn(impatient.store.readAll())).toEqual(idsOf([first, second]));
    await impatient.remove();
  });

  test('holds up neither the end of a subscription nor the closing of the store', async () => {
    const controller = new AbortController();
    const following = follow(log.store, 1, controller.signal);
    const other = follow(log.store, 1);
    await delay(50);
    server.stop();
    const waiting = log.store.append('backup-a', 'noStream', new EventSource().many(1));
    const rejected = expect(waiting).rejects.toThrow();
    await delay(50);
    controller.abort();
    expect(eventIds(await following)).toEqual([]);
    await log.store.close();
    expect(eventIds(await other)).toEqual([]);
    await rejected;
  });
});

/** Takes the server away for `ms` milliseconds. */
async function restart(server: StandInServer, ms: number): Promise<void> {
  server.stop();
  await delay(ms);
  await server.start();
}

/** What a subscription hands over until it has handed over `count` events. */
async function follow(
  store: EventStore,
  count: number,
  signal = new AbortController().signal,
): Promise<SubscriptionItem[]> {
  const items: SubscriptionItem[] = [];
  for await (const item of store.subscribe({ signal })) {
    items.push(item);
    if (eventIds(items).length === count) break;
  }
  return items;
}

function eventIds(items: readonly SubscriptionItem[]): string[] {
  return items.flatMap((item) => (item.kind === 'event' ? [item.event.id] : []));
}
