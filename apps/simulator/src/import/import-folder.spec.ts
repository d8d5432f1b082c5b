import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import type { Json, JsonObject } from '#catalogue';
import { generateTenant } from '../generate/generate-tenant.js';
import { GraphCaller, ids } from '../graph-caller.contract.js';
import { textOf } from '../model/json-text.js';
import { memberOf } from '../query/filter-match.js';
import { missingReferences } from '../routes/policy-references.js';
import { tenantState } from '../tenant/tenant-state.js';
import type { Tenant } from '../tenant/tenant.js';
import { importFolder } from './import-folder.js';

const POLICIES = '/identity/conditionalAccess/policies';
const USER = '11111111-1111-4111-8111-111111111111';
const GROUP = '22222222-2222-4222-8222-222222222222';
const POLICY = '33333333-3333-4333-8333-333333333333';
const LOCATION = '44444444-4444-4444-8444-444444444444';
const APPLICATION = '55555555-5555-4555-8555-555555555555';
const PRINCIPAL = '66666666-6666-4666-8666-666666666666';
const APP_ID = '77777777-7777-4777-8777-777777777777';
const MEMBER = '88888888-8888-4888-8888-888888888888';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'export-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

function put(path: string, content: Json | Buffer): void {
  mkdirSync(dirname(join(folder, path)), { recursive: true });
  writeFileSync(join(folder, path), Buffer.isBuffer(content) ? content : JSON.stringify(content));
}

const emptyTenant = (): Tenant =>
  generateTenant({ seed: 1, users: 0, tenantId: undefined, now: new Date('2026-03-01T12:00:00Z') });

function imported(from = folder): { graph: GraphCaller; summary: string } {
  const tenant = emptyTenant();
  const summary = importFolder(from, tenant).toString();
  return { graph: new GraphCaller({ tenant }), summary };
}

const policy = (more: JsonObject = {}): JsonObject => ({
  displayName: 'P',
  state: 'enabled',
  conditions: { users: { includeUsers: ['All'] }, applications: { includeApplications: ['All'] } },
  grantControls: { operator: 'OR', builtInControls: ['mfa'] },
  ...more,
});

describe('policies as administrators keep them in files', () => {
  it('get groups for their placeholders, a word for the ring, and ids', async () => {
    const users = {
      includeUsers: ['All'],
      excludeGroups: ['<EmergencyAccessAccountsGroup>', '<ExclusionGroup>'],
    };
    put('A/1.json', policy({ displayName: '100 - <RING> - A', conditions: { users } }));
    put('B/2.json', policy({ displayName: '200 - <RING> - B', conditions: { users } }));
    const { graph, summary } = imported();
    expect(summary).toBe('imported 2 policies, 2 groups');
    const groups = await graph.all('/groups');
    expect(groups.map(({ displayName }) => displayName)).toEqual([
      'EmergencyAccessAccountsGroup',
      'ExclusionGroup',
    ]);
    const policies = await graph.all(POLICIES);
    expect(policies.map(({ displayName }) => displayName)).toEqual(['100 - Ring0 - A', '200 - Ring0 - B']);
    for (const one of policies) expect(memberOf(one, 'conditions/users/excludeGroups')).toEqual(ids(groups));
    expect(tenantState(imported().graph.tenant)).toEqual(tenantState(graph.tenant));
  });

  it('are read with misspelt property names, and keep members that are out of date or too new', async () => {
    const { grantControls = null, ...rest } = policy();
    const conditions = {
      Users: { IncludeUsers: ['All'] },
      deviceStates: { includeStates: ['All'] },
      moonPhase: ['full'],
    };
    put('p.json', { ...rest, GrantControls: grantControls, conditions });
    const { graph } = imported();
    const { body } = await graph.get(`${POLICIES}/${(await graph.one(POLICIES)).id}`);
    expect(memberOf(body, 'grantControls/builtInControls')).toEqual(['mfa']);
    expect(body['conditions']).toMatchObject({
      users: { includeUsers: ['All'] },
      deviceStates: { includeStates: ['All'] },
      moonPhase: ['full'],
    });
    const written = await graph.patch(`${POLICIES}/${textOf(body['id'])}`, {
      conditions: body['conditions'] ?? null,
    });
    expect(written.status).toBe(204);
  });

  it('get stand-ins for everything they refer to, so that they can be written back', async () => {
    const conditions = {
      users: { includeUsers: [USER], includeGroups: [GROUP] },
      applications: { includeApplications: [APP_ID, 'Office365'] },
      locations: { includeLocations: [LOCATION] },
    };
    const strength = { id: POLICY, displayName: 'Strong', policyType: 'custom' };
    put(
      'p.json',
      policy({
        conditions,
        grantControls: { operator: 'OR', termsOfUse: [MEMBER], authenticationStrength: strength },
      }),
    );
    const { graph, summary } = imported();
    expect(summary).toBe(
      'imported 1 policy, 1 user, 1 group, 1 service principal, 1 named location, 1 authentication strength, 1 terms of use',
    );
    const { grantControls = null } = await graph.one(POLICIES);
    expect(memberOf(grantControls, 'authenticationStrength/displayName')).toBe('Strong');
    const body = { conditions, grantControls: { authenticationStrength: { id: POLICY } } };
    expect((await graph.patch(`${POLICIES}/${(await graph.one(POLICIES)).id}`, body)).status).toBe(204);
  });
});

