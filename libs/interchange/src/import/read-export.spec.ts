import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { existsSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { decodeObject, type JsonObject } from '#catalogue';
import { ExportFolder, importedFrom, type Imported } from './export-folder.contract.js';
import { MOST_FILE_BYTES } from './export-files.js';
import { readExport } from './read-export.js';
import { snapshotEntry } from './snapshot-entry.js';

const USER = '11111111-1111-4111-8111-111111111111';
const GROUP = '22222222-2222-4222-8222-222222222222';
const POLICY = '33333333-3333-4333-8333-333333333333';
const LOCATION = '44444444-4444-4444-8444-444444444444';
const APPLICATION = '55555555-5555-4555-8555-555555555555';
const PRINCIPAL = '66666666-6666-4666-8666-666666666666';
const DEVICE = '99999999-9999-4999-8999-999999999999';
const ROLE = '00000000-0000-0000-0000-000000000000';

let folder: ExportFolder;
beforeEach(() => {
  folder = new ExportFolder();
});
afterEach(() => folder[Symbol.dispose]());

const policy = (more: JsonObject = {}): JsonObject => ({
  displayName: 'P',
  state: 'enabled',
  conditions: { users: { includeUsers: ['All'] }, applications: { includeApplications: ['All'] } },
  grantControls: { operator: 'OR', builtInControls: ['mfa'] },
  ...more,
});

function attributesIn({ items }: Imported, id: string): JsonObject {
  const found = items.find((item) => item.item === 'object' && item.object.id === id);
  return found?.item === 'object' ? found.object.attributes : {};
}

describe("EntraExporter's folder", () => {
  beforeEach(() => {
    folder.put(`Users/${USER}/${USER}.json`, { id: USER.toUpperCase(), displayName: 'Ada', extensions: [] });
    folder.put(`Groups/${GROUP}/${GROUP}.json`, { id: GROUP, displayName: 'Crew', groupTypes: [] });
    folder.put(`Groups/${GROUP}/Members/${USER}/${USER}.json`, {
      '@odata.type': '#microsoft.graph.user',
      id: USER,
      displayName: 'Ada',
      userPrincipalName: 'ada@ours.example',
    });
    folder.put(`Groups/${GROUP}/Members/${DEVICE}/${DEVICE}.json`, {
      '@odata.type': '#microsoft.graph.device',
      id: DEVICE,
    });
    folder.put(`Groups/${GROUP}/Owners/${USER}/${USER}.json`, {
      id: USER,
      userPrincipalName: 'ada@ours.example',
    });
    folder.put(`Applications/${APPLICATION}/${APPLICATION}.json`, {
      id: APPLICATION,
      appId: DEVICE,
      signInAudience: 'x',
    });
    folder.put(`ServicePrincipals/${PRINCIPAL}/${PRINCIPAL}.json`, {
      id: PRINCIPAL,
      appId: DEVICE,
      servicePrincipalType: 'Application',
    });
    const assignment = {
      id: 'abc',
      appRoleId: ROLE,
      principalId: USER,
      principalType: 'User',
      resourceId: PRINCIPAL,
    };
    folder.put(`ServicePrincipals/${PRINCIPAL}/AppRoleAssignedTo/abc/abc.json`, assignment);
    folder.put(`ServicePrincipals/${APPLICATION}/AppRoleAssignments/abc/abc.json`, assignment);
    const grant = {
      clientId: DEVICE,
      consentType: 'AllPrincipals',
      resourceId: PRINCIPAL,
      scope: 'User.Read',
    };
    folder.put(`ServicePrincipals/${DEVICE}/Oauth2PermissionGrants/def/def.json`, grant);
    folder.put(`ServicePrincipals/${DEVICE}/Oauth2PermissionGrants/ghi/ghi.json`, {
      ...grant,
      consentType: 'Principal',
      principalId: USER,
    });
    folder.put(`Identity/Conditional/AccessPolicies/${POLICY}/${POLICY}.json`, { id: POLICY, ...policy() });
    folder.put(`Identity/Conditional/NamedLocations/${LOCATION}/${LOCATION}.json`, {
      id: LOCATION,
      displayName: 'L',
      countriesAndRegions: ['NL'],
    });
  });

  it('gives objects and the links that their folders hold', async () => {
    const imported = await importedFrom(folder.path);
    expect(imported.keys).toEqual([
      `application/${APPLICATION}`,
      `conditionalAccessPolicy/${POLICY}`,
      `group/${GROUP}`,
      `group/${GROUP}/members/${USER}`,
      `namedLocationPolicy/${LOCATION}`,
      `servicePrincipal/${PRINCIPAL}`,
      `servicePrincipal/${PRINCIPAL}/appRoleAssignedTo/${USER}.${ROLE}`,
      `servicePrincipal/${PRINCIPAL}/oauth2PermissionGrants/${DEVICE}`,
      `user/${USER}`,
    ]);
    expect(imported.items.find((item) => item.item === 'link' && item.value !== '')).toMatchObject({
      value: 'User.Read',
    });
    expect(attributesIn(imported, LOCATION)['@odata.type']).toBe('#microsoft.graph.countryNamedLocation');
  });

  it('names everything that backups do not hold', async () => {
    expect((await importedFrom(folder.path)).problems).toEqual([
      `Groups/${GROUP}/Members/${DEVICE}/${DEVICE}.json: notHeld`,
      `Groups/${GROUP}/Owners/${USER}/${USER}.json: notHeld`,
      `ServicePrincipals/${DEVICE}/Oauth2PermissionGrants/ghi/ghi.json: notHeld`,
    ]);
  });

  it('tells of each type that it was imported, how much, and what it says nothing of', async () => {
    const { summary } = await importedFrom(folder.path);
    expect(summary.types.every(({ mode }) => mode === 'imported')).toBe(true);
    const ofGroups = summary.types.find(({ type }) => type === 'group');
    expect(ofGroups).toMatchObject({ objects: 1, links: 1, duplicates: 0, untold: { mailNickname: 1 } });
    expect(ofGroups?.untold).not.toHaveProperty('displayName');
    expect(summary.types.find(({ type }) => type === 'servicePrincipal')).toMatchObject({
      links: 2,
      duplicates: 1,
    });
  });

  it('does not take what is shown of a user elsewhere for the user', async () => {
    const shown = { '@odata.type': '#microsoft.graph.user', id: DEVICE, userPrincipalName: 'x@ours.example' };
    folder.put(`DirectoryRoles/${POLICY}/Members/${DEVICE}/${DEVICE}.json`, shown);
    folder.put(`AdministrativeUnits/${POLICY}/Members/${DEVICE}/${DEVICE}.json`, shown);
    folder.put(`PIM/Groups/${POLICY}/${POLICY}.json`, { id: POLICY, displayName: 'x' });
    folder.put(`IdentityGovernance/Organizations/${POLICY}/ExternalSponsors/${DEVICE}/${DEVICE}.json`, shown);
    folder.put(`Applications/${APPLICATION}/Owners/${DEVICE}/${DEVICE}.json`, shown);
    const { keys, problems } = await importedFrom(folder.path);
    expect(keys).not.toContain(`user/${DEVICE}`);
    expect(keys).not.toContain(`group/${POLICY}`);
    expect(problems.filter((problem) => problem.endsWith('notHeld'))).toHaveLength(8);
  });

  it('puts the authentication methods together that lie in files of their own', async () => {
    const methods = 'Policies/AuthenticationMethodsPolicy/AuthenticationMethodConfigurations';
    folder.put(`${methods}/Email.json`, {
      '@odata.type': '#microsoft.graph.emailAuthenticationMethodConfiguration',
      id: 'Email',
      state: 'disabled',
    });
    folder.put(`${methods}/FIDO2.json`, { id: 'Fido2', state: 'enabled' });
    folder.put('Policies/AuthorizationPolicy/authorizationPolicy/authorizationPolicy.json', {
      id: 'authorizationPolicy',
      guestUserRoleId: GROUP,
    });
    const imported = await importedFrom(folder.path);
    const told = attributesIn(imported, 'authenticationMethodsPolicy');
    expect(Object.keys(told).sort()).toEqual(['email', 'fido2']);
    expect(told['email']).toMatchObject({ state: 'disabled' });
    expect(attributesIn(imported, 'authorizationPolicy')['guestUserRoleId']).toBe(GROUP);
  });

  it('keeps links whose owner it does not hold apart', async () => {
    folder.put(`Groups/${DEVICE}/Members/${USER}/${USER}.json`, { id: USER });
    const { keys, problems } = await importedFrom(folder.path);
    expect(keys.filter((key) => key.includes(DEVICE))).toEqual([
      `servicePrincipal/${PRINCIPAL}/oauth2PermissionGrants/${DEVICE}`,
    ]);
    expect(problems).toContain(`Groups/${DEVICE}/Members/${USER}/${USER}.json: noOwner`);
  });
});

describe("IntuneManagement's folder", () => {
  it('is read in any encoding, without what the tool has added', async () => {
    const { displayName = null, state = null, conditions = null } = policy();
    const exported = {
      '@odata.context':
        'https://graph.microsoft.com/beta/$metadata#identity/conditionalAccess/policies/$entity',
      '@ObjectFromFile': true,
      '#CustomRef_roles': 'Global Administrator|:|x',
      '#microsoft.graph.restore': { target: 'x' },
      'grantControls@odata.context': 'x',
      id: POLICY,
      displayName,
      state,
      conditions,
      GrantControls: { operator: 'AND', '#CustomRef_x': 'y' },
      somethingNew: { a: 1 },
    };
    folder.put('ConditionalAccess/Ünïcode.json', Buffer.from(`\uFEFF${JSON.stringify(exported)}`, 'utf16le'));
    const location = JSON.stringify({ displayName: 'L', isTrusted: true, ipRanges: [] });
    folder.put(`NamedLocations/L_${LOCATION}.json`, Buffer.from(`\uFEFF${location}`, 'utf16le').swap16());
    folder.put('Groups/Users.json', { id: GROUP, displayName: 'Users', securityEnabled: true });
    folder.put('MigrationTable.json', {
      TenantId: USER,
      Objects: [{ Id: GROUP, DisplayName: 'x', Type: 'Group' }],
    });
    folder.put('Applications/Company Portal.json', {
      '@odata.type': '#microsoft.graph.win32LobApp',
      id: DEVICE,
    });
    const imported = await importedFrom(folder.path);
    expect(imported.keys).toEqual([
      `conditionalAccessPolicy/${POLICY}`,
      `group/${GROUP}`,
      `namedLocationPolicy/${LOCATION}`,
    ]);
    expect(attributesIn(imported, POLICY)).toEqual({
      displayName,
      state,
      conditions,
      grantControls: { operator: 'AND' },
      somethingNew: { a: 1 },
    });
    expect(attributesIn(imported, LOCATION)['@odata.type']).toBe('#microsoft.graph.ipNamedLocation');
    expect(imported.problems).toEqual([
      'Applications/Company Portal.json: notHeld',
      'MigrationTable.json: notHeld',
    ]);
  });
});

describe("Graph's own answers", () => {
  it('are read in one file, with links that an object carries', async () => {
    folder.put('answer.json', {
      '@odata.context': 'https://graph.microsoft.com/v1.0/$metadata#groups(id,displayName,members())',
      '@odata.nextLink': 'x',
      value: [
        {
          id: GROUP,
          displayName: 'Crew',
          members: [{ '@odata.type': '#microsoft.graph.group', id: DEVICE }],
        },
        { id: DEVICE, 'members@odata.bind': [`https://graph.microsoft.com/v1.0/users/${USER}`] },
        { displayName: 'nameless' },
      ],
    });
    const { keys, problems } = await importedFrom(`${folder.path}/answer.json`);
    expect(keys).toEqual([
      `group/${GROUP}`,
      `group/${GROUP}/members/${DEVICE}`,
      `group/${DEVICE}`,
      `group/${DEVICE}/members/${USER}`,
    ]);
    expect(problems).toEqual(['answer.json: noId']);
  });

  it('may be empty', async () => {
    folder.put('users.json', { value: [] });
    expect(await importedFrom(folder.path)).toMatchObject({ items: [], problems: [] });
  });

  it('show what is deleted', async () => {
    folder.put('users.json', {
      value: [{ id: USER, displayName: 'x', deletedDateTime: '2026-01-01T00:00:00Z' }],
    });
    const { items } = await importedFrom(folder.path);
    expect(items[0]).toMatchObject({ object: { lifecycle: 'softDeleted' } });
  });
});

describe('an object that was exported twice', () => {
  it('is taken once, and named where it was not alike', async () => {
    folder.put('a/users.json', [{ id: USER, displayName: 'A' }]);
    folder.put('b/users.json', [{ id: USER, displayName: 'A' }]);
    folder.put('c/users.json', [{ id: USER, displayName: 'C' }]);
    const { keys, summary, problems } = await importedFrom(folder.path);
    expect(keys).toEqual([`user/${USER}`]);
    expect(summary.types).toMatchObject([{ type: 'user', objects: 1, duplicates: 2 }]);
    expect(problems).toEqual(['c/users.json: duplicate']);
  });
});

describe('an object that was exported without its id', () => {
  it('is not taken, for there is nothing to compare it with', async () => {
    folder.put('p.json', policy());
    const { items, problems } = await importedFrom(folder.path);
    expect(items).toEqual([]);
    expect(problems).toEqual(['p.json: noId']);
  });

  it('is taken where the caller knows its id', async () => {
    folder.put('p.json', policy());
    const identify = (type: string, { displayName }: JsonObject) =>
      type === 'conditionalAccessPolicy' && displayName === 'P' ? POLICY : undefined;
    expect((await importedFrom(folder.path, { identify })).keys).toEqual([
      `conditionalAccessPolicy/${POLICY}`,
    ]);
  });
});

describe('what is imported', () => {
  it('can be put into a snapshot', async () => {
    folder.put('users.json', [{ id: USER, displayName: 'Ada' }]);
    const [item] = (await importedFrom(folder.path)).items;
    if (item?.item !== 'object') throw new Error('Nothing was imported.');
    const { key, value } = snapshotEntry(item);
    expect(key).toBe(`user/${USER}`);
    expect(decodeObject('user', USER, value)).toEqual(item.object);
    expect(item.untold).toContain('department');
    expect(item.object.attributes).toEqual({ displayName: 'Ada' });
  });
});

describe('files that cannot be used', () => {
  it('are named with the reason, and stop nothing', async () => {
    using outside = new ExportFolder();
    outside.put('Users/outside.json', { id: DEVICE, userPrincipalName: 'x@ours.example' });
    folder.put('a/broken.json', '{"displayName":');
    folder.put('a/deep.json', `${'['.repeat(100_000)}${']'.repeat(100_000)}`);
    folder.put('a/empty.json', '');
    folder.put('a/list.json', [1, 2]);
    folder.put('a/strange.json', { weather: 'fine' });
    folder.put('a/bytes.json', Buffer.from([0xff, 0x00, 0x80, 0xc3, 0x28]));
    folder.put('a/proto.json', { '@odata.type': '#microsoft.graph.constructor', id: USER });
    folder.put('b.jsonl', '{"id":1}\n');
    folder.put('readme.txt', 'no JSON');
    symlinkSync(outside.path, `${folder.path}/link`);
    symlinkSync(`${outside.path}/Users/outside.json`, `${folder.path}/user.json`);
    folder.put('a/huge.json', '');
    truncateSync(`${folder.path}/a/huge.json`, MOST_FILE_BYTES + 1);
    folder.put('Users/one.json', { id: USER, userPrincipalName: 'ada@ours.example' });
    const { keys, problems, summary } = await importedFrom(folder.path);
    expect(keys).toEqual([`user/${USER}`]);
    expect(problems).toEqual([
      'a/broken.json: notJson',
      'a/bytes.json: notText',
      'a/deep.json: tooDeep',
      'a/empty.json: notJson',
      'a/huge.json: tooLarge',
      'a/list.json: unknownKind',
      'a/proto.json: notHeld',
      'a/strange.json: unknownKind',
      'b.jsonl: badHeader',
      'link: symbolicLink',
      'readme.txt: otherFile',
      'user.json: symbolicLink',
    ]);
    expect(summary.problemsInAll).toBe(12);
  });

  it('are listed up to a number and counted beyond', async () => {
    folder.put(
      'all.json',
      Array.from({ length: 10_002 }, () => ({ weather: 'fine' })),
    );
    const { summary } = await importedFrom(folder.path);
    expect([summary.problems.length, summary.problemsInAll]).toEqual([10_000, 10_002]);
  });

  it('may be none at all', async () => {
    expect((await importedFrom(`${folder.path}/nowhere`)).problems).toEqual(['nowhere: notFound']);
  });
});

describe('an import', () => {
  it('ends when it is told to', async () => {
    folder.put('users.json', [{ id: USER, displayName: 'Ada' }]);
    const reading = readExport(folder.path, { signal: AbortSignal.abort(new Error('stopped')) });
    await expect(Array.fromAsync(reading)).rejects.toThrow('stopped');
  });

  it('reads a folder that is named by a link', async () => {
    folder.put('export/users.json', [{ id: USER, displayName: 'Ada' }]);
    symlinkSync(`${folder.path}/export`, `${folder.path}/latest`);
    expect((await importedFrom(`${folder.path}/latest`)).keys).toEqual([`user/${USER}`]);
    writeFileSync(`${folder.path}/one.json`, JSON.stringify([{ id: GROUP, groupTypes: [] }]));
    symlinkSync(`${folder.path}/one.json`, `${folder.path}/two.json`);
    expect((await importedFrom(`${folder.path}/two.json`)).keys).toEqual([`group/${GROUP}`]);
  });
});

const realPolicies = resolve('../shared/data/conditional-access');
const whenThere = existsSync(realPolicies) ? describe : describe.skip;

whenThere('the policies of a public repository', () => {
  it('are all recognised, refused without ids, and taken with them', async () => {
    const without = await importedFrom(realPolicies);
    const refused = without.summary.problems.filter(({ code }) => code === 'noId');
    expect([without.items.length, refused.length]).toEqual([0, 59]);
    let count = 0;
    const identify = (): string => `00000000-0000-4000-8000-${String((count += 1)).padStart(12, '0')}`;
    const imported = await importedFrom(realPolicies, { identify });
    expect(imported.summary.types).toMatchObject([{ type: 'conditionalAccessPolicy', objects: 59 }]);
    expect(
      imported.items.every(
        (item) => item.item === 'object' && typeof item.object.attributes['conditions'] === 'object',
      ),
    ).toBe(true);
  });
});
