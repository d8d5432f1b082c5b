import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { randomBytes } from 'node:crypto';
import { mkdtempSync, readdirSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { setTimeout as delay } from 'node:timers/promises';
import type { EventData } from '#event-store';
import { openCheckpointWriter, readOrCreateCheckpointKey } from '#proof';
import { countedIds, systemClock } from '#runtime';
import { openDataVaults, openLog } from '../composition/open-stored.js';
import { runVerify } from './run-verify.js';

const TENANT = 'c0ffee00-5eed-4bad-900d-000000000001';

let data: string;
beforeEach(async () => {
  data = mkdtempSync(join(tmpdir(), 'known-good-verify-'));
  const key = randomBytes(32);
  writeFileSync(join(data, 'vault.key'), `${key.toString('hex')}\n`);
  const vault = (await openDataVaults(data, key)).of(TENANT);
  const editor = vault.edit(undefined);
  for (let number = 0; number < 50; number += 1) editor.put(`user/${number}`, `{"number":${number}}`);
  const root = await editor.commit();
  await append(
    'backup-1',
    ['BackupStarted', { backupId: '1', tenantId: TENANT }],
    ['BackupCompleted', { root }],
  );
});
afterEach(() => rmSync(data, { recursive: true, force: true }));

const ids = countedIds();

async function append(stream: string, ...events: readonly (readonly [string, EventData])[]): Promise<void> {
  const store = openLog({ kind: 'file', file: join(data, 'events.sqlite') });
  await store.append(
    stream,
    'noStream',
    events.map(([type, about]) => ({
      id: ids.next(),
      type,
      data: about,
      metadata: {
        actor: { id: 'a', name: 'Avery Admin' },
        from: '127.0.0.1',
        at: '2026-11-24T09:00:00.000Z',
        correlationId: 'correlation',
        causationId: 'causation',
        schemaVersion: 1,
      },
    })),
  );
  await store.close();
}

/** Signs what the log is now, as the server would. */
async function sign(): Promise<void> {
  const store = openLog({ kind: 'file', file: join(data, 'events.sqlite') });
  const writer = openCheckpointWriter({
    store,
    clock: systemClock,
    origin: 'known-good/test',
    privateKey: readOrCreateCheckpointKey(join(data, 'checkpoint-key.pem')),
    file: join(data, 'checkpoints.jsonl'),
    registerFile: join(data, 'event-register.txt'),
    onProblem: (problem) => {
      throw new Error(problem.code);
    },
  });
  await delay(100);
  await writer.close();
  await store.close();
}

function attack(sql: string): void {
  const database = new DatabaseSync(join(data, 'events.sqlite'));
  database.exec(sql);
  database.close();
}

const verify = (...args: string[]) => runVerify(['--data', data, ...args]);

describe('the command verify', () => {
  test('ends with 0 and a table where all is intact', async () => {
    await sign();
    expect(await verify('--backups')).toEqual({
      exitCode: 0,
      errors: '',
      output: [
        'Events       2 in 1 streams',
        'Checkpoints  1 of 1 agree; the first 2 events are proved, 0 came after',
        'Backups      1 of 1 whole (50 objects and links read)',
        '',
        'Intact.',
        '',
      ].join('\n'),
    });
  });

  test('says so where there is nothing from outside to compare with', async () => {
    const { exitCode, output } = await verify();
    expect(exitCode).toBe(0);
    expect(output).toContain('Checkpoints  none: a rebuilt chain or a cut-off end would not show');
    expect(output).toContain('Backups      not checked (--backups)');
  });

  test('ends with 1 and names the event that was altered', async () => {
    await sign();
    attack(`UPDATE events SET data = '{"root":"00"}' WHERE position = 2`);
    const { exitCode, output } = await verify();
    expect(exitCode).toBe(1);
    expect(output).toMatch(/^altered {8}event {6}backup-1 revision 1 {2}id 0000\S+ {2}position 2$/m);
    expect(output).toMatch(
      /^otherRoot {6}checkpoint {1}number 1 {2}of 2 events {2}\S+Z {2}the first 0 events are as they were signed$/m,
    );
    expect(output).toContain('Not intact: 2 findings.');
  });

  test('shows names that could steer a terminal harmlessly', async () => {
    attack(
      `UPDATE events SET stream = 'backup-1' || char(27) || '[2J', previous_digest = NULL WHERE position = 2`,
    );
    expect((await verify()).output).toContain('backup-1?[2J revision 0');
  });

  test('prints one JSON object on request', async () => {
    await sign();
    attack('DELETE FROM events WHERE position = 2');
    const { exitCode, output } = await verify('--json', '--backups');
    expect(exitCode).toBe(1);
    expect(JSON.parse(output)).toMatchObject({
      intact: false,
      log: {
        events: 1,
        findings: [
          { subject: 'checkpoint', fault: 'logTooShort', treeSize: 2 },
          { subject: 'event', fault: 'missing', stream: 'backup-1', revision: 1 },
        ],
      },
      backups: { intact: true, backups: 0 },
    });
  });

  test('names the backup whose chunks are hurt', async () => {
    const chunks = readdirSync(join(data, 'vault'), { recursive: true, withFileTypes: true });
    for (const file of chunks) if (file.isFile()) truncateSync(join(file.parentPath, file.name), 5);
    const { exitCode, output } = await verify('--backups');
    expect(exitCode).toBe(1);
    expect(output).toMatch(/^damaged {8}backup {5}1 {2}tenant c0ffee00\S+ {2}1 chunks unreadable$/m);
  });

  test('ends with 1 where the event file is none', async () => {
    for (const end of ['-wal', '-shm']) rmSync(join(data, `events.sqlite${end}`), { force: true });
    writeFileSync(join(data, 'events.sqlite'), 'overwritten '.repeat(1_000));
    expect(await verify()).toMatchObject({ exitCode: 1, errors: expect.stringContaining('cannot be read') });
  });

  test.each([
    [[], 'Say with --data'],
    [['--data', 'nowhere'], 'There is no event log at'],
    [['--unknown'], "Unknown option '--unknown'"],
    [['--data', 'nowhere', '--position', '7'], '--position is of use with --server only'],
    [['--data', 'nowhere', '--event-store-prefix', 'x'], 'with --event-store only'],
    [['--server', 'http://localhost:4000'], 'Say with --checkpoint'],
    [['--server', 'http://localhost:4000', '--data', '.'], '--data is of no use with --server'],
    [['--server', 'http://localhost:4000', '--checkpoint', 'nowhere'], 'There is no checkpoint at'],
    [['--server', 'http://localhost:4000', '--checkpoint', 'package.json'], 'into the variable TOKEN'],
  ])('ends with 2 when called with %j', async (args, message) => {
    const { exitCode, errors } = await runVerify(args, {});
    expect(exitCode).toBe(2);
    expect(errors).toContain(message);
    expect(errors).toContain('Usage: verify');
  });

  test('ends with 2 where a file that it was given is missing or of no use', async () => {
    const nowhere = join(data, 'nowhere');
    writeFileSync(join(data, 'none.pem'), 'no key');
    expect(await verify('--checkpoints', nowhere)).toMatchObject({ exitCode: 2 });
    expect(await verify('--public-key', nowhere)).toMatchObject({ exitCode: 2 });
    expect(await verify('--backups', '--vault-key', join(data, 'none.pem'))).toMatchObject({ exitCode: 2 });
    await sign();
    expect(await verify('--public-key', join(data, 'none.pem'))).toMatchObject({ exitCode: 2 });
  });
});
