import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { recordsOfCsv } from '../../libs/interchange/src/export/rfc4180.contract.js';
import { Product } from '../support/product.js';
import { CommandLine, type Ended } from './command-line.js';

let product: Product;
let line: CommandLine;
let folder: string;

type JsonLine = Readonly<Record<string, unknown>>;
const records = ({ out }: Ended): JsonLine[] =>
  out
    .trim()
    .split('\n')
    .map((text) => JSON.parse(text) as JsonLine);
const run = async (...args: string[]): Promise<Ended> => {
  const ended = await line.run(args);
  if (ended.code !== 0)
    throw new Error(`${args.join(' ')} ended with ${ended.code}: ${ended.err}${ended.out}`);
  return ended;
};
const graph = async (path: string, init: RequestInit = {}): Promise<Response> =>
  fetch(`${product.simulatorUrl}/v1.0${path}`, {
    ...init,
    headers: { authorization: 'Bearer test', 'content-type': 'application/json' },
  });
const listed = async (path: string): Promise<JsonLine[]> =>
  ((await (await graph(path)).json()) as { value: JsonLine[] }).value;
/** All files below a folder, with what they hold. */
async function filesOf(below: string): Promise<ReadonlyMap<string, string>> {
  const names = await readdir(below, { recursive: true, withFileTypes: true });
  const files = names.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  return new Map(await Promise.all(files.map(async (file) => [file, await readFile(file, 'utf8')] as const)));
}

beforeAll(async () => {
  product = await Product.start({ users: 120 });
  folder = await mkdtemp(join(tmpdir(), 'known-good-exports-'));
  line = await CommandLine.with({
    KNOWN_GOOD_SERVER: product.graphqlUrl.replace('/graphql', ''),
    KNOWN_GOOD_TOKEN: await product.token('administrator'),
  });
}, 120_000);
afterAll(async () => {
  await product.close();
  await line.remove();
  await rm(folder, { recursive: true, force: true });
}, 60_000);

describe('exports', () => {
  let user: string;

  it('hold a backup whole, as lines that are read back as the same backup', async () => {
    await run('backup', 'now');
    const out = join(folder, 'backup.jsonl');
    await run('export', 'backup', 'latest', '--out', out);
    const [header, ...objects] = (await readFile(out, 'utf8')).trim().split('\n');
    const shown = records(await run('backup', 'show', 'latest', '--json')).find(
      ({ event }) => event === 'backup',
    );
    expect(JSON.parse(header ?? '')).toMatchObject({
      format: 'known-good/backup-lines',
      root: shown?.['root'],
    });
    expect(objects).toHaveLength(Number(shown?.['objects']));
    const imported = await run('import', out, '--name', 'Own export', '--json');
    const id = String(records(imported).find(({ event }) => event === 'imported')?.['id']);
    const compared = await run('diff', id, 'latest', '--json');
    expect(records(compared).filter(({ event }) => event === 'change')).toEqual([]);
  }, 60_000);

  it('as trees differ in exactly the files of what has changed', async () => {
    const tree = join(folder, 'tree');
    await run('export', 'backup', 'latest', '--format', 'tree', '--out', tree);
    const before = await filesOf(tree);
    const people = await listed('/users?$top=50&$select=id,displayName,onPremisesSyncEnabled');
    const person = people.find((each) => each['onPremisesSyncEnabled'] !== true);
    user = String(person?.['id']);
    const changed = await graph(`/users/${user}`, { method: 'PATCH', body: '{"jobTitle":"=1+1"}' });
    expect(changed.status).toBe(204);
    await run('backup', 'now');
    await run('export', 'backup', 'latest', '--format', 'tree', '--out', tree);
    const after = await filesOf(tree);
    const differing = [...new Set([...before.keys(), ...after.keys()])].filter(
      (path) => before.get(path) !== after.get(path),
    );
    expect(differing.map((path) => path.slice(tree.length + 1)).sort()).toEqual([
      'manifest.json',
      expect.stringMatching(new RegExp(`^user/.*${user}\\.json$`)),
    ]);
  }, 60_000);

  it('write no tree into a folder of other things', async () => {
    const other = join(folder, 'other');
    await mkdir(other);
    await writeFile(join(other, 'thesis.txt'), 'mine');
    const ended = await line.run(['export', 'backup', 'latest', '--format', 'tree', '--out', other]);
    expect(ended).toMatchObject({ code: 3, err: expect.stringContaining('something else') });
    expect(await readFile(join(other, 'thesis.txt'), 'utf8')).toBe('mine');
  });

  it('as CSV give a report’s rows, and no formula to a spreadsheet', async () => {
    const backups = records(await run('backup', 'list', '--json')).filter(
      ({ trigger }) => trigger === 'request',
    );
    const ended = await line.run(['diff', String(backups.at(-1)?.['id']), 'latest', '--json']);
    expect(ended.code).toBe(2);
    const report = String(records(ended).find(({ event }) => event === 'report')?.['id']);
    const [titles = [], ...rows] = recordsOfCsv(
      (await run('export', 'report', report, '--format', 'csv')).out,
    );
    expect(rows).toHaveLength(1);
    const cell = (title: string) => rows[0]?.[titles.indexOf(title)];
    expect([cell('id'), cell('attribute'), cell('currentValue')]).toEqual([user, 'jobTitle', "'=1+1"]);
  }, 60_000);

  it('hold a plan', async () => {
    const [oldest] = records(await run('backup', 'list', '--json'))
      .filter(({ trigger }) => trigger === 'request')
      .toReversed();
    const frozen = await run('plan', 'freeze', '--backup', String(oldest?.['id']), '--ids', user, '--json');
    const plan = String(records(frozen).find(({ event }) => event === 'plan')?.['id']);
    const [header, step] = records(await run('export', 'plan', plan));
    expect(header).toMatchObject({ format: 'known-good/recovery-plan', steps: 1 });
    expect(step).toMatchObject({ id: user, does: 'update', attribute: 'jobTitle', seenValue: '=1+1' });
  }, 60_000);

  it('are no way to see how one object has come about: its timeline is', async () => {
    const versions = records(await run('object', 'log', 'user', user, '--json'));
    expect(versions).toMatchObject([
      {
        event: 'version',
        lifecycle: 'live',
        change: { attributes: [{ name: 'jobTitle', currentValue: '=1+1' }] },
      },
      { event: 'version', lifecycle: 'live', change: null },
    ]);
    const nobody = await run('object', 'log', 'user', '00000000-0000-0000-0000-000000000000');
    expect(nobody.out).toContain('No backup that is kept holds the object.');
  });

  it('are no way to see how one attribute has come about either: its history is', async () => {
    const periods = records(await run('object', 'log', 'user', user, '--attribute', 'jobTitle', '--json'));
    expect(periods).toMatchObject([
      { event: 'value', value: '=1+1' },
      { event: 'value', value: expect.not.stringContaining('=1+1') },
    ]);
    const unknown = await line.run(['object', 'log', 'user', user, '--attribute', 'jobTitel']);
    expect(unknown).toMatchObject({ code: 5, err: expect.stringContaining('no such attribute') });
  });

  it('lead back to an object’s last version before a moment by a plan of that object alone', async () => {
    const [newest] = records(await run('backup', 'list', '--json')).filter(
      ({ trigger }) => trigger === 'request',
    );
    const before = String(newest?.['takenAt']);
    const frozen = records(await run('object', 'plan', 'user', user, '--before', before, '--json'));
    expect(frozen.find(({ event }) => event === 'plan')).toMatchObject({ status: 'completed' });
    const steps = frozen.filter(({ event }) => event === 'plannedStep');
    expect(steps).toMatchObject([
      { objectId: user, action: 'update', attributes: [{ name: 'jobTitle', seen: '=1+1' }] },
    ]);
    const never = await line.run(['object', 'plan', 'user', user, '--before', '2000-01-01T00:00:00Z']);
    expect(never).toMatchObject({ code: 5, err: expect.stringContaining('object log') });
  }, 60_000);

  it('are refused where there is nothing to export', async () => {
    const nowhere = '00000000-0000-0000-0000-000000000000';
    expect((await line.run(['export', 'backup', nowhere])).code).toBe(5);
    expect((await line.run(['export', 'report', nowhere])).code).toBe(5);
    expect((await line.run(['export', 'plan', nowhere])).code).toBe(5);
    expect((await line.run(['export', 'backup', 'latest', '--format', 'tree'])).code).toBe(3);
  });
});

