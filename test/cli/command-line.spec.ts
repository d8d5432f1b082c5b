import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { execFile } from 'node:child_process';
import { readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify, stripVTControlCharacters } from 'node:util';
import { Browser } from '../../apps/issuer/src/token/browser.js';
import { playAttack } from '../../apps/simulator/src/attack/play-attack.js';
import { Product } from '../support/product.js';
import { CommandLine, type Ended } from './command-line.js';

const UUID = '[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}';
const NOWHERE = '00000000-0000-0000-0000-000000000000';
const ESCAPE = '\u001b';
const execute = promisify(execFile);

let product: Product;
let stranger: CommandLine;
let administrator: CommandLine;
let reader: CommandLine;

/** The objects that a run with `--json` wrote, one a line. */
function records({ out }: Ended): Record<string, unknown>[] {
  return out
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Record<string, unknown>);
}

const recordOf = (ended: Ended, event: string) => records(ended).find((record) => record['event'] === event);

/** Cells of the longest line. */
function widestLine(text: string): number {
  return Math.max(
    ...stripVTControlCharacters(text)
      .split(/\r?\n/)
      .map((line) => line.length),
  );
}

/** Signs in on another device: enters the code, and then the password. */
async function enterCode(page: string, userCode: string): Promise<void> {
  const browser = new Browser(page);
  const hidden = (body: string) =>
    Object.fromEntries(
      [...body.matchAll(/<input type="hidden" name="([^"]+)" value="([^"]*)"/g)].map(([, name, value]) => [
        name ?? '',
        value ?? '',
      ]),
    );
  const entry = await browser.open(page);
  const confirmation = await browser.open(entry.url, { ...hidden(entry.body), user_code: userCode });
  const signIn = await browser.open(confirmation.url, hidden(confirmation.body));
  const passwords = JSON.parse(
    await readFile(join(product.dataFolder, 'issuer/passwords.json'), 'utf8'),
  ) as Record<string, string>;
  const end = await browser.open(signIn.url, {
    username: 'administrator',
    password: passwords['administrator'] ?? '',
  });
  expect(end.body).toContain('You are signed in');
}

beforeAll(async () => {
  product = await Product.start({ users: 300 });
  stranger = await CommandLine.with({ KNOWN_GOOD_SERVER: product.graphqlUrl.replace('/graphql', '') });
  administrator = stranger.having({ KNOWN_GOOD_TOKEN: await product.token('administrator') });
  reader = stranger.having({ TOKEN: await product.token('reader') });
}, 120_000);
afterAll(async () => {
  await stranger.remove();
  await product.close();
}, 60_000);

