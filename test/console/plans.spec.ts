import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { playAttack } from '../../apps/simulator/src/attack/play-attack.js';
import { Product } from '../support/product.js';
import { Story } from '../support/story.js';
import { CHROMIUM, ConsoleBrowser, inBrowser } from './console-browser.js';

const suite = CHROMIUM ? describe : describe.skip;

suite(inBrowser('plans, approvals and drift, in the console'), () => {
  let product: Product;
  let story: Story;
  let backup: string;
  let administrator: ConsoleBrowser;
  let approver: ConsoleBrowser;

  beforeAll(async () => {
    product = await Product.start({ users: 300 });
    story = new Story(product);
    backup = await story.takeBackup();
    administrator = await ConsoleBrowser.open(product);
    approver = await ConsoleBrowser.open(product);
    await administrator.signIn('administrator');
    await approver.signIn('approver');
  }, 180_000);
  afterAll(async () => {
    await administrator?.close();
    await approver?.close();
    await product?.close();
  }, 60_000);

  it('asks for a second person, and looks for drift, by the settings', async () => {
    const { page } = administrator;
    await page.getByRole('link', { name: 'Approvals' }).click();
    await page.getByText('Recoveries of this tenant need no approval.').waitFor();
    expect(await administrator.findings()).toEqual([]);
    await page.getByRole('link', { name: 'settings', exact: true }).click();
    await page.getByLabel('Recoveries need a plan that a second person has approved').click();
    await page.getByRole('button', { name: 'Save', exact: true }).click();
    await page.getByText('The settings are saved.').waitFor();
    await page.getByLabel('Look for drift by the clock').click();
    await page.getByLabel('Schedule of drift checks').fill('0 0 1 1 *');
    await page.getByLabel('Rules', { exact: true }).fill('not JSON');
    await page.getByRole('button', { name: 'Save drift watch' }).click();
    await page.getByText('The rules are not a JSON list.').waitFor();
    await page.getByLabel('Rules', { exact: true }).fill('');
    await page.getByRole('button', { name: 'Save drift watch' }).click();
    await page.getByText('The drift watch is saved.').waitFor();
    expect(await administrator.findings()).toEqual([]);
  });

  it('finds a drift, shows by which rules, and is told that it is known', async () => {
    const { page } = administrator;
    await playAttack(product.simulatorUrl, { seed: 1, size: 'small' });
    await page.getByRole('link', { name: 'Overview' }).click();
    await page.getByRole('button', { name: 'Check now' }).click();
    const drift = page.getByText(/^Drift found/).first();
    await drift.waitFor({ timeout: 60_000 });
    expect(await administrator.findings()).toEqual([]);
    await page.getByRole('link', { name: /^Looked / }).click();
    await page
      .getByRole('table', { name: 'What was found, by rule' })
      .getByText('Critical')
      .first()
      .waitFor();
    await page.getByRole('button', { name: 'Acknowledge' }).click();
    await page.getByLabel('Reason').fill('We know the intruder');
    expect(await administrator.findings()).toEqual([]);
    await page.getByRole('button', { name: 'It is known' }).click();
    await page.getByText(/: We know the intruder$/).waitFor();
  }, 120_000);

  it('leaves an object out of what is recovered', async () => {
    const { page } = administrator;
    await page.getByRole('button', { name: /^Group \d/ }).click();
    await page.getByRole('button', { name: /^Update \d/ }).click();
    await page.getByRole('grid').getByRole('row').nth(1).click();
    const leaveOut = page.getByRole('button', { name: 'Leave this object out' });
    await leaveOut.click();
    await page.getByText(/changes?, 1 left out/).waitFor();
    await page.getByRole('gridcell', { name: /^Left out: / }).waitFor();
    expect(await administrator.findings()).toEqual([]);
    await page.getByRole('button', { name: 'Recover all but what is left out' }).click();
    await page.getByRole('dialog').getByText('but for 1 object left out').waitFor();
    const frozen = page.waitForRequest((request) => request.postData()?.includes('freezePlan') ?? false);
    await page.getByRole('button', { name: 'Preview plan' }).click();
    const leftOut = new URL(page.url()).searchParams.get('change')?.split('/')[1];
    expect(JSON.parse((await frozen).postData() ?? '{}')).toMatchObject({
      variables: { input: { selection: { exceptObjectIds: [leftOut] } } },
    });
    await page.getByRole('link', { name: 'Open the plan' }).waitFor({ timeout: 30_000 });
    await page.getByRole('dialog').getByRole('button', { name: 'Close', exact: true }).click();
    await leaveOut.click();
    await page.getByRole('gridcell', { name: /^Left out: / }).waitFor({ state: 'detached' });
  }, 60_000);

  it('freezes the ticked part alone, which nobody may start unapproved', async () => {
    const { page } = administrator;
    const change = page.getByRole('complementary', { name: 'Change' });
    await change.getByRole('checkbox').first().check();
    await change.getByRole('button', { name: 'Recover 1 ticked part' }).click();
    await page.getByRole('dialog').getByText('Only this goes back').waitFor();
    await page.getByLabel('Reason').fill('Only this');
    await page.getByRole('button', { name: 'Preview plan' }).click();
    await page.getByRole('dialog').getByText('Come back as they were').waitFor({ timeout: 30_000 });
    await page.getByLabel(/come back in report-only mode/).click();
    await page.getByRole('link', { name: 'Open the plan' }).waitFor({ state: 'detached' });
    expect(await page.getByRole('button', { name: 'Start recovery' }).getAttribute('aria-disabled')).toBe(
      'true',
    );
    await page.getByRole('button', { name: 'Preview plan' }).click();
    await page.getByRole('dialog').getByText('Come back in report-only mode').waitFor({ timeout: 30_000 });
    await page.getByRole('button', { name: 'Start recovery' }).click();
    await page.getByRole('alert').getByText('a second person has to approve').waitFor();
    await page.getByRole('link', { name: 'Open the plan' }).click();
    const steps = page.getByRole('table', { name: 'Planned steps' });
    await steps.waitFor();
    expect(await steps.getByRole('row').count()).toBe(2);
    expect(await administrator.findings()).toEqual([]);
    await page.getByRole('button', { name: 'Start recovery' }).waitFor();
    expect(await page.getByRole('button', { name: 'Approve' }).count()).toBe(0);
  }, 120_000);

  it('is approved by someone else, by keyboard, and then started', async () => {
    const second = approver.page;
    await approver.enter('link', 'Approvals');
    const waiting = second.getByRole('table', { name: 'Plans that are not decided' });
    await waiting.getByText('Only this').first().waitFor();
    expect(await approver.findings()).toEqual([]);
    await waiting.getByRole('link').first().focus();
    await second.keyboard.press('Enter');
    await second.getByRole('table', { name: 'Planned steps' }).waitFor();
    await approver.enter('button', 'Approve');
    await second.getByLabel('Reason').fill('Looks right');
    expect(await approver.findings()).toEqual([]);
    await approver.enter('button', 'Approve it');
    await second.getByText(/: Looks right\. Holds until /).waitFor();
    const { page } = administrator;
    await page.getByText('Approved', { exact: true }).waitFor();
    await second.getByRole('button', { name: 'Reject' }).waitFor();
    expect(await second.getByRole('button', { name: 'Start recovery' }).count()).toBe(0);
    await page.getByRole('button', { name: 'Start recovery' }).click();
    await page.getByRole('dialog').getByText('Is left alone and listed').waitFor();
    await page.getByLabel('Reason').fill('As approved');
    await page.getByRole('button', { name: 'Start', exact: true }).click();
    await page.getByRole('button', { name: 'Undo recovery' }).waitFor({ timeout: 60_000 });
    await page.getByRole('table', { name: 'Steps' }).waitFor();
    expect(await page.getByRole('table', { name: 'Steps' }).getByRole('row').count()).toBe(2);
    await second.getByRole('link', { name: 'Approvals' }).click();
    await second.getByRole('table', { name: 'Plans that are decided' }).getByText('Approved').waitFor();
  }, 120_000);

  it('shows first what was left alone because someone has changed it since', async () => {
    const { user: users = [] } = await product.simulatorState();
    const userId = String(users.find(({ onPremisesSyncEnabled }) => onPremisesSyncEnabled !== true)?.['id']);
    const edit = (jobTitle: string) =>
      fetch(`${product.simulatorUrl}/v1.0/users/${userId}`, {
        method: 'PATCH',
        headers: { authorization: 'Bearer test', 'content-type': 'application/json' },
        body: JSON.stringify({ jobTitle }),
      });
    await edit('Intruder');
    const { id } = await product.ask(
      'mutation ($input: FreezePlanInput!) { freezePlan(input: $input) { ... on Recovery { id } } }',
      {
        input: {
          tenantId: product.tenantId,
          from: { backupId: backup },
          scope: { objectIds: [userId] },
        },
      },
    );
    await story.ended(String(id));
    await edit('Moved by a colleague');
    const { page: second } = approver;
    await second.goto(`${approver.origin}/recoveries/${String(id)}`);
    await second.getByRole('button', { name: 'Approve' }).click();
    await second.getByLabel('Reason').fill('Looks right');
    await second.getByRole('button', { name: 'Approve it' }).click();
    const { page } = administrator;
    await page.goto(`${administrator.origin}/recoveries/${String(id)}`);
    await page.getByText('Approved', { exact: true }).waitFor();
    await page.getByRole('button', { name: 'Start recovery' }).click();
    await page.getByRole('button', { name: 'Start', exact: true }).click();
    await page.getByRole('button', { name: 'Undo recovery' }).waitFor({ timeout: 60_000 });
    await page
      .getByRole('table', { name: 'Steps' })
      .getByText(/jobTitle: .*seen Intruder, found Moved by a colleague/)
      .waitFor();
    expect(await administrator.findings()).toEqual([]);
  }, 120_000);

  it('keeps a backup from expiring', async () => {
    const { page } = administrator;
    await page.getByRole('link', { name: 'Backups' }).click();
    await page.getByRole('table', { name: 'Backups' }).getByRole('link').first().click();
    await page.getByRole('button', { name: 'Pin', exact: true }).click();
    await page.getByRole('button', { name: 'Unpin' }).waitFor();
    expect(await administrator.findings()).toEqual([]);
    await page.getByRole('button', { name: 'Unpin' }).click();
    await page.getByText('No: it expires when its retention is over').waitFor();
    expect(administrator.offences).toEqual([]);
    expect(approver.offences).toEqual([]);
  });
});