describe('a folder with one folder per object and sub-folders for members', () => {
  beforeEach(() => {
    put(`Users/${USER}/${USER}.json`, {
      id: USER,
      displayName: 'Ada',
      userPrincipalName: 'ada@ours.example',
      mailNickname: 'ada',
      accountEnabled: true,
      extensions: [],
    });
    put(`Groups/${GROUP}/${GROUP}.json`, {
      id: GROUP,
      displayName: 'Crew',
      groupTypes: [],
      mailEnabled: false,
      securityEnabled: true,
      mailNickname: 'crew',
      theme: null,
    });
    put(`Groups/${GROUP}/Members/${USER}/${USER}.json`, {
      '@odata.type': '#microsoft.graph.user',
      id: USER,
      displayName: 'Ada',
    });
    put(`Groups/${GROUP}/Members/${MEMBER}/${MEMBER}.json`, {
      '@odata.type': '#microsoft.graph.servicePrincipal',
      id: MEMBER,
      displayName: 'Robot',
    });
    put(`Groups/${GROUP}/Owners/${USER}/${USER}.json`, { id: USER, displayName: 'Ada' });
    put(`Applications/${APPLICATION}/${APPLICATION}.json`, {
      id: APPLICATION,
      appId: APP_ID,
      displayName: 'App',
      signInAudience: 'AzureADMyOrg',
      identifierUris: [],
    });
    put(`ServicePrincipals/${PRINCIPAL}/${PRINCIPAL}.json`, {
      id: PRINCIPAL,
      appId: APP_ID,
      displayName: 'App',
      servicePrincipalType: 'Application',
      servicePrincipalNames: [APP_ID],
    });
    const assignment = {
      id: 'abc',
      appRoleId: '00000000-0000-0000-0000-000000000000',
      principalId: USER,
      principalType: 'User',
      resourceId: PRINCIPAL,
    };
    put(`ServicePrincipals/${PRINCIPAL}/AppRoleAssignedTo/abc/abc.json`, assignment);
    put(`ServicePrincipals/${PRINCIPAL}/AppRoleAssignments/abc/abc.json`, assignment);
    put(`ServicePrincipals/${PRINCIPAL}/Oauth2PermissionGrants/def/def.json`, {
      id: 'def',
      clientId: PRINCIPAL,
      consentType: 'AllPrincipals',
      resourceId: MEMBER,
      scope: 'User.Read',
    });
    put(`Identity/Conditional/AccessPolicies/${POLICY}/${POLICY}.json`, { id: POLICY, ...policy() });
    put(`Identity/Conditional/NamedLocations/${LOCATION}/${LOCATION}.json`, {
      '@odata.type': '#microsoft.graph.countryNamedLocation',
      id: LOCATION,
      displayName: 'L',
      countriesAndRegions: ['NL'],
    });
    put('Organization/Organization.json', [
      { id: USER, verifiedDomains: [{ name: 'ours.example' }, { name: 'spare.example' }] },
    ]);
  });

  it('is read with ids, members, assignments and grants', async () => {
    const { graph, summary } = imported();
    expect(summary).toBe(
      'imported 1 policy, 1 user, 1 group, 2 memberships, 1 application, 2 service principals, 1 named location, 1 permission grant, 1 app role assignment',
    );
    expect(ids(await graph.all(`/beta/groups/${GROUP}/members`))).toEqual([USER, MEMBER]);
    expect(ids(await graph.all(`/servicePrincipals/${PRINCIPAL}/appRoleAssignedTo`))).toEqual(['abc']);
    expect(await graph.all('/oauth2PermissionGrants')).toMatchObject([
      { id: 'def', clientId: PRINCIPAL, scope: 'User.Read' },
    ]);
    expect((await graph.get(`${POLICIES}/${POLICY}`)).status).toBe(200);
    expect((await graph.patch(`/users/${USER}`, { userPrincipalName: 'ada@spare.example' })).status).toBe(
      204,
    );
  });
});