describe('signing in', () => {
  it('is told to whoever has not', async () => {
    const ended = await stranger.run(['tenants']);
    expect(ended).toMatchObject({ code: 4, out: '', err: expect.stringContaining('known-good login') });
  });

  it('goes by a code on any device, and is kept where only its owner can read it', async () => {
    let entered: Promise<void> | undefined;
    const ended = await stranger.run(['login', '--json'], (out) => {
      const [line = '', rest] = out.split('\n');
      if (entered || rest === undefined) return;
      const code = JSON.parse(line) as { verificationUri: string; userCode: string };
      entered = enterCode(code.verificationUri, code.userCode);
    });
    await entered;
    expect(ended.code).toBe(0);
    expect(recordOf(ended, 'signedIn')).toMatchObject({ name: 'Avery Admin' });
    const file = join(stranger.configFolder, 'sign-ins.json');
    expect((await stat(file)).mode & 0o777).toBe(0o600);
    const kept = await readFile(file, 'utf8');
    expect(`${ended.out}${ended.err}`).not.toContain(/"accessToken": "([^"]+)"/.exec(kept)?.[1]);
    expect(await stranger.run(['tenants'])).toMatchObject({
      code: 0,
      out: expect.stringContaining(product.tenantId),
    });
  });

  it('is renewed when it has ended, for as long as the issuer lets it', async () => {
    const file = join(stranger.configFolder, 'sign-ins.json');
    const ended = (await readFile(file, 'utf8')).replace(/"expiresAt": \d+/, '"expiresAt": 0');
    await writeFile(file, ended);
    expect((await stranger.run(['tenants'])).code).toBe(0);
    expect(await readFile(file, 'utf8')).not.toContain('"expiresAt": 0');
    await writeFile(file, ended.replace(/"refreshToken": "[^"]*"/, '"refreshToken": "another"'));
    expect(await stranger.run(['tenants'])).toMatchObject({ code: 4, err: expect.stringContaining('login') });
  });

  it('refuses a sign-in that others can read, or that cannot be read', async () => {
    const other = await CommandLine.with({});
    const folder = other.configFolder;
    await writeFile(join(folder, 'sign-ins.json'), '{"signIns":{}}', { mode: 0o644 });
    expect(await other.run(['tenants'])).toMatchObject({
      code: 4,
      err: expect.stringContaining('chmod 600'),
    });
    await execute('chmod', ['600', join(folder, 'sign-ins.json')]);
    await writeFile(join(folder, 'sign-ins.json'), '{"signIns":');
    expect(await other.run(['tenants'])).toMatchObject({
      code: 4,
      err: expect.stringContaining('Remove it'),
    });
    await other.remove();
  });

  it('is forgotten on request', async () => {
    expect(await stranger.run(['logout'])).toMatchObject({
      code: 0,
      out: expect.stringContaining('forgotten'),
    });
    expect((await stranger.run(['tenants'])).code).toBe(4);
  });

  it('sends no token in the clear', async () => {
    expect(await administrator.run(['tenants', '--server', 'http://known-good.example'])).toMatchObject({
      code: 3,
      err: expect.stringContaining('https'),
    });
  });
});

