import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { encodeObject, fromGraph, objectKey, type JsonObject, type ObjectType } from '#catalogue';
import { ApiUnderTest } from '../api-under-test.contract.js';
import { changeOf, id, reportView, TENANT } from '../views.contract.js';

const api = new ApiUnderTest();
const USER = id(100);
const SYNCED = id(101);
const GROUP = id(102);

const QUERY = `query ($id: ID!, $first: Int, $after: String) { differenceReport(id: $id) {
  hardDeletedObjects(first: $first, after: $after) {
    totalCount pageInfo { endCursor }
    nodes {
      objectType objectId displayName
      inBackup { attributes links { nodes { link targetId } } }
      recreationPreflight { recreatable obstacle { code message } comesBack altered { what } lost { what message } }
    }
  } } }`;

const gone = (type: ObjectType, objectId: string, displayName: string) =>
  changeOf({
    ...{ type, id: objectId, displayName, kind: 'hardDeleted', action: null, notRecoverable: 'hardDeleted' },
    ...{ attributes: [], links: [] },
  });

beforeAll(() => api.start());
afterAll(() => api.stop());
beforeEach(async () => {
  const editor = api.vaults.of(TENANT).edit(undefined);
  const put = (type: ObjectType, objectId: string, payload: JsonObject) =>
    editor.put(objectKey({ type, id: objectId }), encodeObject(fromGraph(type, objectId, 'live', payload)));
  const user = { displayName: 'Adele', userPrincipalName: 'adele@contoso.example', mailNickname: 'adele' };
  put('user', USER, { ...user, department: 'Sales' });
  put('user', SYNCED, { ...user, onPremisesSyncEnabled: true });
  put('group', GROUP, {
    ...{ displayName: 'Sales', mailNickname: 'sales', mailEnabled: false, securityEnabled: true },
  });
  editor.put(`${objectKey({ type: 'group', id: GROUP })}/members/${USER}`, '');
  const backupRoot = await editor.commit();
  api.models.all.differenceReports = [
    reportView({ backupRoot }),
    reportView({ id: id(11), status: 'inProgress' }),
    reportView({ id: id(12), expired: true }),
  ];
  api.changes.reports.set(id(10), [
    changeOf({ id: id(103) }),
    gone('group', GROUP, 'Sales'),
    gone('user', USER, 'Adele'),
    gone('user', SYNCED, 'Adele'),
  ]);
});

async function page(variables: object = {}): Promise<Record<string, never>> {
  const { data, errors } = await api.ask('reader', QUERY, { id: id(10), ...variables });
  expect(errors).toEqual([]);
  return (data['differenceReport'] as unknown as Record<string, never>)['hardDeletedObjects'] ?? {};
}

describe('The hard-deleted objects of a report', () => {
  it('are listed with what they were and what re-creating them would bring back', async () => {
    const { nodes, totalCount } = await page();
    expect(totalCount).toBe(3);
    expect(nodes).toEqual([
      expect.objectContaining({
        objectType: 'group',
        displayName: 'Sales',
        inBackup: {
          attributes: expect.objectContaining({ mailNickname: 'sales' }),
          links: { nodes: [{ link: 'members', targetId: USER }] },
        },
      }),
      expect.objectContaining({
        objectId: USER,
        recreationPreflight: {
          recreatable: true,
          obstacle: null,
          comesBack: ['department', 'displayName', 'mailNickname', 'userPrincipalName'],
          altered: [],
          lost: expect.arrayContaining([{ what: 'password', message: expect.stringContaining('random') }]),
        },
      }),
      expect.objectContaining({
        objectId: SYNCED,
        recreationPreflight: expect.objectContaining({
          recreatable: false,
          obstacle: { code: 'onPremisesSynced', message: expect.stringContaining('on-premises') },
        }),
      }),
    ]);
  });

  it('are read page by page', async () => {
    const first = await page({ first: 1 });
    expect(first).toMatchObject({ totalCount: 3, nodes: [{ objectId: GROUP }] });
    const { endCursor: after } = first['pageInfo'] ?? { endCursor: undefined };
    expect(await page({ after })).toMatchObject({ nodes: [{ objectId: USER }, { objectId: SYNCED }] });
  });

  it.each([
    ['ReportNotCompleted', 11],
    ['DifferenceReportExpired', 12],
  ])('are not shown: %s', async (code, number) => {
    const { errors } = await api.ask('reader', QUERY, { id: id(number) });
    expect(errors).toMatchObject([{ extensions: { code } }]);
  });
});
