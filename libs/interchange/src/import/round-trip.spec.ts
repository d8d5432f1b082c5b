import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { OBJECT_TYPES, linkKey } from '#catalogue';
import { backupAsFolder, backupAsLines } from '../export/export-backup.js';
import type { BackupHeader } from '../format/backup-header.js';
import { canonicalDocumentOf } from '../format/object-document.js';
import { linkRef, type ObjectWithLinks } from '../format/object-with-links.js';
import { anyObjects, given, streamed } from '../format/objects.contract.js';
import { ExportFolder, importedFrom, type Imported } from './export-folder.contract.js';

const A = '00000000-0000-4000-8000-00000000000a';
const B = '00000000-0000-4000-8000-00000000000b';

const headerOf = (objects: readonly ObjectWithLinks[]): BackupHeader => ({
  tenantId: 'c0ffee00-5eed-4bad-900d-000000000001',
  backupId: A,
  takenAt: '2026-03-01T12:00:00.000Z',
  root: 'ab'.repeat(32),
  completeness: OBJECT_TYPES.map((type) => {
    const ofType = objects.filter(({ object }) => object.type === type);
    const links = ofType.reduce((sum, { links: own }) => sum + own.length, 0);
    return { type, objects: ofType.length, links, gaps: [] };
  }),
});

let folder: ExportFolder;
beforeEach(() => {
  folder = new ExportFolder();
});
afterEach(() => folder[Symbol.dispose]());

async function throughLines(objects: readonly ObjectWithLinks[]): Promise<Imported> {
  const lines = await Array.fromAsync(backupAsLines(headerOf(objects), streamed(objects)));
  folder.put('backup.jsonl', lines.join(''));
  return importedFrom(`${folder.path}/backup.jsonl`);
}

async function throughFolder(objects: readonly ObjectWithLinks[]): Promise<Imported> {
  using own = new ExportFolder();
  await own.putAll(backupAsFolder(headerOf(objects), streamed(objects)));
  return await importedFrom(own.path);
}

/** The items put together again, in the order of the objects given. */
function objectsIn({ items }: Imported, like: readonly ObjectWithLinks[]): ObjectWithLinks[] {
  return like.map(({ object: { type, id } }) => {
    const object = items.find(
      (item) => item.item === 'object' && item.object.type === type && item.object.id === id,
    );
    const links = items.flatMap((item) =>
      item.item === 'link' && item.link.type === type && item.link.id === id ? [item] : [],
    );
    if (object?.item !== 'object') throw new Error('The object did not come back.');
    return {
      object: object.object,
      links: links
        .sort((a, b) => (linkKey(a.link) < linkKey(b.link) ? -1 : 1))
        .map(({ link: { link, target }, value }) => ({ link, target, value })),
    };
  });
}

const sizeOf = (objects: readonly ObjectWithLinks[]): number =>
  objects.reduce((sum, { links }) => sum + 1 + links.length, 0);

describe('a backup that was exported', () => {
  it('comes back from JSON lines as it was', async () => {
    await fc.assert(
      fc.asyncProperty(anyObjects, async (objects) => {
        const imported = await throughLines(objects);
        expect(imported.problems).toEqual([]);
        expect(imported.items).toHaveLength(sizeOf(objects));
        expect(objectsIn(imported, objects)).toEqual(objects);
        expect(imported.summary.header).toEqual(headerOf(objects));
      }),
    );
  });

  it('comes back from its folder as what a comparison takes for the same', async () => {
    await fc.assert(
      fc.asyncProperty(anyObjects, async (objects) => {
        const imported = await throughFolder(objects);
        expect(imported.problems).toEqual([]);
        expect(imported.items).toHaveLength(sizeOf(objects));
        expect(objectsIn(imported, objects).map(canonicalDocumentOf)).toEqual(
          objects.map(canonicalDocumentOf),
        );
        const links = (all: readonly ObjectWithLinks[]) =>
          all.flatMap(({ object, links: own }) => own.map((link) => linkKey(linkRef(object, link))));
        expect(links(objectsIn(imported, objects))).toEqual(links(objects));
      }),
      { numRuns: 40 },
    );
  });
});

