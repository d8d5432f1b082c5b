import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { ObjectType } from '#catalogue';
import { ObjectTimelines } from '#jobs';
import { Engine, TENANT } from '../support/engine.js';

const guid = (n: number): string => `dddddddd-0000-4000-8000-${n.toString(16).padStart(12, '0')}`;
const [ADA, STAFF, STRANGER] = [guid(1), guid(2), guid(3)];

describe('the timeline of an object', () => {
  let engine: Engine;
  const taken: { id: string; root: string; partialTypes: ObjectType[] }[] = [];

  beforeEach(async () => {
    engine = new Engine();
    taken.length = 0;
    await engine.connect();
    engine.startWorker();
  });
  afterEach(() => engine.close());

  const backup = async (...partialTypes: ObjectType[]) => {
    const id = await engine.takeBackup();
    const root = (await engine.tenantState()).backups.get(id)?.root ?? '';
    taken.push({ id, root, partialTypes });
  };
  const versions = async (type: 'user' | 'group', id: string) =>
    (await new ObjectTimelines(engine.vaults).versions(TENANT, taken, { type, id })).map(
      ({ backupId, lifecycle, change }) => [
        taken.findIndex((each) => each.id === backupId),
        lifecycle,
        [
          ...(change?.attributes ?? []).map(({ name }) => name),
          ...(change?.links ?? []).map(({ target }) => target),
        ],
      ],
    );

  it('tells each backup in which it stood otherwise than in the one before', async () => {
    const { directory } = engine;
    await backup();
    directory.put('user', ADA, { displayName: 'Ada', department: 'Sales' });
    await backup();
    directory.put('user', STRANGER, { displayName: 'Stranger' });
    await backup();
    directory.put('user', ADA, { displayName: 'Ada', department: 'Legal' });
    await backup();
    directory.put('user', ADA, { displayName: 'Ada', department: 'Legal' }, 'softDeleted');
    await backup();
    directory.state.delete(`user/${ADA}`);
    await backup();
    expect(await versions('user', ADA)).toEqual([
      [1, 'live', []],
      [3, 'live', ['department']],
      [4, 'softDeleted', []],
      [5, 'absent', ['department', 'displayName']],
    ]);
  });

  it('tells its links', async () => {
    const { directory } = engine;
    directory.put('user', ADA, { displayName: 'Ada' });
    directory.put('group', STAFF, { displayName: 'Staff', securityEnabled: true });
    await backup();
    directory.link(STAFF, ADA);
    await backup();
    expect(await versions('group', STAFF)).toEqual([
      [0, 'live', []],
      [1, 'live', [ADA]],
    ]);
  });

  it('is empty for what no backup holds', async () => {
    await backup();
    expect(await versions('user', ADA)).toEqual([]);
  });

  it('does not take an object for gone by a backup that did not read its type whole', async () => {
    engine.directory.put('user', ADA, { displayName: 'Ada' });
    await backup();
    engine.directory.state.delete(`user/${ADA}`);
    await backup('user');
    expect(await versions('user', ADA)).toEqual([[0, 'live', []]]);
    await backup();
    expect(await versions('user', ADA)).toEqual([
      [0, 'live', []],
      [2, 'absent', ['displayName']],
    ]);
  });

  it('tells the values of one attribute, and which backup holds the last version before it was gone', async () => {
    const { directory } = engine;
    const timelines = new ObjectTimelines(engine.vaults);
    const ada = { type: 'user', id: ADA } as const;
    expect(await timelines.lastHolding(TENANT, taken, ada)).toBeUndefined();
    directory.put('user', ADA, { displayName: 'Ada', department: 'Sales' });
    await backup();
    directory.put('user', ADA, { displayName: 'Ada', department: 'Legal' });
    await backup();
    await backup();
    directory.put('user', ADA, { displayName: 'Ada', department: 'Legal' }, 'softDeleted');
    await backup();
    const [sales, legal, stillLegal, deleted] = taken.map(({ id }) => id);
    expect(await timelines.attributeHistory(TENANT, taken, ada, 'department')).toEqual([
      { value: 'Sales', since: sales, until: sales },
      { value: 'Legal', since: legal, until: deleted },
    ]);
    expect(await timelines.attributeHistory(TENANT, taken, ada, 'departmnt')).toMatchObject({
      code: 'InvalidInput',
    });
    expect(await timelines.lastHolding(TENANT, taken, ada)).toBe(stillLegal);
    expect(await timelines.lastHolding(TENANT, taken.slice(0, 1), ada)).toBe(sales);
  });
});
