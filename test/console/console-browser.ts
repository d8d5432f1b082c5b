import { existsSync, readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { chromium, type Browser, type Page } from 'playwright-core';
import type { Account, Product } from '../support/product.js';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
const PLACES = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];

/** The browser of this machine (`CHROMIUM` names another one); `undefined` where there is none. */
export const CHROMIUM = [process.env['CHROMIUM'] ?? '', ...PLACES].find(
  (path) => path !== '' && existsSync(path),
);

/** What a suite is called: where it cannot run, its name says why and what to do. */
export function inBrowser(what: string): string {
  return CHROMIUM
    ? what
    : `${what} (skipped: there is no Chromium; apt-get install chromium, or set CHROMIUM)`;
}

/** The console in a headless browser, and all that goes against its promises. */
export class ConsoleBrowser {
  /** Violations of the content security policy, errors of the page, and requests to hosts that are none of its own. */
  readonly offences: string[] = [];
  private bytes = 0;

  private constructor(
    private readonly browser: Browser,
    readonly page: Page,
    private readonly product: Product,
  ) {}

  static async open(product: Product): Promise<ConsoleBrowser> {
    const browser = await chromium.launch({
      ...(CHROMIUM !== undefined && { executablePath: CHROMIUM }),
      args: ['--no-sandbox'],
    });
    const page = await browser.newPage({
      viewport: { width: 1400, height: 900 },
      colorScheme: 'light',
      reducedMotion: 'reduce',
    });
    page.setDefaultTimeout(10_000);
    const opened = new ConsoleBrowser(browser, page, product);
    opened.watch(await opened.issuer());
    return opened;
  }

  get origin(): string {
    return new URL(this.product.graphqlUrl).origin;
  }

  /** Bytes of all bodies so far, as they came over the wire. */
  received(): number {
    return this.bytes;
  }

  close(): Promise<void> {
    return this.browser.close();
  }

  async password(account: Account): Promise<string> {
    const text = await readFile(join(this.product.dataFolder, 'issuer/passwords.json'), 'utf8');
    return (JSON.parse(text) as Record<Account, string>)[account];
  }

  /** Opens an address of the console and signs in there. */
  async signIn(account: Account, address = '/'): Promise<void> {
    const { page } = this;
    await page.goto(this.origin + address);
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.getByLabel('User name').fill(account);
    await page.getByLabel('Password').fill(await this.password(account));
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.getByRole('navigation', { name: 'Pages' }).waitFor();
  }

  /** What axe finds on the page as it is shown, in the light and in the dark theme. */
  async findings(): Promise<readonly string[]> {
    const found: string[] = [];
    for (const colorScheme of ['light', 'dark'] as const) {
      await this.page.emulateMedia({ colorScheme });
      await this.page.locator(`html[data-theme="${colorScheme}"]`).waitFor({ state: 'attached' });
      // The component library puts its colours on a moment after the page has its own.
      await this.untilInColours(colorScheme);
      // Colours on their way from one to the other are nobody's choice.
      await this.page.evaluate(
        'Promise.allSettled(document.getAnimations().filter((each) => each instanceof CSSTransition).map(({ finished }) => finished))',
      );
      await this.page.evaluate(AXE);
      const violations = await this.page.evaluate<readonly string[]>(
        `axe.run({ runOnly: ${JSON.stringify(RULES)}, resultTypes: ['violations'] }).then(({ violations }) =>
           violations.map(({ id, nodes }) => id + ': ' + nodes.map(({ html, failureSummary }) => html + ' ' + failureSummary).join('; ')))`,
      );
      found.push(...violations.map((violation) => `${this.page.url()} (${colorScheme}) ${violation}`));
    }
    return found;
  }

  /** Asks again and again: the page's own policy lets no function be made that waits in it. */
  private async untilInColours(colorScheme: 'light' | 'dark'): Promise<void> {
    const textIsLight = `/\\d+/.exec(getComputedStyle(document.querySelector('.themed')).color)[0] > 127`;
    while ((await this.page.evaluate(textIsLight)) !== (colorScheme === 'dark')) await delay(20);
  }

  /** Presses the Tab key until the element with this role and name has the focus. */
  async tabTo(role: Parameters<Page['getByRole']>[0], name: string | RegExp): Promise<void> {
    const wanted = this.page.getByRole(role, { name });
    await wanted.first().waitFor();
    const focused = wanted.and(this.page.locator(':focus'));
    for (let presses = 0; presses < 80; presses += 1) {
      if ((await focused.count()) > 0) return;
      await this.page.keyboard.press('Tab');
    }
    throw new Error(`The Tab key does not come to the ${role} ${String(name)}.`);
  }

  /** Goes to an element by the Tab key and presses Enter there. */
  async enter(role: Parameters<Page['getByRole']>[0], name: string | RegExp): Promise<void> {
    await this.tabTo(role, name);
    await this.page.keyboard.press('Enter');
  }

  /** The one other origin that the console may ask: where the user signs in. */
  private async issuer(): Promise<string> {
    const response = await fetch(`${this.origin}/console/sign-in`);
    const { authority } = (await response.json()) as { readonly authority: string };
    return new URL(authority).origin;
  }

  private watch(issuer: string): void {
    const { page } = this;
    page.on('pageerror', ({ message }) => this.offences.push(message));
    page.on('console', (line) => {
      if (line.type() === 'error') this.offences.push(line.text());
    });
    page.on('request', (request) => {
      const { origin } = new URL(request.url());
      if (origin !== this.origin && origin !== issuer) this.offences.push(`A request to ${request.url()}`);
    });
    page.on('requestfinished', (request) => {
      void request.sizes().then(
        // What comes from the browser's own memory has a size below nought.
        ({ responseBodySize }) => (this.bytes += Math.max(0, responseBodySize)),
        () => undefined,
      );
    });
  }
}
