import { afterAll, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { ApiUnderTest } from '../api-under-test.contract.js';
import { changeOf, id, reportView, tenantView } from '../views.contract.js';

const api = new ApiUnderTest();
const MALLORY = { kind: 'user', id: id(900), name: 'Mallory' } as const;
const [NINE, TEN, ELEVEN] = [9, 10, 11].map(
  (hour) => `2026-03-01T${String(hour).padStart(2, '0')}:00:00.000Z`,
);

beforeAll(() => api.start());
afterAll(() => api.stop());
beforeEach(() => {
  api.models.all.tenants = [tenantView()];
  api.models.all.differenceReports = [reportView()];
  api.changes.reports.set(id(10), [changeOf()]);
});

describe('who made the changes of a report', () => {
  const MADE_BY = `{ differenceReport(id: "${id(10)}") { changes { nodes {
    madeBy { actor { kind id name } activity at firstAt count } } } } }`;

  it('is shown with each change', async () => {
    const once = { actor: MALLORY, activity: 'Update user', at: TEN ?? '', count: 1 };
    const often = { ...once, activity: 'Disable account', at: NINE ?? '', firstAt: NINE ?? '', count: 2 };
    api.changes.reports.set(id(10), [changeOf({ madeBy: [once, often] }), changeOf({ id: id(101) })]);
    const { data } = await api.ask('reader', MADE_BY);
    expect(data).toEqual({
      differenceReport: {
        changes: { nodes: [{ madeBy: [{ ...once, firstAt: TEN }, often] }, { madeBy: [] }] },
      },
    });
  });

  it.each([
    [null, null],
    [
      { root: 'ab'.repeat(32), gap: null, until: ELEVEN },
      { complete: true, gap: null, until: ELEVEN },
    ],
    [
      { root: null, gap: 'permission', until: ELEVEN },
      { complete: false, gap: 'permission', until: ELEVEN },
    ],
  ] as const)('is said to be known whole or not: %j', async (attribution, shown) => {
    api.models.all.differenceReports = [
      reportView({ attribution: attribution && { ...attribution, until: ELEVEN ?? '' } }),
    ];
    const { data } = await api.ask(
      'reader',
      `{ differenceReport(id: "${id(10)}") { attribution { complete gap until } } }`,
    );
    expect(data).toEqual({ differenceReport: { attribution: shown } });
  });
});

describe('the filter by who made the changes', () => {
  const asked = jest.spyOn(api.changes, 'changes');
  const filtered = (filter: object) =>
    api.ask(
      'reader',
      `query ($filter: ChangeFilterInput) { differenceReport(id: "${id(10)}") { changes(filter: $filter) { totalCount } } }`,
      { filter },
    );
  beforeEach(() => {
    asked.mockClear();
  });

  it('reaches the index, its moments in UTC', async () => {
    const filter = { actorId: MALLORY.id, actorName: 'mall' };
    const { errors } = await filtered({
      ...filter,
      changedAfter: '2026-03-01T10:00:00+01:00',
      changedBefore: ELEVEN,
    });
    expect(errors).toEqual([]);
    expect(asked.mock.lastCall?.[1]).toMatchObject({ ...filter, changedAfter: NINE, changedBefore: ELEVEN });
  });

  it('asks for nothing where it is null', async () => {
    await filtered({ actorId: null, actorName: null, changedAfter: null, changedBefore: null });
    const { actorId, actorName, changedAfter, changedBefore } = asked.mock.lastCall?.[1] ?? {};
    expect([actorId, actorName, changedAfter, changedBefore]).toEqual(Array(4).fill(undefined));
  });

  it.each([{ actorId: 'x'.repeat(1_001) }, { actorName: 'x'.repeat(1_001) }, { changedAfter: 'yesterday' }])(
    'refuses what cannot be meant',
    async (filter) => {
      const { errors } = await filtered(filter);
      expect(errors).toHaveLength(1);
      expect(asked).not.toHaveBeenCalled();
    },
  );
});
