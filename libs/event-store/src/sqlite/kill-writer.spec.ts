import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { DatabaseSync } from 'node:sqlite';
import { setTimeout as delay } from 'node:timers/promises';
import { seededRandom } from '#runtime';
import { startWriterProcess } from '../another-process.contract.js';
import { idsOf, take } from '../contract/log-under-test.contract.js';
import { verifyChain } from '../verify-chain.js';
import { temporaryLog } from './temporary-log.contract.js';

/** How often a writer is killed: a few times in every test run, thousands of times before a release. */
const ROUNDS = Number(process.env['KNOWN_GOOD_KILL_ROUNDS'] ?? 10);
/** Each stream outlives so many writers, and then another one is begun, so that a round costs the same at the end. */
const ROUNDS_A_STREAM = 10;
const ROUND_TIMEOUT = 6_000;

let log: Awaited<ReturnType<typeof temporaryLog>>;
beforeAll(async () => {
  log = await temporaryLog();
});
afterAll(() => log.remove());

test(
  `loses no acknowledged event and breaks no chain when its writer is killed ${ROUNDS} times`,
  async () => {
    const random = seededRandom(20_261_124);
    const acknowledged: string[] = [];
    for (let round = 0; round < ROUNDS; round += 1) {
      const stream = `recovery-${Math.floor(round / ROUNDS_A_STREAM)}`;
      const told = await killedWriter(stream, 1 + (round % 20), 5 + random.next() * 60);
      const kept = await take(log.store.readStream(stream));
      const found = new Set(idsOf(kept));
      expect(told.filter((id) => !found.has(id))).toEqual([]);
      expect(await verifyChain(kept)).toMatchObject({ intact: true, events: kept.length });
      acknowledged.push(...told);
    }
    const stored = new Set(idsOf(await take(log.store.readAll())));
    expect(acknowledged.filter((id) => !stored.has(id))).toEqual([]);
    expect(acknowledged.length).toBeGreaterThan(ROUNDS);
    expect(integrity(log.file)).toBe('ok');
  },
  ROUNDS * ROUND_TIMEOUT,
);

/** Lets a writer append without end, kills it in the middle, and tells what it had acknowledged. */
async function killedWriter(stream: string, size: number, lifetime: number): Promise<readonly string[]> {
  const writer = startWriterProcess({
    file: log.file,
    stream,
    groups: Number.MAX_SAFE_INTEGER,
    size,
  });
  await writer.ready;
  await delay(lifetime);
  await writer.kill();
  return writer.acknowledged;
}

function integrity(file: string): unknown {
  const database = new DatabaseSync(file);
  const row = database.prepare('PRAGMA integrity_check').get();
  database.close();
  return row?.['integrity_check'];
}
