import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { describe, expect, it } from '@jest/globals';
import {
  following,
  GivenLog,
  recoveryStarted,
  reportStarted,
  stepApplied,
  tenantConnected,
  withFolder,
} from './given-log.contract.js';
import { openReadModels } from './open-read-models.js';

const soon = () => AbortSignal.timeout(5_000);

/** The store, noting from where it is followed. */
function watched(log: GivenLog) {
  const followedFrom: (string | undefined)[] = [];
  const { store } = log;
  return {
    followedFrom,
    store: Object.assign(Object.create(store) as typeof store, {
      subscribe: (options: Parameters<typeof store.subscribe>[0]) => {
        followedFrom.push(options.after);
        return store.subscribe(options);
      },
    }),
  };
}

describe('Following the log', () => {
  it('catches up, then applies each new event as it is stored', async () => {
    const log = new GivenLog();
    await log.happened('tenant', 't1', tenantConnected('t1'));
    const readModels = await following(log.store);
    expect(readModels.models.tenant('t1')?.displayName).toBe('Tenant t1');

    const position = await log.happened('tenant', 't1', recoveryStarted('r1'));
    await readModels.reached(position, soon());
    expect(readModels.models.tenant('t1')?.runningJobId).toBe('r1');
    expect(readModels.position()).toBe(position);
    await readModels.stop();
  });

  it('catches up with an empty log at once', async () => {
    const readModels = await following(new GivenLog().store);
    expect(readModels.position()).toBeUndefined();
    await readModels.stop();
  });

  it('stops waiting for a position when told to', async () => {
    const readModels = await following(new GivenLog().store);
    const giveUp = new AbortController();
    const waiting = readModels.reached('7', giveUp.signal);
    giveUp.abort(new Error('Enough.'));
    await expect(waiting).rejects.toThrow('Enough.');
    await readModels.stop();
  });

  it('goes on from its checkpoint after a restart', () =>
    withFolder(async (folder) => {
      const log = new GivenLog();
      const { store, followedFrom } = watched(log);
      const file = join(folder, 'read-models.db');
      const checkpoint = await log.happened('tenant', 't1', tenantConnected('t1'));
      await (await following(store, { file })).stop();
      await log.happened('tenant', 't1', recoveryStarted('r1'));

      const readModels = await following(store, { file });
      expect(followedFrom).toEqual([undefined, checkpoint]);
      expect(readModels.models.recovery('r1')?.tenantId).toBe('t1');
      await readModels.stop();
    }));

  it('passes over event types of a later version', async () => {
    const log = new GivenLog();
    await log.append('tenant-t1', { type: 'OfALaterVersion', data: { anything: 1 } });
    const position = await log.append('somethingElse-1', { type: 'TenantConnected', data: {} });
    const readModels = await following(log.store);
    expect(readModels.position()).toBe(position);
    await readModels.stop();
  });

  it('reports an event that cannot be applied, and goes on with the next', async () => {
    const log = new GivenLog();
    await log.happened('tenant', 't1', tenantConnected('t1'));
    await log.append('tenant-t1', { type: 'JobStarted', data: { jobId: 'broken', kind: 'recovery' } });
    await log.happened('tenant', 't1', recoveryStarted('r1'));
    const skipped: unknown[] = [];
    const readModels = await following(log.store, { onError: (_error, event) => skipped.push(event?.type) });

    expect(skipped).toEqual(['JobStarted']);
    expect(readModels.models.tenant('t1')?.runningJobId).toBe('r1');
    expect(readModels.models.auditLog('t1', {}, { first: 10 }).totalCount).toBe(2);
    await readModels.stop();
  });
});

/** Read models of which the header alone is left whole. */
function damagedReadModels(file: string): void {
  openReadModels({ file, store: new GivenLog().store }).close();
  const bytes = readFileSync(file);
  writeFileSync(file, bytes.fill(0xff, 4_096));
}

describe('The file of the read models', () => {
  it('is built again when it was made by another version', () =>
    withFolder(async (folder) => {
      const file = join(folder, 'read-models.db');
      const log = new GivenLog();
      await log.happened('tenant', 't1', tenantConnected('t1'));
      await (await following(log.store, { file })).stop();
      const database = new DatabaseSync(file);
      database.exec(`UPDATE versions SET version = 'older' WHERE name = 'projection'; DROP TABLE audit;`);
      database.close();

      const { store, followedFrom } = watched(log);
      const readModels = await following(store, { file });
      expect(followedFrom).toEqual([undefined]);
      expect(readModels.models.auditLog('t1', {}, { first: 10 }).totalCount).toBe(1);
      await readModels.stop();
    }));

  it('starts over when it belongs to another log', () =>
    withFolder(async (folder) => {
      const file = join(folder, 'read-models.db');
      const former = new GivenLog();
      await former.happened('tenant', 't1', tenantConnected('t1'), recoveryStarted('r1'));
      await (await following(former.store, { file })).stop();
      const other = new GivenLog();
      await other.happened('tenant', 't2', tenantConnected('t2'));

      const readModels = await following(other.store, { file });
      expect(readModels.models.tenant('t1')).toBeUndefined();
      expect(readModels.models.tenant('t2')?.id).toBe('t2');
      await readModels.stop();
    }));

  it.each<[string, (file: string) => void]>([
    [
      'no database',
      (file) => writeFileSync(file, 'This is text, and longer than a header of SQLite is. '.repeat(40)),
    ],
    ['damaged', damagedReadModels],
    ["another program's", (file) => new DatabaseSync(file).exec('CREATE TABLE mine (value TEXT)')],
  ])('is set aside when it is %s', (_what, write) =>
    withFolder(async (folder) => {
      const file = join(folder, 'read-models.db');
      write(file);
      const log = new GivenLog();
      await log.happened('tenant', 't1', tenantConnected('t1'));

      const readModels = await following(log.store, { file });
      expect(readModels.models.tenant('t1')?.id).toBe('t1');
      expect(existsSync(`${file}.set-aside`)).toBe(true);
      await readModels.stop();
    }),
  );
});

describe('The index of changes', () => {
  it("lets go of a report's changes when the report is retired", async () => {
    const log = new GivenLog();
    await log.happened('tenant', 't1', tenantConnected('t1'), reportStarted('r1'));
    const readModels = await following(log.store);
    await readModels.changes.fill('r1', (async function* () {})());
    expect(readModels.changes.has('r1')).toBe(true);

    const position = await log.happened('tenant', 't1', { type: 'JobRetired', data: { jobId: 'r1' } });
    await readModels.reached(position, soon());
    expect(readModels.changes.has('r1')).toBe(false);
    await readModels.stop();
  });
});

describe('Many events', () => {
  it('are applied while questions go on being answered', async () => {
    const log = new GivenLog();
    await log.happened('tenant', 't1', tenantConnected('t1'), recoveryStarted('r1'));
    for (let from = 0; from < 3_000; from += 500)
      await log.happened(
        'recovery',
        'r1',
        ...Array.from({ length: 500 }, (_, step) => stepApplied(from + step)),
      );
    let turns = 0;
    const counting = setInterval(() => (turns += 1), 1);
    const readModels = await following(log.store);
    clearInterval(counting);

    expect(readModels.models.recovery('r1')?.objectsModified).toBe(3_000);
    expect(turns).toBeGreaterThan(3);
    await readModels.stop();
  });
});