describe('an export of another tool', () => {
  let id: string;

  it('is imported as a backup, and differs in nothing that has not changed', async () => {
    const groups = await listed('/groups?$top=20');
    for (const group of groups) {
      const path = join(folder, 'entra', 'Groups', String(group['id']));
      await mkdir(path, { recursive: true });
      await writeFile(join(path, `${String(group['id'])}.json`), JSON.stringify(group));
    }
    await writeFile(join(folder, 'entra', 'README.txt'), 'not taken');
    const imported = await line.run(['import', join(folder, 'entra'), '--json']);
    expect(imported.code).toBe(7);
    expect(records(imported).find(({ event }) => event === 'importProblem')).toMatchObject({
      code: 'otherFile',
      path: 'README.txt',
    });
    expect(records(imported).find(({ event }) => event === 'importedType')).toMatchObject({
      type: 'group',
      objects: groups.length,
    });
    id = String(records(imported).find(({ event }) => event === 'imported')?.['id']);
    const compared = await run('diff', id, 'live', '--types', 'group', '--json');
    expect(records(compared).filter(({ event }) => event === 'change')).toEqual([]);
  }, 60_000);

  it('shows what has changed since, and nothing else', async () => {
    const [group] = (await listed('/groups?$top=20')).filter(
      (each) => each['onPremisesSyncEnabled'] !== true,
    );
    const path = `/groups/${String(group?.['id'])}`;
    expect((await graph(path, { method: 'PATCH', body: '{"description":"Changed"}' })).status).toBe(204);
    const compared = await line.run(['diff', id, 'live', '--json']);
    expect(compared.code).toBe(2);
    const changes = records(compared).filter(({ event }) => event === 'change');
    expect(changes.map(({ objectId }) => objectId)).toEqual([group?.['id']]);
  }, 60_000);

  it('is neither `latest` nor recovered from', async () => {
    const backups = records(await run('backup', 'list', '--json'));
    expect(backups.find((each) => each['id'] === id)).toMatchObject({
      trigger: 'import',
      completeness: 'partial',
    });
    const latest = records(await run('backup', 'show', 'latest', '--json')).find(
      ({ event }) => event === 'backup',
    );
    expect(latest).toMatchObject({ trigger: 'request' });
    const ended = await line.run(['recover', '--backup', id, '--all', '--yes', '--json']);
    expect(ended.code).toBe(5);
    expect(records(ended).at(-1)).toMatchObject({ code: 'ImportedBackupNotRecoverable' });
  });
});
