import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { generateKeyPairSync } from 'node:crypto';
import { appendFileSync, existsSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { eventDigest, type EventStore } from '#event-store';
import { openSqliteEventStore } from '#event-store/sqlite';
import { countedIds, VirtualClock } from '#runtime';
import { leafHashOfDigest } from '../merkle/hashing.js';
import { MerkleTree } from '../merkle/merkle-tree.js';
import { notesIn } from './checkpoint-file.js';
import {
  openCheckpointWriter,
  type CheckpointProblem,
  type CheckpointWriter,
  type CheckpointWriterOptions,
} from './checkpoint-writer.js';
import { openNote } from './signed-note.js';

const { privateKey, publicKey } = generateKeyPairSync('ed25519');
const METADATA = {
  actor: { id: 'a', name: 'Avery Admin' },
  from: '127.0.0.1',
  at: '2026-11-24T09:00:00.000Z',
  correlationId: 'correlation',
  causationId: 'causation',
  schemaVersion: 1,
};

let folder: string;
let store: EventStore;
let clock: VirtualClock;
let problems: CheckpointProblem[];
let writers: CheckpointWriter[];
let ids: ReturnType<typeof countedIds>;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'known-good-checkpoints-'));
  store = openSqliteEventStore({ file: ':memory:' });
  clock = new VirtualClock('2026-11-24T09:00:00Z');
  problems = [];
  writers = [];
  ids = countedIds();
});
afterEach(async () => {
  for (const writer of writers) await writer.close();
  await store.close();
  rmSync(folder, { recursive: true, force: true });
});

const file = (): string => join(folder, 'outside', 'checkpoints.jsonl');
const register = (): string => join(folder, 'outside', 'register.txt');

function open(options: Partial<CheckpointWriterOptions> = {}): CheckpointWriter {
  const writer = openCheckpointWriter({
    store,
    clock,
    origin: 'known-good/test',
    privateKey,
    file: file(),
    onProblem: (problem) => problems.push(problem),
    ...options,
  });
  writers.push(writer);
  return writer;
}

async function close(writer: CheckpointWriter): Promise<void> {
  writers = writers.filter((other) => other !== writer);
  await writer.close();
}

async function append(count: number): Promise<void> {
  for (let appended = 0; appended < count; appended += 1)
    await store.append(`backup-${ids.next()}`, 'noStream', [
      { id: ids.next(), type: 'Counted', data: {}, metadata: METADATA },
    ]);
}

const sizes = (): unknown[] =>
  (existsSync(file()) ? notesIn(readFileSync(file(), 'utf8')) : []).map((note) => {
    const opened = openNote(note, publicKey);
    return typeof opened === 'string' ? opened : opened.treeSize;
  });

async function until(condition: () => boolean): Promise<void> {
  for (let waited = 0; !condition(); waited += 1) {
    if (waited === 500) throw new Error('It did not come to pass.');
    await delay(10);
  }
}

describe('checkpoints are written', () => {
  test('every so many events, and when the writer stops', async () => {
    const writer = open({ everyEvents: 3 });
    await append(1);
    await until(() => existsSync(file()));
    for (const size of [3, 6]) {
      await append(size === 3 ? 2 : 3);
      await until(() => sizes().includes(size));
    }
    await append(1);
    await delay(50);
    await close(writer);
    expect(sizes()).toEqual([3, 6, 7]);
    expect(problems).toEqual([]);
  });

  test('after some time, if there is anything new', async () => {
    open({ everyMs: 5_000 });
    await append(2);
    await delay(50);
    expect(sizes()).toEqual([]);
    clock.advance(5_000);
    await until(() => sizes().length === 1);
    clock.advance(5_000);
    await delay(50);
    expect(sizes()).toEqual([2]);
  });

  test('with the root and time of the log, into a file for its owner only', async () => {
    await append(5);
    const writer = open();
    await delay(50);
    await close(writer);
    const tree = new MerkleTree();
    for await (const event of store.readAll()) tree.append(leafHashOfDigest(eventDigest(event)));
    const [note = ''] = notesIn(readFileSync(file(), 'utf8'));
    expect(openNote(note, publicKey)).toEqual({
      origin: 'known-good/test',
      treeSize: 5,
      rootHash: tree.root(),
      at: '2026-11-24T09:00:00.000Z',
    });
    expect(statSync(file()).mode & 0o777).toBe(0o600);
  });

  test('on from the last one after a restart, even one that was cut short by a crash', async () => {
    await append(4);
    const first = open({ everyEvents: 4, registerFile: register() });
    await until(() => sizes().length === 1);
    await close(first);
    appendFileSync(file(), '{"note":"known-g');
    appendFileSync(register(), 'a line that no checkpoint vouches for\nand half');
    await append(2);
    const second = open({ everyEvents: 2, registerFile: register() });
    await until(() => sizes().length === 2);
    await close(second);
    expect(sizes()).toEqual([4, 6]);
    const lines = readFileSync(register(), 'utf8').split('\n');
    const events = await Array.fromAsync(store.readAll());
    expect(lines).toEqual([
      ...events.map((event) => `${eventDigest(event)} ${event.revision} ${event.stream} ${event.id}`),
      '',
    ]);
    expect(problems).toEqual([]);
  });
});

