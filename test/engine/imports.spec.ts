import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { encodeObject, fromGraph, linkKey, objectKey, type JsonObject, type ObjectType } from '#catalogue';
import { reportedChanges } from '#jobs';
import { isRefusal, type Change } from '#protection';
import type { Entry } from '#vault';
import { ADMINISTRATOR, ALL, Engine, granted, TENANT } from '../support/engine.js';

const guid = (n: number): string => `dddddddd-0000-4000-8000-${n.toString(16).padStart(12, '0')}`;
const [GROUP, OTHER_GROUP] = [guid(900), guid(901)];

const object = (type: ObjectType, id: string, attributes: JsonObject): Entry => {
  const told = fromGraph(type, id, 'live', attributes);
  const given = Object.fromEntries(
    Object.keys(attributes).map((name) => [name, told.attributes[name] ?? null]),
  );
  return { key: objectKey(told), value: encodeObject({ ...told, attributes: given }) };
};
const member = (id: string, target: string): Entry => ({
  key: linkKey({ type: 'group', id, link: 'members', target }),
  value: '',
});

describe('an import', () => {
  let engine: Engine;

  beforeEach(async () => {
    engine = new Engine();
    const { directory } = engine;
    for (let n = 0; n < 5; n += 1)
      directory.put('user', guid(n), {
        displayName: `Person ${n}`,
        department: 'Sales',
        accountEnabled: true,
      });
    for (const id of [GROUP, OTHER_GROUP]) {
      directory.put('group', id, { displayName: 'Staff', securityEnabled: true });
      for (const n of [0, 1]) directory.link(id, guid(n));
    }
    await engine.connect();
    engine.startWorker();
  });
  afterEach(() => engine.close());

  const imported = async (entries: readonly Entry[], name = 'Export'): Promise<string> => {
    return completed(await engine.addToImport(entries), name);
  };
  const completed = async (root: string, name = 'Export'): Promise<string> => {
    const contents = await engine.imports.contentsOf(TENANT, root);
    if (isRefusal(contents)) throw new Error(contents.message);
    return granted(await engine.requests.importBackup(TENANT, { root, name, contents }, ADMINISTRATOR)).id;
  };
  const changes = async (backupId: string, compareWithBackupId?: string): Promise<readonly Change[]> => {
    const asked = { backupId, scope: ALL, ...(compareWithBackupId !== undefined && { compareWithBackupId }) };
    const { id } = granted(await engine.requests.startDifferenceReport(TENANT, asked, ADMINISTRATOR));
    expect(await engine.ended(id)).toBe('completed');
    return Array.fromAsync(reportedChanges(engine.aggregates, engine.vaults, id));
  };
  const summary = (found: readonly Change[]) =>
    found.map(({ id, kind, attributes, links }) => [
      id,
      kind,
      [
        ...attributes.map(({ name }) => name),
        ...links.map(({ link, target, change }) => `${change} ${link} ${target}`),
      ],
    ]);

  it('is compared with in what it tells, and nothing is concluded from what it does not', async () => {
    const backup = await imported([
      object('user', guid(0), { displayName: 'Person 0', department: 'Sales' }),
      object('user', guid(1), { displayName: 'Person 1', department: 'Legal' }),
      object('user', guid(99), { displayName: 'Gone' }),
      object('group', GROUP, { displayName: 'Staff' }),
      member(GROUP, guid(0)),
      object('group', OTHER_GROUP, { displayName: 'Staff' }),
    ]);
    expect(summary(await changes(backup))).toEqual([
      [GROUP, 'modified', [`remove members ${guid(1)}`]],
      [guid(1), 'modified', ['department']],
      [guid(99), 'hardDeleted', ['displayName']],
    ]);
  });

  it('may be the later side of a comparison, too', async () => {
    const backup = await engine.takeBackup();
    const later = await imported([object('user', guid(1), { displayName: 'Renamed' })]);
    expect(summary(await changes(backup, later))).toEqual([[guid(1), 'modified', ['displayName']]]);
  });

  it('is put together by parts', async () => {
    const first = await engine.addToImport([object('user', guid(1), { displayName: 'One' })]);
    const second = await engine.addToImport([object('user', guid(2), { displayName: 'Two' })], first);
    const backup = await completed(second);
    expect(summary(await changes(backup)).map(([id]) => id)).toEqual([guid(1), guid(2)]);
  });

  it('is recovered from by nothing', async () => {
    const backup = await imported([object('user', guid(1), { displayName: 'Other' })]);
    const recovery = { dryRun: false, reason: null } as const;
    const refused = { code: 'ImportedBackupNotRecoverable' };
    const direct = { ...recovery, from: { backupId: backup, scope: ALL } };
    expect(await engine.requests.startRecovery(TENANT, direct, ADMINISTRATOR)).toMatchObject(refused);
    const asked = { backupId: backup, scope: ALL };
    const report = granted(await engine.requests.startDifferenceReport(TENANT, asked, ADMINISTRATOR)).id;
    await engine.ended(report);
    const byReport = { ...recovery, from: { differenceReportId: report } };
    expect(await engine.requests.startRecovery(TENANT, byReport, ADMINISTRATOR)).toMatchObject(refused);
    const one = { differenceReportId: report, objectId: guid(1), reason: null };
    expect(await engine.requests.recoverObject(TENANT, one, ADMINISTRATOR)).toMatchObject(refused);
    expect(engine.directory.effects).toEqual([]);
  });

  it('begins nowhere but where an import stands', async () => {
    const { root } = (await engine.tenantState()).backups.get(await engine.takeBackup()) ?? {};
    for (const base of [String(root), 'ab'.repeat(32)]) {
      expect(await engine.imports.add(TENANT, base, [])).toMatchObject({ code: 'ImportNotFound' });
      expect(await engine.imports.contentsOf(TENANT, base)).toMatchObject({ code: 'ImportNotFound' });
    }
  });

  it('holds something, and has a name', async () => {
    const root = await engine.addToImport([]);
    const contents = await engine.imports.contentsOf(TENANT, root);
    if (isRefusal(contents)) throw new Error(contents.message);
    const ask = (name: string) =>
      engine.requests.importBackup(TENANT, { root, name, contents }, ADMINISTRATOR);
    expect(await ask('Empty')).toMatchObject({ code: 'NothingImported' });
    expect(await ask(' ')).toMatchObject({ code: 'InvalidInput' });
  });

  it('expires by the clock, is never the good backup that is kept, and its values go', async () => {
    await engine.takeBackup();
    const other = await imported([object('user', guid(1), { displayName: 'Only here' })]);
    const before = await engine.chunkNames();
    engine.clock.advance(10 * 24 * 3_600_000);
    await engine.keepHouse();
    await engine.keepHouse();
    const { backups } = await engine.tenantState();
    expect(backups.get(other)?.status).toBe('retired');
    const good = [...backups.values()].filter(({ status, isImport }) => status === 'listed' && !isImport);
    expect(good).not.toEqual([]);
    expect((await engine.chunkNames()).length).toBeLessThan(before.length);
    expect(engine.trouble).toEqual([]);
  });
});
