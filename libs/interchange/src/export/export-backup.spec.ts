import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { sameAttribute, sameLinkValue } from '#catalogue';
import type { BackupHeader } from '../format/backup-header.js';
import type { ObjectWithLinks } from '../format/object-with-links.js';
import { anyJson, anyObject, given, streamed } from '../format/objects.contract.js';
import { backupAsFolder, backupAsLines } from './export-backup.js';

const A = '00000000-0000-4000-8000-00000000000a';
const B = '00000000-0000-4000-8000-00000000000b';

const HEADER: BackupHeader = {
  tenantId: 'c0ffee00-5eed-4bad-900d-000000000001',
  backupId: '11111111-1111-4111-8111-111111111111',
  takenAt: '2026-03-01T12:00:00.000Z',
  root: 'ab'.repeat(32),
  completeness: [{ type: 'group', objects: 1, links: 2, gaps: ['licence'] }],
};

const GROUP = given('group', A, { securityEnabled: true, displayName: 'Crew', extra: 1 }, [
  { link: 'members', target: B, value: '' },
  { link: 'members', target: A, value: '' },
]);

describe('a backup as JSON lines', () => {
  it('begins with its header and has a line for each object with its links', async () => {
    const text = await Array.fromAsync(backupAsLines(HEADER, streamed([GROUP])));
    expect(text).toEqual([
      `{"format":"known-good/backup-lines","version":1,"tenantId":"${HEADER.tenantId}","backupId":"${HEADER.backupId}","takenAt":"${HEADER.takenAt}","root":"${HEADER.root}","completeness":[{"type":"group","objects":1,"links":2,"gaps":["licence"]}]}\n`,
      `{"type":"group","id":"${A}","lifecycle":"live","attributes":{"displayName":"Crew","securityEnabled":true,"extra":1},"links":{"members":["${A}","${B}"]}}\n`,
    ]);
  });

  it('takes an object at a time', async () => {
    let taken = 0;
    async function* objects(): AsyncGenerator<ObjectWithLinks> {
      for (;;) {
        taken += 1;
        yield GROUP;
      }
    }
    const lines = backupAsLines(HEADER, objects());
    await lines.next();
    await lines.next();
    await lines.next();
    expect(taken).toBe(2);
  });
});

describe('a backup as a folder', () => {
  it('has a file for each object, and its manifest last', async () => {
    const grant = given('servicePrincipal', A, { tags: ['b', 'a'] }, [
      { link: 'oauth2PermissionGrants', target: B, value: 'User.Read' },
      { link: 'appRoleAssignedTo', target: `${B}.${A}`, value: '' },
    ]);
    const files = await Array.fromAsync(backupAsFolder(HEADER, streamed([grant])));
    expect(files.map(({ path }) => path)).toEqual([`servicePrincipal/${A}.json`, 'manifest.json']);
    expect(files[0]?.content).toBe(`{
  "type": "servicePrincipal",
  "id": "${A}",
  "lifecycle": "live",
  "attributes": {
    "tags": [
      "a",
      "b"
    ]
  },
  "links": {
    "appRoleAssignedTo": [
      "${B}.${A}"
    ],
    "oauth2PermissionGrants": {
      "${B}": "User.Read"
    }
  }
}
`);
  });

  const contentOf = async (one: ObjectWithLinks): Promise<string | undefined> =>
    (await Array.fromAsync(backupAsFolder(HEADER, streamed([one]))))[0]?.content;

  const differ = (
    one: ObjectWithLinks,
    name: string,
    value: ObjectWithLinks['object']['attributes'][string],
  ) => ({
    ...one,
    object: { ...one.object, attributes: { ...one.object.attributes, [name]: value } },
  });

  it('differs in the attributes that a comparison finds different, and in no others', async () => {
    const change = anyObject.chain((one) => {
      const names = Object.keys(one.object.attributes);
      return fc.record({
        one: fc.constant(one),
        name: fc.constantFrom('displayName', ...names),
        values: fc.tuple(anyJson, anyJson),
        isReordered: fc.boolean(),
      });
    });
    await fc.assert(
      fc.asyncProperty(change, async ({ one, name, values: [before, after], isReordered }) => {
        const changed = isReordered && Array.isArray(before) ? (before as unknown[]).toReversed() : after;
        const value = changed as typeof after;
        const [was, is] = [
          await contentOf(differ(one, name, before)),
          await contentOf(differ(one, name, value)),
        ];
        expect(was === is).toBe(sameAttribute(one.object.type, name, before, value));
      }),
    );
  });

  it('shows a change of one member as one line', async () => {
    const without = await contentOf({ ...GROUP, links: GROUP.links.slice(0, 1) });
    const whole = await contentOf(GROUP);
    const lines = new Set(without?.split('\n'));
    expect(whole?.split('\n').filter((line) => !lines.has(line))).toEqual([`      "${A}",`]);
  });

  it('differs in the values of links that a comparison finds different', async () => {
    const grant = (value: string): ObjectWithLinks =>
      given('servicePrincipal', A, {}, [{ link: 'oauth2PermissionGrants', target: B, value }]);
    const ref = { type: 'servicePrincipal', id: A, link: 'oauth2PermissionGrants', target: B } as const;
    const words = fc
      .array(fc.constantFrom('User.Read', 'Mail.Read', 'Mail.Send'))
      .map((all) => all.join(' '));
    await fc.assert(
      fc.asyncProperty(words, words, async (one, other) => {
        const isSame = (await contentOf(grant(one))) === (await contentOf(grant(other)));
        expect(isSame).toBe(sameLinkValue(ref, one, other));
      }),
    );
  });
});
