import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { playAttack } from '../../apps/simulator/src/attack/play-attack.js';
import { Product } from '../support/product.js';
import { CHROMIUM, ConsoleBrowser, inBrowser } from './console-browser.js';

const suite = CHROMIUM ? describe : describe.skip;
/** The first page must not weigh more, compressed. */
const MOST_BYTES = 300_000;

suite(inBrowser('an attack and its recovery, in the console by mouse'), () => {
  let product: Product;
  let browser: ConsoleBrowser;

  beforeAll(async () => {
    product = await Product.start({ users: 600 });
    browser = await ConsoleBrowser.open(product);
  }, 120_000);
  afterAll(async () => {
    await browser?.close();
    await product?.close();
  }, 60_000);

  it('lets nobody in without signing in, then goes on to the page that was asked for', async () => {
    const { page } = browser;
    await page.goto(`${browser.origin}/backups?view=calendar`);
    await page.getByRole('button', { name: 'Sign in' }).waitFor();
    expect(await browser.findings()).toEqual([]);
    await browser.signIn('administrator', '/backups?view=calendar');
    await page.getByRole('table', { name: /^Backups in/ }).waitFor();
    expect(new URL(page.url()).search).toBe('?view=calendar');
    expect(await browser.findings()).toEqual([]);
  });

  it('weighs less than 300 kB up to its first page, compressed', async () => {
    const fresh = await ConsoleBrowser.open(product);
    await fresh.signIn('reader');
    await fresh.page.getByText('There is no backup to recover from').waitFor();
    await fresh.page.waitForLoadState('networkidle');
    const bytes = fresh.received();
    await fresh.close();
    expect(bytes).toBeGreaterThan(100_000);
    expect(bytes).toBeLessThan(MOST_BYTES);
  });

  it('shows a reader why nothing happens', async () => {
    const reader = await ConsoleBrowser.open(product);
    await reader.signIn('reader');
    await reader.page.getByRole('button', { name: 'Take backup' }).click();
    await reader.page.getByRole('alert').getByText('Backup Administrator').waitFor();
    expect(await reader.findings()).toEqual([]);
    expect(reader.offences).toEqual([]);
    await reader.close();
  });

  it('takes a backup', async () => {
    const { page } = browser;
    await page.getByRole('link', { name: 'Overview' }).click();
    await page.getByRole('button', { name: 'Take backup' }).click();
    await page.getByText('The tenant is protected').waitFor();
    expect(await browser.findings()).toEqual([]);
    await page.getByRole('link', { name: 'Backups' }).click();
    await page.getByRole('table', { name: 'Backups' }).getByRole('link').click();
    await page.getByRole('table', { name: 'Completeness by object type' }).waitFor();
    expect(await browser.findings()).toEqual([]);
  });

  it('reports what an intruder has changed', async () => {
    const { page } = browser;
    await playAttack(product.simulatorUrl, { seed: 1, size: 'large' });
    await page.getByRole('button', { name: 'Create difference report' }).click();
    expect(await browser.findings()).toEqual([]);
    await page.getByRole('button', { name: 'Create', exact: true }).click();
    await page.getByRole('grid', { name: 'Changes' }).waitFor();
    expect(await browser.findings()).toEqual([]);
  });

  it('filters, sorts and searches the changes, and keeps that in the address', async () => {
    const { page } = browser;
    const rows = page.getByRole('grid').getByRole('row');
    await page.getByRole('button', { name: /^Group \d/ }).click();
    await page.getByRole('button', { name: /^Update \d/ }).click();
    await page.getByRole('button', { name: 'Name', exact: true }).click();
    await page.waitForURL('**/*?type=group&action=update&sort=displayName');
    await page
      .getByRole('columnheader', { name: /^Name/ })
      .and(page.locator('[aria-sort="ascending"]'))
      .waitFor();
    const name = (await rows.nth(1).getByRole('gridcell').nth(1).textContent()) ?? '';
    await page.getByRole('searchbox', { name: 'Search by name' }).fill(name);
    await page.waitForURL('**/*?type=group&action=update&text=*&sort=displayName');
    await page.reload();
    await rows.nth(1).getByText(name).waitFor();
    expect(await page.getByRole('searchbox', { name: 'Search by name' }).inputValue()).toBe(name);
  });

  it('shows a change: what was, what is, and which links were added', async () => {
    const { page } = browser;
    await page.getByRole('grid').getByRole('row').nth(1).click();
    const change = page.getByRole('complementary', { name: 'Change' });
    await change.getByRole('table', { name: 'Changed links' }).getByText('Added').first().waitFor();
    expect(await browser.findings()).toEqual([]);
    await page.reload();
    await change.getByRole('table', { name: 'Changed links' }).waitFor();
    await change.getByRole('button', { name: 'Close the change' }).click();
    await change.waitFor({ state: 'detached' });
  });

  it('tells who made a change, and shows all that they changed, from when and until when', async () => {
    const { page } = browser;
    await page.getByRole('searchbox', { name: 'Search by name' }).fill('');
    await page.waitForURL('**/*?type=group&action=update&sort=displayName');
    const first = page.getByRole('grid').getByRole('row').nth(1);
    const madeBy = (await first.getByRole('gridcell').last().textContent()) ?? '';
    expect(madeBy).not.toBe('');
    await first.click();
    const change = page.getByRole('complementary', { name: 'Change' });
    const who = change.getByRole('table', { name: 'Who made the change' });
    await who
      .getByText(/\((User|Application)\)/)
      .first()
      .waitFor();
    await who
      .getByRole('button', { name: /^Show all changes by / })
      .first()
      .click();
    await page.waitForURL(/[?&]actor=/);
    await first.waitFor();
    await page.getByLabel('until', { exact: true }).fill('2001-01-01T00:00');
    await page.getByText('0 changes').waitFor();
    expect(await browser.findings()).toEqual([]);
    await page.getByLabel('until', { exact: true }).fill('');
    await page.getByRole('button', { name: /^Only by .* \(show changes by all\)$/ }).click();
    await page.getByRole('searchbox', { name: 'Search by who made the change' }).fill(madeBy);
    await page.waitForURL(/[?&]madeBy=/);
    await first.waitFor();
    await page.getByRole('searchbox', { name: 'Search by who made the change' }).fill('');
    await page.waitForURL((address) => !address.searchParams.has('madeBy'));
    await change.getByRole('button', { name: 'Close the change' }).click();
  });

  it('shows the plan for the ticked objects, and changes nothing by it', async () => {
    const { page } = browser;
    const before = await product.simulatorState();
    await page.getByRole('grid').getByRole('checkbox').first().check();
    await page.getByRole('button', { name: 'Recover 1 object' }).click();
    await page.getByRole('button', { name: 'Preview plan' }).click();
    await page.getByRole('group', { name: 'What the plan does' }).getByText('Planned steps').waitFor();
    expect(await browser.findings()).toEqual([]);
    expect(await product.simulatorState()).toEqual(before);
    await page.getByRole('button', { name: 'Close', exact: true }).click();
  });

  it('recovers everything, live to the end', async () => {
    const { page } = browser;
    await page.getByRole('button', { name: 'Clear choice' }).click();
    await page.getByRole('button', { name: 'Recover what the filters choose' }).click();
    await page.getByRole('dialog').getByText('What the filters choose goes back').waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: /^Update \d/ }).click();
    await page.getByRole('button', { name: 'Recover all of type Group' }).waitFor();
    await page.getByRole('button', { name: /^Group \d/ }).click();
    await page.getByRole('button', { name: 'Recover everything' }).click();
    await page.getByLabel('Reason').fill('Intruder on Tuesday');
    await page.getByRole('button', { name: 'Preview plan' }).click();
    await page.getByRole('link', { name: 'Open the plan' }).waitFor({ timeout: 30_000 });
    expect(await browser.findings()).toEqual([]);
    await page.getByRole('button', { name: 'Start recovery' }).click();
    await page.getByRole('heading', { name: /^Recovery of/ }).waitFor();
    await page.getByRole('progressbar').and(page.locator('[aria-valuetext*=" steps · "]')).waitFor();
    await page.getByRole('button', { name: 'Undo recovery' }).waitFor({ timeout: 60_000 });
    await page.getByText('Intruder on Tuesday').waitFor();
    await page.getByRole('table', { name: 'Steps' }).waitFor();
    expect(await browser.findings()).toEqual([]);
  }, 120_000);

  it('undoes it', async () => {
    const { page } = browser;
    await page.getByRole('button', { name: 'Undo recovery' }).click();
    await page.getByRole('heading', { name: /^Undo of/ }).waitFor();
    await page.getByRole('button', { name: 'Undo recovery' }).waitFor({ timeout: 60_000 });
    await page.getByRole('link', { name: 'Recovery history' }).first().click();
    const kinds = page.getByRole('table', { name: 'Recoveries' }).getByRole('row');
    await kinds.nth(3).waitFor();
    expect(await kinds.nth(1).textContent()).toContain('Undo');
    expect(await kinds.nth(3).textContent()).toContain('plan only');
    expect(await browser.findings()).toEqual([]);
  }, 120_000);

  it('shows every job as of any moment', async () => {
    const { page } = browser;
    await page.getByRole('link', { name: 'Audit' }).click();
    await page.getByRole('table', { name: 'Audit log' }).waitFor();
    expect(await browser.findings()).toEqual([]);
    await page.getByRole('link', { name: 'As of a moment' }).click();
    await page.getByRole('heading', { name: 'Recoveries (4)' }).waitFor();
    expect(await browser.findings()).toEqual([]);
    await page.getByRole('slider').focus();
    await page.keyboard.press('Home');
    await page.getByText('There is no backup.').waitFor();
    await page.getByRole('heading', { name: 'Recoveries (0)' }).waitFor();
    await page.getByRole('button', { name: 'Event after' }).click();
    await page.getByRole('heading', { name: 'Backups (1)' }).waitFor();
  });

  it('plays the record back', async () => {
    const { page } = browser;
    await page.getByRole('link', { name: 'Replay' }).click();
    await page.getByLabel('Speed').selectOption('As fast as it is read');
    await page.getByRole('button', { name: 'Play' }).click();
    await page.getByText(/^[\d,]+ lines played,/).waitFor();
    expect(await browser.findings()).toEqual([]);
  });

  it('changes settings, and shows why it does not', async () => {
    const { page } = browser;
    await page.getByRole('link', { name: 'Settings' }).click();
    await page.getByLabel('Schedule of backups').fill('not a schedule');
    await page.getByRole('button', { name: 'Save', exact: true }).click();
    await page.getByRole('alert').waitFor();
    expect(await browser.findings()).toEqual([]);
    await page.getByLabel('Schedule of backups').fill('30 3 * * *');
    await page.getByRole('button', { name: 'Save', exact: true }).click();
    await page.getByText('The settings are saved.').waitFor();
    await page.getByRole('link', { name: 'Overview' }).click();
    await page.getByText('30 3 * * *').waitFor();
    expect(await browser.findings()).toEqual([]);
  });

  it.each([
    '/',
    '/backups',
    '/reports',
    '/recoveries',
    '/approvals',
    '/audit',
    '/audit/as-of',
    '/settings',
    '/nowhere',
  ])('is accessible at %s, light and dark, on a wide screen and a narrow one', async (address) => {
    const { page } = browser;
    await page.goto(browser.origin + address);
    await page.getByRole('main').getByRole('heading', { level: 1 }).waitFor();
    await page.waitForLoadState('networkidle');
    expect(await browser.findings()).toEqual([]);
    await page.setViewportSize({ width: 400, height: 800 });
    expect(await browser.findings()).toEqual([]);
    await page.setViewportSize({ width: 1400, height: 900 });
  });

  it('says so, instead of signing in for ever, where the server refuses a fresh sign-in', async () => {
    const refused = await ConsoleBrowser.open(product);
    await refused.page.route('**/graphql', (route) => route.fulfill({ status: 401 }));
    await refused.signIn('administrator');
    await refused.page.getByRole('alert').getByText('does not accept this sign-in').waitFor();
    await refused.close();
  });

  it('reflows for a narrow window, with nothing out of reach', async () => {
    const { page } = browser;
    await page.setViewportSize({ width: 320, height: 720 });
    for (const address of ['/', '/backups', '/recoveries', '/approvals', '/audit', '/settings']) {
      await page.goto(browser.origin + address);
      await page.getByRole('navigation', { name: 'Pages' }).waitFor();
      await page.waitForLoadState('networkidle');
      expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(320);
      expect(await page.evaluate('document.getElementById("main").scrollWidth')).toBeLessThanOrEqual(320);
      expect(await browser.findings()).toEqual([]);
    }
    await page.setViewportSize({ width: 1400, height: 900 });
  });

  it('says so where there is no such page, backup, report or recovery', async () => {
    const { page } = browser;
    for (const [address, words] of [
      ['/nowhere', 'There is no such page'],
      ['/backups/c0ffee00-0000-4000-8000-000000000000', 'There is no such backup.'],
      ['/reports/c0ffee00-0000-4000-8000-000000000000', 'There is no such difference report.'],
      ['/recoveries/c0ffee00-0000-4000-8000-000000000000', 'There is no such recovery.'],
    ] as const) {
      await page.goto(browser.origin + address);
      await page.getByText(words).waitFor();
    }
  });

  it('has met its content security policy and asked no other host, all the way', () => {
    expect(browser.offences).toEqual([]);
  });
});