describe('an attack and its recovery, by the command line', () => {
  let recovery: string;
  let goodBackup: string;

  it('takes a backup, lists it and shows it', async () => {
    const taken = await administrator.run(['backup', 'now']);
    expect(taken).toMatchObject({ code: 0, out: expect.stringMatching(/Status +completed/) });
    const listed = await reader.run(['backup', 'list', '--json']);
    expect(listed.code).toBe(0);
    const [, id] = new RegExp(`Backup +(${UUID})`).exec(taken.out) ?? [];
    expect(records(listed).map((record) => record['id'])).toContain(id);
    const shown = await reader.run(['backup', 'show', 'latest', '--json']);
    expect(recordOf(shown, 'backup')).toMatchObject({ id, status: 'completed', completeness: 'complete' });
  });

  it('finds no difference before anything has happened, and ends with 0', async () => {
    const ended = await administrator.run(['diff', 'latest', 'live']);
    expect(ended).toMatchObject({ code: 0, out: expect.stringContaining('No changes.') });
  });

  it('shows what the intruder did, ends with 2, and writes no colour into a pipe', async () => {
    await playAttack(product.simulatorUrl, { seed: 1, size: 'small' });
    const ended = await administrator.run(['diff', 'latest', 'live']);
    expect(ended.code).toBe(2);
    expect(ended.out).toMatch(/^user +.+ +modified +update/m);
    expect(`${ended.out}${ended.err}`).not.toContain(ESCAPE);
  });

  it('compares two backups', async () => {
    const [good] = records(await reader.run(['backup', 'list', '--json']));
    expect((await administrator.run(['backup', 'now'])).code).toBe(0);
    const ended = await administrator.run(['diff', String(good?.['id']), 'latest', '--json']);
    expect(ended.code).toBe(2);
    expect(recordOf(ended, 'report')).toMatchObject({ backup: { id: good?.['id'] } });
    expect(recordOf(ended, 'report')?.['comparedWith']).not.toBeNull();
    goodBackup = String(good?.['id']);
  });

  it('watches for drift: on, check, acknowledge, off', async () => {
    const rules = join(administrator.configFolder, 'rules.json');
    await writeFile(rules, JSON.stringify([{ name: 'Users', severity: 'high', objectTypes: ['user'] }]));
    const bad = await administrator.run(['drift', 'on', '--rules', `${rules}.none`, '--yes']);
    expect(bad).toMatchObject({ code: 3, err: expect.stringContaining('must hold the rules') });
    expect((await reader.run(['drift', 'on', '--yes'])).code).toBe(5);
    // The schedule looks at New Year, and once at once.
    const on = ['drift', 'on', '--schedule', '0 0 1 1 *', '--rules', rules, '--mass-change', '90', '--yes'];
    expect(await administrator.run(on)).toMatchObject({ code: 0, out: 'The drift watch is on.\n' });
    const checked = await administrator.run(['drift', 'check', '--json']);
    expect([0, 2]).toContain(checked.code);
    expect(recordOf(checked, 'drift')).toMatchObject({
      drift: { status: checked.code === 2 ? 'found' : 'none' },
    });
    const shown = await reader.run(['drift', 'show']);
    expect(shown.out).toMatch(/^Rules +Users \(high\)$/m);
    const report = String(recordOf(checked, 'drift')?.['id']);
    const acknowledged = await administrator.run(['drift', 'ack', report, '--reason', 'Known']);
    expect(acknowledged.code).toBe(checked.code === 2 ? 0 : 5);
    expect((await administrator.run(['drift', 'off', '--yes'])).code).toBe(0);
    expect((await reader.run(['drift', 'show'])).out).toContain('The drift watch is off.');
    expect(await administrator.run(['drift', 'check'])).toMatchObject({ code: 5 });
  });

  it('pins a backup, and lets it go', async () => {
    const pinned = await administrator.run(['backup', 'pin', goodBackup, '--reason', 'Before the move']);
    expect(pinned.code).toBe(0);
    expect((await reader.run(['backup', 'show', goodBackup])).out).toMatch(
      /^Pinned +by .+: Before the move$/m,
    );
    expect((await administrator.run(['backup', 'unpin', goodBackup])).code).toBe(0);
    expect((await reader.run(['backup', 'show', goodBackup])).out).not.toContain('Pinned');
    expect((await reader.run(['backup', 'pin', goodBackup])).code).toBe(5);
  });

  it('writes lines of JSON while it runs', async () => {
    const ended = await administrator.run(['diff', goodBackup, 'live', '--types', 'user', '--json']);
    expect(ended.code).toBe(2);
    const events = records(ended).map((record) => record['event']);
    expect(events[0]).toBe('started');
    expect(events).toEqual(expect.arrayContaining(['progress', 'report', 'change']));
    const changes = records(ended).filter((record) => record['event'] === 'change');
    expect(new Set(changes.map((record) => record['objectType']))).toEqual(new Set(['user']));
    const report = recordOf(ended, 'report')?.['id'];
    const deleted = await reader.run(['report', 'show', String(report), '--kind', 'softDeleted', '--json']);
    const kinds = records(deleted).flatMap(({ event, kind }) => (event === 'change' ? [kind] : []));
    expect(new Set(kinds)).toEqual(new Set(['softDeleted']));
  });

  it('tells who made the changes and when, and narrows a report to them', async () => {
    const ended = await administrator.run(['diff', goodBackup, 'live', '--json']);
    const report = String(recordOf(ended, 'report')?.['id']);
    const shown = await reader.run(['report', 'show', report]);
    expect(shown.out).toMatch(/^Made by +as the audit log tells up to /m);
    const changesOf = async (...filter: string[]) =>
      records(await reader.run(['report', 'show', report, '--json', ...filter])).filter(
        ({ event }) => event === 'change',
      );
    const all = await changesOf();
    const [latest] = all[0]?.['madeBy'] as { actor: { id: string; name: string }; at: string }[];
    const name = latest?.actor.name ?? '';
    expect(shown.out).toContain(name);
    expect(all.length).toBeGreaterThan(0);
    expect(await changesOf('--actor', latest?.actor.id ?? '')).not.toEqual([]);
    expect(await changesOf('--actor-name', name.slice(0, 4))).not.toEqual([]);
    expect(await changesOf('--actor-name', 'nobody is called this')).toEqual([]);
    expect(await changesOf('--after', '2000-01-01T00:00:00Z')).toEqual(all);
    expect(await changesOf('--before', '2000-01-01T00:00:00Z')).toEqual([]);
  });

  it('fits its tables to the terminal, with headings in bold unless NO_COLOR is set', async () => {
    const ended = await reader.onTerminal(['report', 'list'], { columns: 100 });
    expect(ended.out).toContain(`${ESCAPE}[1m`);
    expect(widestLine(ended.out)).toBeLessThanOrEqual(100);
    const plain = await reader.having({ NO_COLOR: '1' }).onTerminal(['report', 'list']);
    expect(plain.out).not.toContain(ESCAPE);
    expect((await reader.onTerminal(['report', 'list', '--no-color'])).out).not.toContain(ESCAPE);
  });

  it('writes nothing unless it is confirmed', async () => {
    const recover = ['recover', '--backup', goodBackup, '--types', 'user,group'];
    expect(await administrator.run(recover)).toMatchObject({
      code: 3,
      err: expect.stringContaining('--yes'),
    });
    const declined = await administrator.onTerminal(recover, { typed: 'n\n' });
    expect(declined).toMatchObject({ code: 1, out: expect.stringContaining('Nothing was done.') });
    expect(await reader.run(['history'])).toMatchObject({
      code: 0,
      out: 'Nothing has been recovered yet.\n',
    });
  });

  it('plans without asking', async () => {
    const ended = await administrator.run([
      'recover',
      '--backup',
      goodBackup,
      '--all',
      '--dry-run',
      '--json',
    ]);
    expect(ended.code).toBe(0);
    expect(recordOf(ended, 'recovery')).toMatchObject({
      dryRun: true,
      status: 'completed',
      objectsModified: 0,
    });
  });

  it('freezes a plan of what is chosen, shows it, and carries it out', async () => {
    const freeze = ['plan', 'freeze', '--backup', goodBackup, '--types', 'user', '--attribute', 'jobTitle'];
    const frozen = await administrator.run([...freeze, '--json']);
    expect(frozen.code).toBe(0);
    const plan = recordOf(frozen, 'plan') as { id: string; plan: { digest: string; stepCount: number } };
    const steps = records(frozen).filter(({ event }) => event === 'plannedStep');
    expect(steps).toHaveLength(plan.plan.stepCount);
    expect(steps.length).toBeGreaterThan(0);
    const shown = await reader.run(['plan', 'show', plan.id]);
    expect(shown).toMatchObject({ code: 0, out: expect.stringContaining(plan.plan.digest) });
    expect(shown.out).toMatch(/jobTitle: "External consultant" → /);
    const reviewer = administrator.having({ KNOWN_GOOD_TOKEN: await product.token('approver') });
    expect((await reviewer.run(['plan', 'approve', plan.id])).code).toBe(3);
    const unasked = await reviewer.run(['plan', 'approve', plan.id, '--reason', 'Looks right']);
    expect(unasked).toMatchObject({ code: 3, err: expect.stringContaining('--yes') });
    const own = await administrator.run(['plan', 'approve', plan.id, '--reason', 'Mine', '--yes', '--json']);
    expect([own.code, recordOf(own, 'error')?.['code']]).toEqual([5, 'RequesterMayNotApprove']);
    const approved = await reviewer.run(['plan', 'approve', plan.id, '--reason', 'Looks right', '--yes']);
    expect(approved).toMatchObject({ code: 0, out: expect.stringContaining('Approved.') });
    expect((await reader.run(['plan', 'show', plan.id])).out).toMatch(
      /Decided +approved by Robin Reviewer .+: Looks right/,
    );
    const carriedOut = await administrator.run(['recover', '--plan', plan.id, '--yes', '--json']);
    expect(carriedOut.code).toBe(0);
    expect(recordOf(carriedOut, 'recovery')).toMatchObject({
      status: 'completed',
      objectsModified: steps.length,
    });
  });

  it('recovers with a bar on the terminal', async () => {
    const recover = ['recover', '--backup', goodBackup, '--types', 'user,group', '--reason', 'An intruder'];
    const ended = await administrator.onTerminal(recover, { typed: 'y\n', columns: 90 });
    expect(ended.out).toMatch(/Recover all user, group objects of tenant .+ from backup .+\? \[y\/N\]/);
    expect(ended.out).toMatch(/\[#{24}\] 100 %/);
    expect(stripVTControlCharacters(ended.out)).toMatch(/Status +completed/);
    expect(ended.code).toBe(0);
    recovery = new RegExp(`Recovery +(${UUID})`).exec(stripVTControlCharacters(ended.out))?.[1] ?? '';
    const after = await administrator.run(['diff', goodBackup, 'live', '--types', 'user,group', '--json']);
    const left = records(after).filter(
      ({ event, recoverable }) => event === 'change' && recoverable === true,
    );
    expect(left).toEqual([]);
  });

  it('follows a job that has ended to its end, and shows the history', async () => {
    const watched = await reader.run(['watch', recovery]);
    expect(watched).toMatchObject({ code: 0, err: expect.stringMatching(/^completed +\d+ of \d+ steps/m) });
    expect(await reader.run(['history', recovery])).toMatchObject({
      code: 0,
      out: expect.stringMatching(/Reason +An intruder/),
    });
    const listed = records(await reader.run(['history', '--json']));
    expect(listed.map((record) => record['id'])).toContain(recovery);
  });

  it('undoes it', async () => {
    const ended = await administrator.run(['undo', recovery, '--yes', '--json']);
    expect([0, 7]).toContain(ended.code);
    expect(recordOf(ended, 'recovery')).toMatchObject({ undoes: { id: recovery } });
  });

  it('goes on when the waiting is interrupted, until it is cancelled; then it has ended with 1', async () => {
    const recover = ['recover', '--backup', goodBackup, '--all', '--yes', '--json'];
    let waiting = true;
    const interrupted = await administrator.run(recover, (out, interrupt) => {
      if (!waiting || !out.includes('"event":"progress"')) return;
      waiting = false;
      interrupt();
    });
    expect(interrupted.code).toBe(130);
    const id = String(recordOf(interrupted, 'started')?.['id']);
    expect(recordOf(interrupted, 'interrupted')).toMatchObject({ message: expect.stringContaining(id) });
    expect((await administrator.run(['cancel', id, '--yes'])).code).toBe(0);
    expect((await reader.run(['watch', id])).code).toBe(1);
  });
});

describe('the record', () => {
  it('is read, narrowed and replayed', async () => {
    const log = records(await reader.run(['audit', 'log', '--activity', 'RecoveryStarted', '--json']));
    expect(log.length).toBeGreaterThan(1);
    expect(new Set(log.map(({ activity }) => activity))).toEqual(new Set(['RecoveryStarted']));
    const all = records(await reader.run(['audit', 'log', '--limit', '100000', '--json']));
    const replayed = records(await reader.run(['audit', 'replay', '--json']));
    expect(replayed.map(({ id }) => id)).toEqual(all.map(({ id }) => id));
  });

  it('is verified, with all backups, without the server', async () => {
    const log = await stranger.run(['audit', 'verify', '--data', product.dataFolder]);
    expect(log).toMatchObject({ code: 0, out: expect.stringContaining('Intact.') });
    const backups = await stranger.run(['backup', 'verify', '--data', product.dataFolder, '--json']);
    expect(JSON.parse(backups.out)).toMatchObject({ intact: true, backups: { hurt: [] } });
    expect((await stranger.run(['audit', 'verify'])).code).toBe(3);
    expect((await stranger.run(['audit', 'verify', '--help'])).out).toContain('--checkpoints');
  });
});

describe('what cannot be done', () => {
  it.each([
    [['recover', '--yes'], 3, 'Usage'],
    [['backup', 'list', '--colour', 'red'], 3, 'Usage'],
    [['backup', 'list', '--limit', 'few'], 3, 'Usage'],
    [['diff', 'latest', 'live', '--types', 'robot'], 3, 'Usage'],
    [['fly'], 3, 'Usage'],
    [['backup', 'show', NOWHERE], 5, 'BackupNotFound'],
    [['recover', '--backup', NOWHERE, '--all', '--yes'], 5, 'BackupNotFound'],
    [['watch', NOWHERE], 5, 'JobNotFound'],
    [['plan', 'freeze', '--report', NOWHERE, '--all'], 3, 'Usage'],
    [['plan', 'freeze', '--report', NOWHERE], 5, 'DifferenceReportNotFound'],
    [['plan', 'show', NOWHERE], 5, 'PlanNotFound'],
    [['recover', '--plan', NOWHERE, '--yes'], 5, 'PlanNotFound'],
    [['tenants', '--server', 'http://127.0.0.1:1'], 6, 'Unreachable'],
  ])('%j ends with %d', async (args, code, name) => {
    const ended = await administrator.run([...args, '--json']);
    expect(ended.code).toBe(code);
    expect(recordOf(ended, 'error')).toMatchObject({ code: name, message: expect.stringMatching(/\w/) });
  });

  it('is refused to a reader, in words', async () => {
    const ended = await reader.run(['backup', 'now']);
    expect(ended).toMatchObject({ code: 5, out: '', err: expect.stringContaining('Backup Administrator') });
    expect((await stranger.having({ TOKEN: 'none' }).run(['tenants'])).code).toBe(4);
  });

  it('is told where no command is given', async () => {
    expect((await stranger.run([])).code).toBe(3);
    expect(await stranger.run(['--help'])).toMatchObject({
      code: 0,
      out: expect.stringContaining('Exit codes'),
    });
  });
});

describe('the built command', () => {
  it('can be run as it lies there, however often it was built', async () => {
    const { mode } = await stat(new URL('../../dist/apps/cli/src/main.js', import.meta.url));
    expect(mode & 0o111).toBe(0o111);
  });
});

describe('completion', () => {
  it('completes commands, options and their values', async () => {
    const complete = async (...words: string[]) => (await stranger.run(['complete', '--', ...words])).out;
    expect(await complete('ba')).toBe('backup\n');
    expect(await complete('backup', '')).toMatch(/^--help\nhelp\nlist\nnow\npin\nshow\nunpin\nverify\n$/);
    expect(await complete('report', 'show', 'x', '--ki')).toBe('--kind\n');
    expect(await complete('report', 'show', 'x', '--kind', 's')).toBe('softDeleted\n');
    expect(await complete('completion', '')).toContain('bash\nfish\nzsh\n');
  });

  it('works in bash', async () => {
    const { out } = await stranger.run(['completion', 'bash']);
    const bin = join(stranger.configFolder, 'known-good');
    const program = new URL('../../dist/apps/cli/src/main.js', import.meta.url).pathname;
    await writeFile(bin, `#!/bin/sh\nexec '${process.execPath}' --no-warnings '${program}' "$@"\n`, {
      mode: 0o755,
    });
    const typed = `COMP_WORDS=('${bin}' audit re); COMP_CWORD=2; _known_good; echo "\${COMPREPLY[@]}"`;
    const { stdout } = await execute('bash', ['-c', `${out}\n${typed}`]);
    expect(stdout).toBe('replay\n');
  });

  it.each(['zsh', 'fish'])('is written for %s', async (shell) => {
    expect(await stranger.run(['completion', shell])).toMatchObject({
      code: 0,
      out: expect.stringContaining('known-good'),
    });
  });
});