describe('an export of Known Good', () => {
  const two = [
    given('group', A, { displayName: 'A' }, [{ link: 'members', target: B, value: '' }]),
    given('user', B),
  ];
  const lines = async (): Promise<string[]> => Array.fromAsync(backupAsLines(headerOf(two), streamed(two)));

  it('says so where lines are missing', async () => {
    folder.put('backup.jsonl', (await lines()).slice(0, 2).join(''));
    const { items, summary } = await importedFrom(folder.path);
    expect(items).toHaveLength(2);
    expect(summary.problems).toEqual([
      {
        path: 'backup.jsonl',
        code: 'incomplete',
        message: 'holds 0 objects of type user with 0 links; its header tells of 1 with 0',
      },
    ]);
  });

  it('names the line that is not in its form, and reads on', async () => {
    const [header = '', ...rest] = await lines();
    folder.put('backup.jsonl', [header, '{"type":"group"}\n', '{"type":\n', ...rest].join(''));
    const { items, summary } = await importedFrom(folder.path);
    expect(items).toHaveLength(3);
    expect(summary.problems.map(({ line, code }) => [line, code])).toEqual([
      [2, 'badObject'],
      [3, 'notJson'],
    ]);
  });

  it.each([
    ['an id that cannot be', { id: '' }],
    ['half a character', { id: '\ud800' }],
    ['a type that is none', { type: '__proto__' }],
    ['a lifecycle that is none', { lifecycle: 'gone' }],
    ['attributes that are none', { attributes: [] }],
    ['links of no known kind', { links: { friends: [B] } }],
    ['a target that is none', { links: { members: [1] } }],
    ['a value that is none', { links: { members: { [B]: 1 } } }],
  ])('refuses an object with %s', async (_, other) => {
    const [header = ''] = await lines();
    const object = { type: 'group', id: A, lifecycle: 'live', attributes: {}, ...other };
    folder.put('backup.jsonl', `${header}${JSON.stringify(object)}\n`);
    const { items, problems } = await importedFrom(folder.path);
    expect(items).toEqual([]);
    expect(problems[0]).toBe('backup.jsonl: badObject');
  });

  it('is refused where a later release has written it', async () => {
    const [header = '', ...rest] = await lines();
    folder.put('backup.jsonl', [header.replace('"version":1', '"version":2'), ...rest].join(''));
    const { items, problems } = await importedFrom(folder.path);
    expect(items).toEqual([]);
    expect(problems).toEqual(['backup.jsonl: badHeader']);
  });

  it('is refused where its folder has no manifest', async () => {
    for await (const { path, content } of backupAsFolder(headerOf(two), streamed(two)))
      if (path !== 'manifest.json') folder.put(path, content);
    const { items, problems } = await importedFrom(folder.path);
    expect(items).toEqual([]);
    expect(problems).toEqual([`group/A-${A}.json: incomplete`, `user/${B}.json: incomplete`]);
  });

  it('is read beside the `.git` that keeps it', async () => {
    await folder.putAll(backupAsFolder(headerOf(two), streamed(two)));
    folder.put('.git/config.json', '{}');
    const { items, problems } = await importedFrom(folder.path);
    expect(items).toHaveLength(3);
    expect(problems).toEqual(['.git: hidden']);
  });

  it('is not read as a part of another folder', async () => {
    using outer = new ExportFolder();
    for await (const { path, content } of backupAsFolder(headerOf(two), streamed(two)))
      outer.put(`inner/${path}`, content);
    expect((await importedFrom(outer.path)).problems).toContain('inner/manifest.json: badHeader');
  });

  it('ends at what is not UTF-8', async () => {
    const all = Buffer.from((await lines()).join(''));
    folder.put('backup.jsonl', Buffer.concat([all, Buffer.from([0xc3, 0x28, 0x0a])]));
    expect((await importedFrom(folder.path)).problems).toContain('backup.jsonl: notText');
  });
});