describe('nothing is signed', () => {
  test('under another key or name than the file’s last checkpoint', async () => {
    await append(1);
    const first = open({ everyEvents: 1 });
    await until(() => sizes().length === 1);
    await close(first);
    await append(1);
    await close(open({ origin: 'known-good/other' }));
    await close(open({ privateKey: generateKeyPairSync('ed25519').privateKey }));
    expect(problems).toEqual([{ code: 'CheckpointFileUnusable' }, { code: 'CheckpointFileUnusable' }]);
    expect(sizes()).toEqual([1]);
  });

  test('once another process writes to the same file', async () => {
    open({ everyEvents: 1 });
    await append(1);
    await until(() => sizes().length === 1);
    appendFileSync(file(), '{"note":"of another process"}\n');
    await append(1);
    await until(() => problems.length > 0);
    expect(problems).toEqual([{ code: 'CheckpointFileShared' }]);
    expect(sizes()).toEqual([1, 'malformed']);
  });
});

describe('a webhook', () => {
  let server: Server;
  let received: string[];
  let failures: number;
  let address: string;
  beforeEach(async () => {
    received = [];
    failures = 0;
    server = createServer((request, response) => {
      let body = '';
      request.setEncoding('utf8').on('data', (part: string) => (body += part));
      request.on('end', () => {
        failures -= 1;
        if (failures < 0) received.push(body);
        response.writeHead(failures < 0 ? 204 : 503).end();
      });
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const at = server.address();
    address = `http://127.0.0.1:${typeof at === 'object' ? at?.port : ''}/checkpoints`;
  });
  afterEach(async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });

  test('receives each checkpoint as its note', async () => {
    open({ everyEvents: 1, webhookUrl: address });
    await append(1);
    await until(() => received.length === 1);
    expect(received).toEqual(notesIn(readFileSync(file(), 'utf8')));
  });

  test('receives the last checkpoint when the writer stops', async () => {
    const writer = open({ webhookUrl: address });
    await append(1);
    await delay(50);
    await close(writer);
    expect(received).toEqual(notesIn(readFileSync(file(), 'utf8')));
    expect(received).toHaveLength(1);
  });

  test('that fails for a while is tried again, and then only with the newest', async () => {
    failures = 1;
    open({ everyEvents: 1, webhookUrl: address });
    await append(1);
    await until(() => failures === 0);
    await append(3);
    await until(() => sizes().length === 4);
    for (let waited = 0; received.length < 2; waited += 1) {
      clock.advance(1_000);
      await delay(10);
      if (waited > 500) throw new Error('It was not tried again.');
    }
    const notes = notesIn(readFileSync(file(), 'utf8'));
    expect(received).toEqual([notes[0], notes[3]]);
    expect(problems).toEqual([]);
  });

  test('that is down holds nothing up, and is reported', async () => {
    failures = Number.POSITIVE_INFINITY;
    open({ everyEvents: 1, webhookUrl: address });
    await append(2);
    await until(() => sizes().length === 2);
    for (let waited = 0; problems.length === 0; waited += 1) {
      clock.advance(10_000);
      await delay(10);
      if (waited > 500) throw new Error('It was not reported.');
    }
    expect(problems[0]).toMatchObject({ code: 'CheckpointNotPosted' });
    expect(received).toEqual([]);
  });

  test.each(['http://example.com/', 'ftp://localhost/', 'file:///tmp/x', 'nowhere'])(
    'is never %s',
    (webhookUrl) => {
      expect(() => open({ webhookUrl })).toThrow(RangeError);
    },
  );
});
