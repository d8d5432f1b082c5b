import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { setTimeout as delay } from 'node:timers/promises';
import { verifyChain, type EventStore } from '#event-store';
import { startWriterProcess } from '../../libs/event-store/src/another-process.contract.js';
import { idsIn } from '../../libs/event-store/src/contract/log-under-test.contract.js';
import { logOnServer } from './log-on-server.js';
import { StandInServer } from './stand-in/stand-in-server.js';

describe('one server, written to by several processes', () => {
  const server = new StandInServer();
  beforeAll(() => server.start());
  afterAll(() => server.stop());

  test('keeps what each of them was told is stored, in chains that hold, and every one is followed', async () => {
    const prefix = 'several.';
    const { connectionString } = server;
    const log = logOnServer(connectionString, { prefix });
    const writers = ['shared', 'shared', 'own'].map((id) =>
      startWriterProcess({ connectionString, prefix, stream: `tenant-${id}`, groups: 20, size: 2 }),
    );
    const following = idsSeen(log.store, 3 * 20 * 2);
    const [seen] = await Promise.all([following, ...writers.map((writer) => writer.finished)]);
    expect(seen.sort()).toEqual(writers.flatMap((writer) => [...writer.acknowledged]).sort());
    for (const [stream, events] of [
      ['tenant-shared', 80],
      ['tenant-own', 40],
    ] as const) {
      expect(await verifyChain(log.store.readStream(stream))).toMatchObject({ intact: true, events });
    }
    await log.remove();
  });

  test('loses nothing that a killed process was told is stored', async () => {
    const prefix = 'killed.';
    const { connectionString } = server;
    const stream = 'recovery-a';
    const log = logOnServer(connectionString, { prefix });
    const writer = startWriterProcess({ connectionString, prefix, stream, groups: 100_000, size: 2 });
    await writer.ready;
    while (writer.acknowledged.length < 20) await delay(5);
    await writer.kill();
    const kept = await idsIn(log.store.readStream(stream));
    expect(kept.slice(0, writer.acknowledged.length)).toEqual(writer.acknowledged);
    expect(await verifyChain(log.store.readStream(stream))).toMatchObject({ intact: true });
    await log.remove();
  });
});

async function idsSeen(store: EventStore, count: number): Promise<string[]> {
  const ids: string[] = [];
  for await (const item of store.subscribe({ signal: new AbortController().signal })) {
    if (item.kind === 'event') ids.push(item.event.id);
    if (ids.length === count) break;
  }
  return ids;
}
