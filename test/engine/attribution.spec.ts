import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { AuditRecord } from '#directory';
import { reportedChanges } from '#jobs';
import { ADMINISTRATOR, ALL, Engine, granted, TENANT } from '../support/engine.js';

const guid = (n: number): string => `dddddddd-0000-4000-8000-${n.toString(16).padStart(12, '0')}`;
const MALLORY = { kind: 'user', id: guid(99), name: 'Mallory' } as const;
const SCRIPT = { kind: 'application', id: guid(98), name: 'Nightly script' } as const;

describe('what is noted beside the changes of a report: who made them', () => {
  let engine: Engine;
  let backup: string;

  beforeEach(async () => {
    engine = new Engine();
    for (let n = 0; n < 3; n += 1) engine.directory.put('user', guid(n), { displayName: `Person ${n}` });
    await engine.connect();
    engine.startWorker();
    backup = await engine.takeBackup();
    engine.clock.advance(60_000);
    engine.directory.put('user', guid(1), { displayName: 'Renamed' });
  });
  afterEach(() => engine.close());

  const did = (target: string, more: Partial<AuditRecord> = {}): AuditRecord => ({
    at: engine.clock.now().toISOString(),
    activity: 'Update user',
    actor: MALLORY,
    targets: [target],
    ...more,
  });

  async function report() {
    const options = { backupId: backup, scope: ALL };
    const { id } = granted(await engine.requests.startDifferenceReport(TENANT, options, ADMINISTRATOR));
    expect(await engine.ended(id)).toBe('completed');
    const changes = await Array.fromAsync(reportedChanges(engine.aggregates, engine.vaults, id));
    const completed = (await engine.eventsOf(`differenceReport-${id}`)).at(-1);
    return { changes, completed };
  }

  it('is told with each change, and kept out of the log', async () => {
    const early = new Date(engine.clock.now().getTime() - 30_000).toISOString();
    engine.directory.auditLog = [
      did(guid(1)),
      did(guid(1), { at: early }),
      did(guid(1), { actor: SCRIPT, activity: 'Disable account' }),
      did(guid(2)),
    ];
    const { changes, completed } = await report();
    expect(changes.map(({ id, madeBy }) => ({ id, madeBy }))).toEqual([
      {
        id: guid(1),
        madeBy: expect.arrayContaining([
          { actor: MALLORY, activity: 'Update user', at: expect.any(String), firstAt: early, count: 2 },
          { actor: SCRIPT, activity: 'Disable account', at: expect.any(String), count: 1 },
        ]),
      },
    ]);
    expect(completed?.data).toMatchObject({ attribution: { root: expect.any(String), gap: null } });
    expect(JSON.stringify(completed)).not.toContain('Mallory');
  });

  it('from before the backup does not count', async () => {
    engine.directory.auditLog = [did(guid(1), { at: '2026-11-01T00:00:00.000Z' })];
    const { changes, completed } = await report();
    expect(changes[0]?.madeBy).toBeUndefined();
    expect(completed?.data).toMatchObject({ attribution: { root: null, gap: null } });
  });

  it('may not be known, and the report completes all the same', async () => {
    engine.directory.auditsEnd = { whole: false, cause: 'permission' };
    const { changes, completed } = await report();
    expect(changes).toHaveLength(1);
    expect(completed?.data).toMatchObject({ attribution: { root: null, gap: 'permission' } });
  });

  it('is not asked where nothing has changed', async () => {
    engine.directory.put('user', guid(1), { displayName: 'Person 1' });
    engine.directory.auditLog = [did(guid(1))];
    const { completed } = await report();
    expect(completed?.data).not.toHaveProperty('attribution');
  });

  it('comes with what the recovering application needs for holders of roles', async () => {
    const administrators = guid(50);
    engine.directory.put('group', administrators, {
      displayName: 'Administrators',
      isAssignableToRole: true,
    });
    engine.directory.link(administrators, guid(1));
    engine.directory.holders.add(administrators).add(guid(2));
    backup = await engine.takeBackup();
    for (const n of [0, 1, 2])
      engine.directory.put('user', guid(n), { displayName: `Person ${n}`, mobilePhone: '+1', city: 'Rome' });
    engine.directory.link(administrators, guid(0));
    const { changes } = await report();
    const role = { kind: 'directoryRole', name: 'Privileged Authentication Administrator' };
    const permission = { kind: 'permission', name: 'RoleManagement.ReadWrite.Directory' };
    expect(Object.fromEntries(changes.map(({ id, needs }) => [id, needs]))).toEqual({
      // Someone who was made a member since holds the role now.
      [guid(0)]: [role],
      [guid(1)]: [role],
      [guid(2)]: [role],
      [administrators]: [permission],
    });
  });

  it('outlives a sweep for as long as the report is kept', async () => {
    engine.directory.auditLog = [did(guid(1))];
    const options = { backupId: backup, scope: ALL };
    const { id } = granted(await engine.requests.startDifferenceReport(TENANT, options, ADMINISTRATOR));
    await engine.ended(id);
    engine.clock.advance(2 * 3_600_000);
    await engine.keepHouse();
    const changes = await Array.fromAsync(reportedChanges(engine.aggregates, engine.vaults, id));
    expect(changes[0]?.madeBy?.[0]?.actor).toEqual(MALLORY);
  });
});
