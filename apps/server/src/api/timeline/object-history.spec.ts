import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { encodeObject, fromGraph, objectKey, type Lifecycle } from '#catalogue';
import { ApiUnderTest } from '../api-under-test.contract.js';
import { backupView, id, TENANT, tenantView } from '../views.contract.js';

const api = new ApiUnderTest();
const ADA = 'abcdefab-0000-4000-8000-000000000100';

/** A backup of the day at 02:00 that holds Ada so. */
async function taken(day: number, department: string | undefined, lifecycle: Lifecycle = 'live') {
  const editor = api.vaults.of(TENANT).edit(undefined);
  const ada = { type: 'user', id: ADA } as const;
  if (department !== undefined)
    editor.put(
      objectKey(ada),
      encodeObject(fromGraph('user', ADA, lifecycle, { displayName: 'Ada', department })),
    );
  return backupView({
    ...{ id: id(day), root: await editor.commit(), takenAt: `2026-03-0${day}T02:00:00.000Z` },
  });
}

beforeAll(async () => {
  await api.start();
  const { all } = api.models;
  all.tenants = [tenantView()];
  const imported = await taken(7, 'Imported');
  all.backups = [
    backupView({ id: id(8), status: 'failed', takenAt: null, root: null }),
    { ...imported, trigger: 'import' },
    await taken(4, 'Legal', 'softDeleted'),
    await taken(3, 'Legal'),
    await taken(2, 'Sales'),
    await taken(1, 'Sales'),
    await taken(5, undefined),
  ];
});
afterAll(() => api.stop());

const asked = async (field: string) => {
  const { data, errors } = await api.ask('reader', `{ tenant(id: "${TENANT}") { ${field} } }`);
  return { tenant: data?.['tenant'], errors };
};

describe('the history of an attribute', () => {
  const history = (attribute: string, objectId = ADA) =>
    asked(
      `attributeHistory(objectType: user, objectId: "${objectId}", attribute: "${attribute}") { value since { id } until { id } }`,
    );

  it('is told newest first, by the tenant’s own backups', async () => {
    expect(await history('department', ADA.toUpperCase())).toEqual({
      errors: [],
      tenant: {
        attributeHistory: [
          { value: 'Legal', since: { id: id(3) }, until: { id: id(4) } },
          { value: 'Sales', since: { id: id(1) }, until: { id: id(2) } },
        ],
      },
    });
  });

  it('is empty for an object that no backup holds', async () => {
    expect(await history('department', id(999))).toEqual({ errors: [], tenant: { attributeHistory: [] } });
  });

  it('is refused for an attribute that is none', async () => {
    expect((await history('departmnt')).errors).toMatchObject([{ extensions: { code: 'BAD_USER_INPUT' } }]);
  });
});

describe('the last version of an object before a moment', () => {
  const last = async (before: string, objectId = ADA) =>
    (await asked(`lastBackupOfObject(objectType: user, objectId: "${objectId}", before: "${before}") { id }`))
      .tenant;

  it('is that of the newest earlier backup that holds it in use', async () => {
    expect(await last('2026-03-09T00:00:00Z')).toEqual({ lastBackupOfObject: { id: id(3) } });
    expect(await last('2026-03-02T03:00:00+00:59')).toEqual({ lastBackupOfObject: { id: id(2) } });
    expect(await last('2026-03-02T02:00:00Z')).toEqual({ lastBackupOfObject: { id: id(1) } });
  });

  it('is none where no earlier backup holds it', async () => {
    expect(await last('2026-03-01T02:00:00Z')).toEqual({ lastBackupOfObject: null });
    expect(await last('2026-03-09T00:00:00Z', id(999))).toEqual({ lastBackupOfObject: null });
  });
});
