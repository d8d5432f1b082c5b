import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { DatabaseSync } from 'node:sqlite';
import { startWriterProcess } from '../another-process.contract.js';
import { EventSource, idsOf, take } from '../contract/log-under-test.contract.js';
import { eventStoreContract } from '../event-store.contract.js';
import type { EventStore, RecordedEvent } from '../event-store.js';
import { InvalidPosition } from '../errors.js';
import { verifyChain } from '../verify-chain.js';
import { openSqliteEventStore } from './index.js';
import { temporaryLog } from './temporary-log.contract.js';

eventStoreContract('SQLite event store in a file', temporaryLog);

eventStoreContract('SQLite event store in memory', async () => {
  const store = openSqliteEventStore({ file: ':memory:' });
  return { store, remove: () => store.close() };
});

describe('an event file', () => {
  let log: Awaited<ReturnType<typeof temporaryLog>>;
  beforeEach(async () => {
    log = await temporaryLog();
  });
  afterEach(() => log.remove());

  test('keeps its events, positions and chain when it is opened again', async () => {
    const events = new EventSource();
    await log.store.append('backup-a', 'noStream', events.many(3));
    const before = await take(log.store.readAll());
    await log.store.close();
    const again = openSqliteEventStore({ file: log.file });
    expect(await take(again.readAll())).toEqual(before);
    await again.append('backup-a', 2, events.many(1));
    expect(await verifyChain(again.readStream('backup-a'))).toMatchObject({ intact: true, events: 4 });
    await again.close();
  });

  test('is written by several processes at once, and every one of them is followed', async () => {
    const writers = ['a', 'b'].map((id) =>
      startWriterProcess({ file: log.file, stream: `recovery-${id}`, groups: 40, size: 3 }),
    );
    const contended = ['x', 'y'].map(() =>
      startWriterProcess({ file: log.file, stream: 'tenant-shared', groups: 40, size: 1 }),
    );
    const all = [...writers, ...contended];
    const total = 2 * 40 * 3 + 2 * 40;
    const following = eventsSeen(log.store, total);
    const [seen] = await Promise.all([following, ...all.map((writer) => writer.finished)]);
    expect(all.flatMap((writer) => writer.acknowledged).sort()).toEqual(idsOf(seen).sort());
    expect(await verifyChain(log.store.readStream('tenant-shared'))).toMatchObject({
      intact: true,
      events: 80,
    });
  });

  test('answers with the revision that another handle has brought a stream to, and appends after it', async () => {
    const other = openSqliteEventStore({ file: log.file });
    const events = new EventSource();
    await log.store.append('recovery-a', 'noStream', events.many(2));
    await other.append('recovery-a', 1, events.many(3));
    expect(await log.store.append('recovery-a', 1, events.many(1))).toEqual({
      appended: false,
      actualRevision: 4,
    });
    expect(await log.store.append('recovery-a', 4, events.many(1))).toMatchObject({ revision: 5 });
    expect(await other.append('recovery-a', 4, events.many(1))).toMatchObject({ actualRevision: 5 });
    expect(await verifyChain(other.readStream('recovery-a'))).toMatchObject({ intact: true, events: 6 });
    await other.close();
  });

  test('stores what goes with an append that came too late', async () => {
    const other = openSqliteEventStore({ file: log.file });
    const events = new EventSource();
    await log.store.append('recovery-a', 'noStream', events.many(1));
    await other.append('recovery-a', 0, events.many(1));
    const results = await Promise.all([
      log.store.append('backup-b', 'noStream', events.many(2)),
      log.store.append('recovery-a', 0, events.many(1)),
      log.store.append('backup-b', 1, events.many(2)),
    ]);
    expect(results).toMatchObject([{ revision: 1 }, { actualRevision: 1 }, { revision: 3 }]);
    expect(await verifyChain(other.readStream('backup-b'))).toMatchObject({ intact: true, events: 4 });
    await other.close();
  });

  test('is created once by processes that all find it missing at the same moment', async () => {
    const writers = ['a', 'b', 'c', 'd', 'e', 'f'].map((id) =>
      startWriterProcess({ file: `${log.file}.new`, stream: `backup-${id}`, groups: 5, size: 1 }),
    );
    await Promise.all(writers.map((writer) => writer.finished));
    const created = openSqliteEventStore({ file: `${log.file}.new` });
    const kept = idsOf(await take(created.readAll()));
    await created.close();
    expect(kept.sort()).toEqual(writers.flatMap((writer) => writer.acknowledged).sort());
  });

  test('shows the tampering with an event that is its stream’s last, once the next is appended', async () => {
    const events = new EventSource();
    await log.store.append('recovery-a', 'noStream', events.many(3));
    tamper(log.file, "UPDATE events SET type = 'Forged' WHERE revision = 2");
    await log.store.append('recovery-a', 2, events.many(1));
    expect(await verifyChain(log.store.readStream('recovery-a'))).toEqual({
      intact: false,
      revision: 2,
      fault: 'altered',
    });
  });

  test('refuses a position that it cannot have given', async () => {
    await expect(take(log.store.readAll('C:1/P:1'))).rejects.toThrow(InvalidPosition);
    expect(() => log.store.comparePositions('1', '-1')).toThrow(InvalidPosition);
  });

  test('is not opened when a newer version of the product wrote it', () => {
    tamper(log.file, 'PRAGMA user_version = 99');
    expect(() => openSqliteEventStore({ file: log.file })).toThrow('install a newer one');
  });
});

/** The first `count` events that a subscription hands over. */
async function eventsSeen(store: EventStore, count: number): Promise<RecordedEvent[]> {
  const seen: RecordedEvent[] = [];
  for await (const item of store.subscribe({ signal: new AbortController().signal })) {
    if (item.kind === 'event') seen.push(item.event);
    if (seen.length === count) break;
  }
  return seen;
}

function tamper(file: string, sql: string): void {
  const database = new DatabaseSync(file);
  database.exec(sql);
  database.close();
}
