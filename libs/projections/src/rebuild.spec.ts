import { existsSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { describe, expect, it } from '@jest/globals';
import {
  following,
  GivenLog,
  recoveryStarted,
  reportStarted,
  stepApplied,
  tenantConnected,
  withFolder,
  type Following,
} from './given-log.contract.js';
import { PROJECTION_TABLES } from './projection/projection-tables.js';
import type { RebuildProgress } from './rebuild.js';

const { signal } = new AbortController();
const STEPS = 2_000;

async function givenLongLog(): Promise<GivenLog> {
  const log = new GivenLog();
  await log.happened('tenant', 't1', tenantConnected('t1'), reportStarted('d1'), recoveryStarted('r1'));
  for (let from = 0; from < STEPS; from += 500)
    await log.happened(
      'recovery',
      'r1',
      ...Array.from({ length: 500 }, (_, step) => stepApplied(from + step)),
    );
  return log;
}

const asAnswered = ({ models }: Following): unknown => [
  models.tenant('t1'),
  models.recovery('r1'),
  models.recoverySteps('r1', {}, { first: 5 }),
  models.auditLog('t1', {}, { first: 5 }),
];

function rowsIn(file: string): unknown {
  const database = new DatabaseSync(file, { readOnly: true });
  const rows = PROJECTION_TABLES.tables.map((table) => database.prepare(`SELECT * FROM ${table}`).all());
  database.close();
  return rows;
}

describe('A rebuild', () => {
  it.each(['in a file', 'in memory'])('answers every question throughout: %s', (where) =>
    withFolder(async (folder) => {
      const log = await givenLongLog();
      const file = where === 'in a file' ? join(folder, 'read-models.db') : ':memory:';
      const readModels = await following(log.store, { file });
      const before = asAnswered(readModels);
      const told: RebuildProgress[] = [];
      let done = false;
      let asked = 0;
      const rebuilt = readModels
        .rebuild(signal, (progress) => told.push(progress))
        .finally(() => {
          done = true;
        });
      while (!done) {
        expect(asAnswered(readModels)).toEqual(before);
        asked += 1;
        await nextTurn();
      }
      await rebuilt;
      expect(asAnswered(readModels)).toEqual(before);
      expect(asked).toBeGreaterThan(3);
      expect(told.at(0)).toEqual({ applied: 0, total: STEPS + 3, ratio: 0 });
      expect(told.at(-1)).toEqual({ applied: STEPS + 3, total: STEPS + 3, ratio: 1 });
      expect(readModels.rebuildProgress()).toBeUndefined();
      await readModels.stop();
    }),
  );

  it('gives the same rows, and leaves nothing beside them', () =>
    withFolder(async (folder) => {
      const file = join(folder, 'read-models.db');
      const readModels = await following((await givenLongLog()).store, { file });
      const before = rowsIn(file);
      await readModels.rebuild(signal);
      expect(rowsIn(file)).toEqual(before);
      await readModels.stop();
      expect(readdirSync(folder).sort()).toEqual(['read-models.db', 'read-models.db.changes']);
    }));

  it('puts right rows that were wrong', () =>
    withFolder(async (folder) => {
      const file = join(folder, 'read-models.db');
      const readModels = await following((await givenLongLog()).store, { file });
      const before = asAnswered(readModels);
      const other = new DatabaseSync(file);
      other.exec(`DELETE FROM audit; UPDATE documents SET body = '{}' WHERE kind = 'recovery'`);
      other.close();
      expect(asAnswered(readModels)).not.toEqual(before);
      await readModels.rebuild(signal);
      expect(asAnswered(readModels)).toEqual(before);
      await readModels.stop();
    }));

  it('misses nothing that happens meanwhile or after', async () => {
    const log = await givenLongLog();
    const readModels = await following(log.store);
    const rebuilt = readModels.rebuild(signal);
    for (let step = STEPS; step < STEPS + 20; step += 1) {
      await log.happened('recovery', 'r1', stepApplied(step));
      await nextTurn();
    }
    await rebuilt;
    const position = await log.happened('recovery', 'r1', stepApplied(STEPS + 20));
    await readModels.reached(position, signal);
    expect(readModels.models.recovery('r1')?.settledSteps).toBe(STEPS + 21);
    expect(readModels.models.auditLog('t1', {}, { first: 1 }).totalCount).toBe(STEPS + 24);
    await readModels.stop();
  });

  it('is not noticed by those who follow a job: what comes after it reaches them, to the end', async () => {
    const log = await givenLongLog();
    const readModels = await following(log.store);
    const settled: number[] = [];
    const followed = (async () => {
      for await (const { settledSteps, ended } of readModels.followProgress('r1', signal))
        settled.push(settledSteps, ended ? -1 : 0);
    })();
    await readModels.rebuild(signal);
    await log.happened('recovery', 'r1', stepApplied(STEPS), {
      type: 'RecoveryCancelled',
      data: { objectsModified: STEPS + 1, linksModified: 0, failedChanges: 0, skippedChanges: 0 },
    });
    await followed;
    expect(settled.slice(-2)).toEqual([STEPS + 1, -1]);
    await readModels.stop();
  });

  it('leaves a replay that is under way whole', async () => {
    const readModels = await following((await givenLongLog()).store);
    const replayed: string[] = [];
    let rebuilt: Promise<void> | undefined;
    for await (const { id } of readModels.models.replay('t1', {}, signal)) {
      replayed.push(id);
      if (replayed.length === 10) rebuilt = readModels.rebuild(signal);
      if (replayed.length % 100 === 0) await nextTurn();
    }
    await rebuilt;
    expect(new Set(replayed).size).toBe(STEPS + 3);
    expect(replayed).toHaveLength(STEPS + 3);
    await readModels.stop();
  });

  it('keeps the changes of reports', async () => {
    const readModels = await following((await givenLongLog()).store);
    await readModels.changes.fill('d1', (async function* () {})());
    await readModels.rebuild(signal);
    expect(readModels.changes.has('d1')).toBe(true);
    await readModels.stop();
  });

  it('leaves all as it was when it is given up', () =>
    withFolder(async (folder) => {
      const file = join(folder, 'read-models.db');
      const readModels = await following((await givenLongLog()).store, { file });
      const before = asAnswered(readModels);
      const givingUp = new AbortController();
      const rebuilt = readModels.rebuild(givingUp.signal, ({ applied }) => {
        if (applied > 0) givingUp.abort(new Error('Enough.'));
      });
      await expect(rebuilt).rejects.toThrow('Enough.');
      expect(asAnswered(readModels)).toEqual(before);
      expect(existsSync(`${file}.rebuilding`)).toBe(false);
      await readModels.stop();
    }));

  it('that was cut off by the end of its process leaves nothing behind for long', () =>
    withFolder(async (folder) => {
      const file = join(folder, 'read-models.db');
      writeFileSync(`${file}.rebuilding`, 'half a database');
      const readModels = await following((await givenLongLog()).store, { file });
      expect(existsSync(`${file}.rebuilding`)).toBe(false);
      await readModels.stop();
    }));

  it('goes on alone: a second one is refused meanwhile', async () => {
    const readModels = await following((await givenLongLog()).store);
    const first = readModels.rebuild(signal);
    await expect(readModels.rebuild(signal)).rejects.toThrow('being rebuilt already');
    await first;
    await expect(readModels.rebuild(signal)).resolves.toBeUndefined();
    await readModels.stop();
  });
});
