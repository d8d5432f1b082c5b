import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { CHROMIUM, ConsoleBrowser, inBrowser } from '../console/console-browser.js';
import { Product } from '../support/product.js';
import { blocksOf, docPage } from './pages.js';

const END_OF_STEP = '-- end of step, code ';
const steps = blocksOf(docPage('docs/tutorial.md')).filter(({ marks }) => marks.includes('run'));
/** The pictures are written here where it is set (`npm run docs:pictures`); else they are only looked for. */
const PICTURES = process.env['KNOWN_GOOD_PICTURES'];

let product: Product;

beforeAll(async () => {
  product = await Product.start({ users: 500 });
}, 120_000);
afterAll(() => product?.close(), 60_000);

/** Types the steps into one shell, as a reader would, and answers what each of them wrote and ended with. */
async function typed(): Promise<readonly { readonly output: string; readonly code: number }[]> {
  const config = await mkdtemp(join(tmpdir(), 'known-good-tutorial-'));
  const shell = spawn('bash', [], {
    env: {
      ...process.env,
      KNOWN_GOOD_SERVER: new URL(product.graphqlUrl).origin,
      KNOWN_GOOD_TOKEN: await product.token('administrator'),
      KNOWN_GOOD_CONFIG: config,
    },
  });
  let output = '';
  shell.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
  shell.stderr.on('data', (chunk: Buffer) => (output += chunk.toString()));
  const ended = once(shell, 'close');
  const script = steps.map(({ code }) => `${code}\necho "${END_OF_STEP}$?"\n`).join('');
  shell.stdin.end(script.replaceAll('http://127.0.0.1:4100', product.simulatorUrl));
  await ended;
  await rm(config, { recursive: true });
  const parts = output.split(END_OF_STEP);
  return parts
    .slice(0, -1)
    .map((part, index) => ({ output: part, code: Number.parseInt(parts[index + 1] ?? '', 10) }));
}

describe('the tutorial', () => {
  it('goes by the command line as it says', async () => {
    const ends = steps.map(({ marks }) => {
      const code = marks.find((mark) => mark.startsWith('ends-with='));
      return Number(code?.replace('ends-with=', '') ?? 0);
    });
    expect(steps.length).toBeGreaterThan(8);
    const went = await typed();
    expect(went.map(({ code }, index) => ({ step: steps[index]?.code, code }))).toEqual(
      steps.map(({ code: step }, index) => ({ step, code: ends[index] })),
    );
    const all = went.map(({ output }) => output).join('');
    expect(all).toMatch(/\d+ objects touched\./);
    expect(all).toContain('No changes.');
  }, 180_000);
});

const suite = CHROMIUM ? describe : describe.skip;

suite(inBrowser('the pictures of the tutorial'), () => {
  let browser: ConsoleBrowser;

  beforeAll(async () => {
    browser = await ConsoleBrowser.open(product);
    await browser.page.setViewportSize({ width: 1360, height: 1000 });
    await browser.signIn('administrator');
  }, 60_000);
  afterAll(() => browser?.close());

  async function picture(name: string): Promise<void> {
    const { page } = browser;
    await page.evaluate('document.activeElement?.blur()');
    if (PICTURES !== undefined) await page.screenshot({ path: join(PICTURES, `${name}.png`) });
  }

  it('show the backup', async () => {
    const { page } = browser;
    await page.getByRole('link', { name: 'Backups' }).click();
    await page.getByRole('table', { name: 'Backups' }).getByRole('link').first().click();
    await page.getByRole('table', { name: 'Completeness by object type' }).waitFor();
    await picture('backup');
  });

  it('show the report, and a change of it', async () => {
    const { page } = browser;
    await page.getByRole('link', { name: 'Difference reports' }).click();
    await page.getByRole('table', { name: 'Difference reports' }).getByRole('link').last().click();
    const row = page.getByRole('grid').getByRole('row').filter({ hasText: 'no legacy clients' });
    await row.click();
    await page.getByRole('table', { name: 'Who made the change' }).scrollIntoViewIfNeeded();
    await picture('report');
  });

  it('show the recovery', async () => {
    const { page } = browser;
    await page.getByRole('link', { name: 'Recovery history' }).click();
    await page
      .getByRole('table', { name: 'Recoveries' })
      .getByRole('row')
      .nth(3)
      .getByRole('link')
      .first()
      .click();
    await page.getByRole('table', { name: 'Steps' }).waitFor();
    await picture('recovery');
  });

  it('show every job as of a moment', async () => {
    const { page } = browser;
    await page.getByRole('link', { name: 'Audit' }).click();
    await page.getByRole('link', { name: 'As of a moment' }).click();
    await page.getByRole('heading', { name: /^Recoveries \([1-9]/ }).waitFor();
    await picture('audit');
  });
});
