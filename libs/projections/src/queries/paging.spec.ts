import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import {
  following,
  GivenLog,
  reportStarted,
  tenantConnected,
  type Following,
} from '../given-log.contract.js';
import { InvalidCursorError, InvalidPageSizeError } from './errors.js';

describe('Pages of a list', () => {
  let log: GivenLog;
  let readModels: Following;

  beforeEach(async () => {
    log = new GivenLog();
    await log.happened('tenant', 't1', tenantConnected('t1'));
    await log.happened('tenant', 't2', tenantConnected('t2'));
    for (let number = 1; number <= 5; number += 1)
      await log.happened('tenant', 't1', reportStarted(`r${number}`));
    readModels = await following(log.store);
  });
  afterEach(() => readModels.stop());

  const reports = (first: number, after?: string) =>
    readModels.models.differenceReports('t1', { first, after });

  it('are newest first, and say whether there is more and how much there is in all', () => {
    const page = reports(2);
    expect(page.rows.map(({ row }) => row.id)).toEqual(['r5', 'r4']);
    expect(page).toMatchObject({ hasNextPage: true, totalCount: 5 });

    const last = reports(3, page.rows[1]?.cursor);
    expect(last.rows.map(({ row }) => row.id)).toEqual(['r3', 'r2', 'r1']);
    expect(last.hasNextPage).toBe(false);
  });

  it('neither repeat nor miss a row when the list grows meanwhile', async () => {
    const page = reports(2);
    const position = await log.happened('tenant', 't1', reportStarted('r6'));
    await readModels.reached(position, AbortSignal.timeout(5_000));
    expect(reports(9, page.rows[1]?.cursor).rows.map(({ row }) => row.id)).toEqual(['r3', 'r2', 'r1']);
  });

  it('go on with the same cursors after the read models were built again', async () => {
    const cursor = reports(2).rows[1]?.cursor;
    const rebuilt = await following(log.store);
    const page = rebuilt.models.differenceReports('t1', { first: 1, after: cursor });
    expect(page.rows[0]?.row.id).toBe('r3');
    await rebuilt.stop();
  });

  it.each([0, -1, 1.5, 1_000, Number.NaN])('hold 1 to 999 rows, not %p', (first) => {
    expect(() => reports(first)).toThrow(InvalidPageSizeError);
  });

  it.each([
    ['nonsense', 'nonsense'],
    ['empty text', ''],
    ['JSON of another shape', Buffer.from('{"a":1}').toString('base64url')],
    ['a place without a list', Buffer.from('[4]').toString('base64url')],
  ])('refuse %s as a cursor', (_what, cursor) => {
    expect(() => reports(1, cursor)).toThrow(InvalidCursorError);
  });

  it("refuse another list's cursor", () => {
    const cursor = reports(1).rows[0]?.cursor;
    expect(() => readModels.models.differenceReports('t2', { first: 1, after: cursor })).toThrow(
      InvalidCursorError,
    );
    expect(() => readModels.models.recoveries('t1', { first: 1, after: cursor })).toThrow(InvalidCursorError);
    expect(() => readModels.models.auditLog('t1', {}, { first: 1, after: cursor })).toThrow(
      InvalidCursorError,
    );
  });

  it('of tenants hold only those asked for', () => {
    const { models } = readModels;
    const ids = (asked: string[]) => models.tenants(asked, { first: 9 }).rows.map(({ row }) => row.id);
    expect(ids(['t1', 't2', 'unknown'])).toEqual(['t2', 't1']);
    expect(ids(['t1'])).toEqual(['t1']);
    expect(models.tenants([], { first: 9 })).toEqual({ rows: [], hasNextPage: false, totalCount: 0 });
  });
});
