import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { verifyChain, type EventStore, type NewEvent, type RecordedEvent } from '#event-store';
import { openSqliteEventStore } from '#event-store/sqlite';

type Figures = Readonly<Record<string, number>>;

/**
 * The embedded event store beside the bare driver doing the same work in the same run: the same rows, the same
 * durability (synchronous=FULL), one transaction an append.
 */
export async function benchEventStore(events: number): Promise<Figures> {
  const folder = mkdtempSync(join(tmpdir(), 'known-good-bench-'));
  try {
    const rows: [string, number, number][] = [];
    for (const [label, size] of [
      ['append one by one', 1],
      ['append by 20', 20],
      ['append by 1,000', 1_000],
    ] as const) {
      const count = size === 1 ? Math.min(events, 20_000) : events;
      const ours = await rateOfAppends(join(folder, `ours-${size}.sqlite`), count, size);
      rows.push([label, ours, bareAppends(join(folder, `bare-${size}.sqlite`), count, size)]);
    }
    const file = join(folder, 'ours-20.sqlite');
    rows.push(['replay', await rateOfReplay(file), bareReplay(file)]);
    rows.push(['chain check', await rateOfChainCheck(file), Number.NaN]);
    print(rows);
    return Object.fromEntries(rows.flatMap(([label, ours, bare]) => figuresOf(label, ours, bare)));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function figuresOf(label: string, ours: number, bare: number): [string, number][] {
  const name = label.replaceAll(/[^a-z0-9]+/g, '_');
  const own: [string, number] = [`${name}_per_second`, Math.round(ours)];
  return Number.isNaN(bare) ? [own] : [own, [`${name}_ratio`, Number((ours / bare).toFixed(3))]];
}

function print(rows: readonly (readonly [string, number, number])[]): void {
  process.stdout.write(
    `${'events a second'.padEnd(22)}${'known good'.padStart(12)}${'bare driver'.padStart(14)}${'ratio'.padStart(8)}\n`,
  );
  for (const [label, ours, bare] of rows) {
    const other = Number.isNaN(bare) ? '' : Math.round(bare).toLocaleString('en');
    const ratio = Number.isNaN(bare) ? '' : (ours / bare).toFixed(2);
    process.stdout.write(
      `${label.padEnd(22)}${Math.round(ours).toLocaleString('en').padStart(12)}${other.padStart(14)}${ratio.padStart(8)}\n`,
    );
  }
}

async function rateOfAppends(file: string, count: number, size: number): Promise<number> {
  const store = openSqliteEventStore({ file });
  const began = performance.now();
  for (let first = 0; first < count; first += size) {
    const appended = await store.append(
      'recovery-bench',
      first === 0 ? 'noStream' : first - 1,
      Array.from({ length: size }, (_, index) => sample(first + index)),
    );
    if (!appended.appended) throw new Error('A sole writer met a conflict.');
  }
  const rate = perSecond(count, began);
  await store.close();
  return rate;
}

function bareAppends(file: string, count: number, size: number): number {
  const database = new DatabaseSync(file);
  database.exec(
    'PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; CREATE TABLE events (position INTEGER PRIMARY KEY, stream TEXT, revision INTEGER, id TEXT UNIQUE, type TEXT, data TEXT, metadata TEXT, UNIQUE (stream, revision))',
  );
  const insert = database.prepare(
    'INSERT INTO events (stream, revision, id, type, data, metadata) VALUES (?, ?, ?, ?, ?, ?)',
  );
  const began = performance.now();
  for (let first = 0; first < count; first += size) {
    database.exec('BEGIN IMMEDIATE');
    for (let index = first; index < first + size; index += 1) {
      const { id, type, data, metadata } = sample(index);
      insert.run('recovery-bench', index, id, type, JSON.stringify(data), JSON.stringify(metadata));
    }
    database.exec('COMMIT');
  }
  const rate = perSecond(count, began);
  database.close();
  return rate;
}

async function rateOfReplay(file: string): Promise<number> {
  return withStore(file, async (store) => {
    const began = performance.now();
    let count = 0;
    for await (const event of store.readAll()) count += event.type === '' ? 0 : 1;
    return perSecond(count, began);
  });
}

function bareReplay(file: string): number {
  const database = new DatabaseSync(file, { readOnly: true });
  const began = performance.now();
  let count = 0;
  for (const row of database.prepare('SELECT * FROM events ORDER BY position').iterate()) {
    JSON.parse(String(row['data']));
    JSON.parse(String(row['metadata']));
    count += 1;
  }
  const rate = perSecond(count, began);
  database.close();
  return rate;
}

async function rateOfChainCheck(file: string): Promise<number> {
  return withStore(file, async (store) => {
    const events: RecordedEvent[] = [];
    for await (const event of store.readStream('recovery-bench')) events.push(event);
    const began = performance.now();
    const checked = await verifyChain(events);
    if (!checked.intact) throw new Error('The chain is broken.');
    return perSecond(events.length, began);
  });
}

async function withStore<Result>(file: string, use: (store: EventStore) => Promise<Result>): Promise<Result> {
  const store = openSqliteEventStore({ file });
  try {
    return await use(store);
  } finally {
    await store.close();
  }
}

const perSecond = (count: number, began: number): number => count / ((performance.now() - began) / 1_000);

/** A step's event, as recoveries write them: about 450 bytes. */
function sample(index: number): NewEvent {
  const id = index.toString(16).padStart(12, '0');
  return {
    id: `00000000-0000-4000-8000-${id}`,
    type: 'RecoveryStepApplied',
    data: {
      step: index,
      objectType: 'user',
      objectId: `11111111-0000-4000-8000-${id}`,
      action: 'update',
      attributes: ['department'],
      verifiedByReading: false,
    },
    metadata: {
      actor: { id: '22222222-0000-4000-8000-000000000001', name: 'Avery Admin' },
      from: 'worker',
      at: '2026-11-24T12:00:00.000Z',
      correlationId: '33333333-0000-4000-8000-000000000001',
      causationId: '44444444-0000-4000-8000-000000000001',
      schemaVersion: 1,
    },
  };
}
