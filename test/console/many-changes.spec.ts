import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Product } from '../support/product.js';
import { CHROMIUM, ConsoleBrowser, inBrowser } from './console-browser.js';

const suite = CHROMIUM ? describe : describe.skip;
const CHANGES = 100_000;
const REPORT = 'c0ffee00-0000-4000-8000-0000000000aa';

interface Asked {
  readonly query: string;
  readonly variables: { readonly first?: number; readonly after?: string | null };
}

const report = {
  id: REPORT,
  status: 'completed',
  expired: false,
  requestedAt: '2026-03-01T02:00:00.000Z',
  startedAt: '2026-03-01T02:00:00.000Z',
  endedAt: '2026-03-01T02:01:00.000Z',
  requestedBy: { name: 'Avery Admin' },
  scope: { allObjects: true, objectTypes: null, objectIds: null },
  changedObjects: CHANGES,
  changedLinks: 0,
  backup: { id: REPORT, takenAt: '2026-03-01T02:00:00.000Z' },
  partialTypes: [],
  withheldTypes: [],
  comparedWith: null,
  tenant: { callerMay: ['startRecovery'] },
  attribution: null,
  failure: null,
  summary: {
    byType: [{ objectType: 'user', count: CHANGES }],
    byAction: [{ action: 'update', count: CHANGES }],
  },
};

/** A page of a report of a hundred thousand users. */
function changes({ first = 100, after }: Asked['variables']): object {
  const from = Number(after ?? 0);
  const to = Math.min(CHANGES, from + first);
  return {
    totalCount: CHANGES,
    pageInfo: { hasNextPage: to < CHANGES, endCursor: `${to}` },
    nodes: Array.from({ length: to - from }, (_each, index) => ({
      objectType: 'user',
      objectId: `object-${from + index}`,
      displayName: `User ${from + index}`,
      kind: 'modified',
      action: 'update',
      recoverable: true,
      attributes: [{ name: 'department' }],
      links: [],
      madeBy: [],
    })),
  };
}

suite(inBrowser('a report of 100,000 changes in the console'), () => {
  let product: Product;
  let browser: ConsoleBrowser;
  let asked = 0;

  beforeAll(async () => {
    product = await Product.start({ users: 50 });
    browser = await ConsoleBrowser.open(product);
    await browser.page.route('**/graphql', async (route) => {
      const { query, variables } = route.request().postDataJSON() as Asked;
      if (query.includes('query ChangeRows')) {
        asked += 1;
        await route.fulfill({ json: { data: { differenceReport: { changes: changes(variables) } } } });
      } else if (query.includes('query DifferenceReportDetails'))
        await route.fulfill({ json: { data: { differenceReport: report } } });
      else await route.continue();
    });
    await browser.signIn('administrator', `/reports/${REPORT}`);
  }, 120_000);
  afterAll(async () => {
    await browser?.close();
    await product?.close();
  }, 60_000);

  it('keeps few rows in the page and reads no more than is in sight', async () => {
    const { page } = browser;
    const grid = page.getByRole('grid', { name: 'Changes' });
    await grid.getByText('User 0', { exact: true }).waitFor();
    expect(await grid.getAttribute('aria-rowcount')).toBe('100001');
    expect(await grid.getByRole('row').count()).toBeLessThan(60);
    expect(asked).toBeLessThanOrEqual(2);
  });

  it('shows what is scrolled to, wherever that is', async () => {
    const { page } = browser;
    const grid = page.getByRole('grid', { name: 'Changes' });
    for (const row of [500, 20_000, 60_000]) {
      await page.evaluate(`document.querySelector('[role=grid]').scrollTop = ${row} * 40`);
      await grid.getByText(`User ${row}`, { exact: true }).waitFor();
      expect(await grid.getByRole('row').count()).toBeLessThan(60);
    }
  });

  it('goes to the last row by the End key, and ticks it', async () => {
    const { page } = browser;
    await page.getByRole('grid', { name: 'Changes' }).focus();
    await page.keyboard.press('End');
    const last = page.getByRole('row', { name: /User 99999/ });
    await last.waitFor();
    expect(await last.getAttribute('aria-rowindex')).toBe('100001');
    await page.keyboard.press('Space');
    expect(await last.getAttribute('aria-selected')).toBe('true');
  });
});
