import { generateKeyPairSync } from 'node:crypto';
import { copyFile, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { eventDigest, type EventStore, type NewEvent, type RecordedEvent } from '#event-store';
import { openSqliteEventStore } from '#event-store/sqlite';
import { VirtualClock } from '#runtime';
import { notesIn } from '../checkpoint/checkpoint-file.js';
import { openCheckpointWriter, type CheckpointProblem } from '../checkpoint/checkpoint-writer.js';
import { verifyLog, type LogVerdict } from './verify-log.js';

const PAIR = generateKeyPairSync('ed25519');

/** What an attacker has: the store's file, and all the time in the world. What is kept outside is out of reach. */
export class LogUnderAttack {
  private numbered = 0;

  private constructor(
    readonly folder: string,
    readonly clock = new VirtualClock('2026-11-24T09:00:00Z'),
  ) {}

  static async begin(): Promise<LogUnderAttack> {
    return new LogUnderAttack(await mkdtemp(join(tmpdir(), 'known-good-proof-')));
  }

  get store(): string {
    return join(this.folder, 'events.sqlite');
  }

  get checkpoints(): string {
    return join(this.folder, 'checkpoints.jsonl');
  }

  /** Appends one event after the other, each to the stream named for it, as the product would. */
  async append(streams: readonly string[]): Promise<void> {
    await this.withStore(async (store) => {
      for (const stream of streams) {
        let revision: number | undefined;
        for await (const event of store.readStream(stream)) revision = event.revision;
        await store.append(stream, revision ?? 'noStream', [this.event()]);
      }
    });
  }

  /** Lets a writer sign what the log is now, and answers what it complained of. */
  async sign(): Promise<readonly CheckpointProblem[]> {
    const problems: CheckpointProblem[] = [];
    await this.withStore(async (store) => {
      const seen = await this.events();
      let caughtUp = (): void => undefined;
      const reached = new Promise<void>((resolve) => (caughtUp = resolve));
      const writer = openCheckpointWriter({
        store: { subscribe: (options) => tellingEnd(store.subscribe(options), () => caughtUp()) },
        clock: this.clock,
        origin: 'known-good/test',
        privateKey: PAIR.privateKey,
        file: this.checkpoints,
        registerFile: join(this.folder, 'register.txt'),
        everyEvents: Math.max(1, seen.length),
        onProblem: (problem) => problems.push(problem),
      });
      await reached;
      await writer.close();
    });
    this.clock.advance(60_000);
    return problems;
  }

  /** Runs SQL behind the product's back. */
  attack(sql: string): void {
    const database = new DatabaseSync(this.store);
    database.exec(sql);
    database.close();
  }

  /** Brings the links of a stream in order again, as an attacker who knows the encoding would. */
  async rebuildChain(stream: string): Promise<void> {
    const database = new DatabaseSync(this.store);
    const relink = database.prepare(
      'UPDATE events SET previous_digest = ?, digest = ? WHERE stream = ? AND revision = ?',
    );
    let previousDigest: string | null = null;
    for (const event of (await this.events()).filter((one) => one.stream === stream)) {
      const digest = eventDigest({ ...event, previousDigest });
      relink.run(previousDigest, digest, stream, event.revision);
      previousDigest = digest;
    }
    database.close();
  }

  /** Keeps a copy of the store as it is, to put in its place later. */
  async copyStore(): Promise<() => Promise<void>> {
    this.attack('PRAGMA wal_checkpoint(TRUNCATE)');
    const copy = `${this.store}.copy`;
    await copyFile(this.store, copy);
    return async () => {
      for (const end of ['-wal', '-shm']) await rm(`${this.store}${end}`, { force: true });
      await copyFile(copy, this.store);
    };
  }

  async notes(): Promise<string[]> {
    return notesIn(await readFile(this.checkpoints, 'utf8'));
  }

  /** What is found with the checkpoints kept outside, and with the register unless it is left out. */
  async verdict(
    with_: { readonly register?: boolean; readonly notes?: readonly string[] } = {},
  ): Promise<LogVerdict> {
    const notes = with_.notes ?? (await this.notes());
    const register =
      with_.register === false
        ? undefined
        : pieces(await readFile(join(this.folder, 'register.txt'), 'utf8'));
    return this.withStore((store) =>
      verifyLog({ events: store.readAll(), outside: { notes, publicKey: PAIR.publicKey, register } }),
    );
  }

  /** What the chains alone show. */
  async verdictOfChains(): Promise<LogVerdict> {
    return this.withStore((store) => verifyLog({ events: store.readAll() }));
  }

  async events(): Promise<RecordedEvent[]> {
    return this.withStore((store) => Array.fromAsync(store.readAll()));
  }

  async remove(): Promise<void> {
    await rm(this.folder, { recursive: true, force: true });
  }

  private async withStore<Result>(use: (store: EventStore) => Promise<Result>): Promise<Result> {
    const store = openSqliteEventStore({ file: this.store });
    try {
      return await use(store);
    } finally {
      await store.close();
    }
  }

  private event(): NewEvent {
    this.numbered += 1;
    return {
      id: idOf(this.numbered),
      type: 'Counted',
      data: { number: this.numbered },
      metadata: {
        actor: { id: idOf(0), name: 'Avery Admin' },
        from: '127.0.0.1',
        at: this.clock.now().toISOString(),
        correlationId: 'correlation',
        causationId: 'causation',
        schemaVersion: 1,
      },
    };
  }
}

/** The id of the event that was appended as the log's `number`th, from 1. */
export function idOf(number: number): string {
  return `00000000-0000-4000-8000-${String(number).padStart(12, '0')}`;
}

/** A text in pieces that end within lines. */
async function* pieces(text: string): AsyncGenerator<string> {
  for (let at = 0; at < text.length; at += 100) yield text.slice(at, at + 100);
}

async function* tellingEnd<Item extends { readonly kind: string }>(
  items: AsyncIterable<Item>,
  caughtUp: () => void,
): AsyncGenerator<Item> {
  try {
    for await (const item of items) {
      yield item;
      if (item.kind === 'caughtUp') caughtUp();
    }
  } finally {
    // A writer that refuses breaks the subscription off.
    caughtUp();
  }
}
