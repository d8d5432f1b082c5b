import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { playAttack } from '../../apps/simulator/src/attack/play-attack.js';
import { Product } from '../support/product.js';
import { CHROMIUM, ConsoleBrowser, inBrowser } from './console-browser.js';

const suite = CHROMIUM ? describe : describe.skip;

suite(inBrowser('an attack and its recovery, in the console by keyboard alone'), () => {
  let product: Product;
  let browser: ConsoleBrowser;

  beforeAll(async () => {
    product = await Product.start({ users: 200 });
    browser = await ConsoleBrowser.open(product);
  }, 120_000);
  afterAll(async () => {
    await browser?.close();
    await product?.close();
  }, 60_000);

  it('signs in and takes a backup', async () => {
    const { page } = browser;
    await page.goto(browser.origin);
    await browser.enter('button', 'Sign in');
    await browser.tabTo('textbox', 'User name');
    await page.keyboard.type('administrator');
    await page.keyboard.press('Tab');
    await page.keyboard.type(await browser.password('administrator'));
    await page.keyboard.press('Enter');
    await browser.enter('button', 'Take backup');
    await page.getByText('The tenant is protected').waitFor();
  });

  it('creates a report and moves through its changes', async () => {
    const { page } = browser;
    await playAttack(product.simulatorUrl, { seed: 1, size: 'small' });
    await browser.enter('link', 'Difference reports');
    await browser.enter('button', 'Create difference report');
    await browser.enter('button', /^Create$/);
    await browser.enter('button', /^User \d/);
    await page.waitForURL('**/*?type=user');
    await browser.tabTo('grid', 'Changes');
    await page.keyboard.press('End');
    await page.keyboard.press('Home');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Space');
    await page.getByText(/, 1 ticked$/).waitFor();
    await page.keyboard.press('Enter');
    const change = page.getByRole('complementary', { name: 'Change' });
    await change.getByText('Object ID').waitFor();
    await browser.enter('button', /^Show all changes by /);
    await page.waitForURL(/[?&]actor=/);
    await page.keyboard.press('Escape');
    await change.waitFor({ state: 'detached' });
    await browser.enter('button', /^Only by /);
    await page.waitForURL((address) => !address.searchParams.has('actor'));
    expect(await page.evaluate('document.activeElement.getAttribute("role")')).toBe('grid');
  });

  it('recovers the ticked object and undoes that', async () => {
    const { page } = browser;
    await browser.enter('button', 'Recover 1 object');
    await browser.enter('button', 'Preview plan');
    await page.getByRole('group', { name: 'What the plan does' }).waitFor();
    await browser.enter('button', 'Start recovery');
    await page.getByRole('heading', { name: /^Recovery of/ }).waitFor();
    await browser.enter('button', 'Undo recovery');
    await page.getByRole('heading', { name: /^Undo of/ }).waitFor();
    await page.getByRole('button', { name: 'Undo recovery' }).waitFor();
  });

  it('moves through time, and back to the page’s beginning', async () => {
    const { page } = browser;
    await browser.enter('link', 'Audit');
    await browser.enter('link', 'As of a moment');
    await browser.tabTo('slider', /^As of/);
    await page.keyboard.press('Home');
    await page.getByText('There is no backup.').waitFor();
    await page.keyboard.press('End');
    await page.getByRole('heading', { name: 'Backups (1)' }).waitFor();
    await browser.enter('link', 'Skip to the page');
    expect(await page.evaluate('document.activeElement.id')).toBe('main');
  });

  it('chooses the dark theme and signs out', async () => {
    const { page } = browser;
    await browser.tabTo('combobox', 'Theme');
    await page.keyboard.press('End');
    await page.locator('html[data-theme="dark"]').waitFor({ state: 'attached' });
    await browser.enter('button', 'Sign out');
    await page.waitForURL(/session\/end/);
    expect(browser.offences).toEqual([]);
  });
});