describe('a folder with one file per object, named after it', () => {
  it('is read in any encoding, with annotations and actions left out', async () => {
    const annotated = {
      '@odata.context':
        'https://graph.microsoft.com/beta/$metadata#identity/conditionalAccess/policies/$entity',
      id: POLICY,
      ...policy({ conditions: { users: { includeGroups: [GROUP] } } }),
      '#microsoft.graph.restore': { target: 'x' },
      'grantControls@odata.type': '#x',
    };
    put('ConditionalAccess/Ünïcode.json', Buffer.from(`\uFEFF${JSON.stringify(annotated)}`, 'utf16le'));
    const location = JSON.stringify({ id: LOCATION, displayName: 'L', isTrusted: true, ipRanges: [] });
    put('NamedLocations/L.json', Buffer.from(`\uFEFF${location}`, 'utf16le').swap16());
    put(
      'Users/all.json',
      Buffer.from(
        `\uFEFF${JSON.stringify({ value: [{ id: USER, userPrincipalName: 'ada@ours.example' }] })}`,
      ),
    );
    put('MigrationTable.json', {
      TenantId: USER,
      Objects: [{ Id: GROUP, DisplayName: 'Crew', Type: 'Group' }],
    });
    const { graph, summary } = imported();
    expect(summary).toBe('imported 1 policy, 1 user, 1 group, 1 named location');
    expect(
      Object.keys((await graph.get(`${POLICIES}/${POLICY}`)).body).filter((name) =>
        /#|@odata\.type/.test(name),
      ),
    ).toEqual([]);
    expect((await graph.get(`/groups/${GROUP}`)).body['displayName']).toBe('Crew');
    expect(await graph.one('/identity/conditionalAccess/namedLocations')).toMatchObject({
      '@odata.type': '#microsoft.graph.ipNamedLocation',
      isTrusted: true,
    });
  });
});

describe('files that cannot be used', () => {
  it('are named with the reason, and stop nothing', () => {
    put('a/broken.json', Buffer.from('{"displayName":'));
    put('a/strange.json', { weather: 'fine' });
    put('a/list.json', [1, 2]);
    put('a/empty.json', Buffer.alloc(0));
    put('a/policy.json', policy());
    put('Users/one.json', { id: USER, userPrincipalName: 'ada@ours.example' });
    put('Users/two.json', { id: MEMBER, userPrincipalName: 'ada@ours.example' });
    put('readme.txt', Buffer.from('no JSON'));
    expect(imported().summary).toBe(
      'imported 1 policy, 1 user; skipped 5: a/broken.json: not valid JSON; a/empty.json: not valid JSON; ' +
        'a/list.json: of no known kind; a/strange.json: of no known kind; ' +
        'Users/two.json: the userPrincipalName ada@ours.example is in use already',
    );
  });
});

const realPolicies = resolve('../shared/data/conditional-access');
const whenThere = existsSync(realPolicies) ? describe : describe.skip;

whenThere('the policies of a public repository', () => {
  it('are all brought in, with every reference leading somewhere, and can be written back', async () => {
    const { graph, summary } = imported(realPolicies);
    expect(summary).toMatch(/^imported 59 policies, /);
    expect(summary).not.toMatch(/skipped/);
    const policies = await graph.all(POLICIES);
    expect(
      policies.filter((one) => one['grantControls'] !== null || one['sessionControls'] !== null),
    ).toHaveLength(59);
    for (const one of policies) {
      expect(missingReferences(graph.tenant, one)).toEqual([]);
      const { conditions = null, grantControls = null, sessionControls = null } = one;
      const written = await graph.patch(`${POLICIES}/${textOf(one['id'])}`, {
        conditions,
        grantControls,
        sessionControls,
      });
      expect([one['displayName'], written.status, written.error.message]).toEqual([
        one['displayName'],
        204,
        '',
      ]);
    }
  });
});
