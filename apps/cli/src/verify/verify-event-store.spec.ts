import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { EventStore } from '#event-store';
import { openEventStoreDb } from '#event-store/eventstoredb';
import { checkpointOf, newestNoteIn, openCheckpointWriter, readOrCreateCheckpointKey } from '#proof';
import { randomIds, systemClock } from '#runtime';
import { StandInServer } from '../../../../test/eventstoredb/stand-in/stand-in-server.js';
import { runVerify } from './run-verify.js';

const server = new StandInServer();
beforeAll(() => server.start());
afterAll(() => server.stop());

let data: string;
let prefix: string;
let store: EventStore;
beforeEach(() => {
  data = mkdtempSync(join(tmpdir(), 'known-good-verify-'));
  prefix = `test.${randomIds.next()}.`;
  store = openEventStoreDb({ connectionString: server.connectionString, prefix });
});
afterEach(async () => {
  await store.close();
  rmSync(data, { recursive: true, force: true });
});

async function append(count: number): Promise<void> {
  for (let number = 0; number < count; number += 1)
    await store.append(`tenant-${randomIds.next()}`, 'noStream', [
      {
        id: randomIds.next(),
        type: 'SomethingHappened',
        data: { number },
        metadata: {
          ...{ actor: { id: 'a', name: 'Avery Admin' }, from: '127.0.0.1' },
          ...{ at: '2026-11-24T09:00:00.000Z', correlationId: 'c', causationId: 'c', schemaVersion: 1 },
        },
      },
    ]);
}

/** Signs what the log is now, as the worker would: this many events. */
async function sign(events: number): Promise<void> {
  const file = join(data, 'checkpoints.jsonl');
  const writer = openCheckpointWriter({
    store,
    clock: systemClock,
    origin: 'known-good/test',
    privateKey: readOrCreateCheckpointKey(join(data, 'checkpoint-key.pem')),
    file,
    everyEvents: 1,
    onProblem: (problem) => {
      throw new Error(problem.code);
    },
  });
  while (checkpointOf(newestNoteIn(file) ?? '')?.treeSize !== events) await delay(10);
  await writer.close();
}

const verify = (...args: string[]) =>
  runVerify(['--event-store', server.connectionString, '--event-store-prefix', prefix, ...args]);

describe('the command verify over an EventStoreDB', () => {
  test('checks the log there by its chains alone', async () => {
    await append(5);
    const { exitCode, output } = await verify();
    expect(exitCode).toBe(0);
    expect(output).toContain('Events       5 in 5 streams');
    expect(output).toContain('Checkpoints  none');
  });

  test('checks it against the checkpoints of a data folder, or of a copy', async () => {
    await append(5);
    await sign(5);
    await append(2);
    for (const args of [
      ['--data', data],
      [
        ...['--checkpoints', join(data, 'checkpoints.jsonl')],
        ...['--public-key', join(data, 'checkpoint-key.public.pem')],
      ],
    ]) {
      const { exitCode, output } = await verify(...args);
      expect(exitCode).toBe(0);
      expect(output).toMatch(/agree; the first 5 events are proved, 2 came after/);
    }
  });

  test('ends with 1 where it is not the log that was signed', async () => {
    await append(5);
    await sign(5);
    prefix = `test.${randomIds.next()}.`;
    const { exitCode, output } = await verify('--data', data);
    expect(exitCode).toBe(1);
    expect(output).toContain('logTooShort');
  });

  test('ends with 2 where the event store has no such address', async () => {
    expect(await runVerify(['--event-store', 'http://localhost:2113'])).toMatchObject({ exitCode: 2 });
    expect(await runVerify(['--event-store', 'esdb://localhost:x:y?tls=false'])).toMatchObject({
      exitCode: 2,
    });
    expect(await verify('--checkpoints', join(data, 'nowhere'))).toMatchObject({ exitCode: 2 });
    writeFileSync(join(data, 'checkpoints.jsonl'), '');
    expect(await verify('--checkpoints', join(data, 'checkpoints.jsonl'))).toMatchObject({ exitCode: 2 });
    expect(await verify('--backups')).toMatchObject({ exitCode: 2 });
  });
});
