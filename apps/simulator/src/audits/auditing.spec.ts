import { describe, expect, it } from '@jest/globals';
import { isJsonObject, type Json, type JsonObject } from '#catalogue';
import { GraphCaller } from '../graph-caller.contract.js';
import { textOf } from '../model/json-text.js';

const AUDITS = '/auditLogs/directoryAudits';
const DAY_MS = 24 * 3600 * 1000;

const token = (claims: JsonObject): Record<string, string> => ({
  authorization: `Bearer ${['{"alg":"none"}', JSON.stringify(claims), 'x'].map((part) => Buffer.from(part).toString('base64url')).join('.')}`,
});
const filtered = (filter: string): string => `${AUDITS}?$filter=${encodeURIComponent(filter)}`;
const activities = (records: readonly JsonObject[]): readonly (Json | undefined)[] =>
  records.map((record) => record['activityDisplayName']);
const targets = (record: JsonObject | undefined): readonly JsonObject[] =>
  ((record?.['targetResources'] ?? []) as readonly Json[]).filter(isJsonObject);

describe('directory audits', () => {
  it('tell of a change what it was before and after, latest first', async () => {
    const graph = new GraphCaller({ users: 0 });
    const id = await graph.createUser('ada', { department: 'Law', city: 'Leeds' });
    graph.clock.advance(1000);
    await graph.patch(`/users/${id}`, { department: 'Sales', city: 'Leeds', jobTitle: 'Clerk' });
    const [update, creation] = await graph.all(AUDITS);
    expect(creation).toMatchObject({ activityDisplayName: 'Add user', operationType: 'Add' });
    expect(update).toEqual({
      id: expect.any(String),
      category: 'UserManagement',
      correlationId: expect.stringMatching(/^[0-9a-f-]{36}$/),
      result: 'success',
      resultReason: '',
      activityDisplayName: 'Update user',
      activityDateTime: '2026-03-01T12:00:01.000Z',
      loggedByService: 'Core Directory',
      operationType: 'Update',
      initiatedBy: expect.anything(),
      targetResources: [
        {
          id,
          displayName: 'ada',
          type: 'User',
          userPrincipalName: 'ada@alderquay.example',
          groupType: null,
          modifiedProperties: [
            { displayName: 'Department', oldValue: '"Law"', newValue: '"Sales"' },
            { displayName: 'JobTitle', oldValue: null, newValue: '"Clerk"' },
          ],
        },
      ],
      additionalDetails: [],
    });
    expect((await graph.get(`${AUDITS}/${textOf(update?.['id'])}`)).body).toMatchObject(update ?? {});
  });

  it('name each kind of write as Entra does', async () => {
    const graph = new GraphCaller({ users: 0 });
    const [user, group] = [await graph.createUser('ada'), await graph.createGroup('crew')];
    await graph.addMember(group, user);
    await graph.delete(`/groups/${group}/members/${user}/$ref`);
    await graph.delete(`/users/${user}`);
    await graph.post(`/directory/deletedItems/${user}/restore`);
    await graph.delete(`/users/${user}`);
    await graph.delete(`/directory/deletedItems/${user}`);
    const { id: application, appId } = (await graph.post('/applications', { displayName: 'App' })).body;
    const principal = await graph.create('/servicePrincipals', { appId: appId ?? null });
    const grant = {
      principalId: group,
      resourceId: principal,
      appRoleId: '00000000-0000-0000-0000-000000000000',
    };
    const assignment = await graph.create(`/servicePrincipals/${principal}/appRoleAssignedTo`, grant);
    await graph.delete(`/servicePrincipals/${principal}/appRoleAssignedTo/${assignment}`);
    await graph.create('/oauth2PermissionGrants', {
      clientId: principal,
      consentType: 'AllPrincipals',
      resourceId: principal,
      scope: 'User.Read',
    });
    await graph.delete(`/applications/${textOf(application)}`);
    await graph.patch('/policies/authorizationPolicy', { blockMsolPowerShell: true });
    await graph.patch('/policies/authenticationMethodsPolicy', { reconfirmationInDays: 9 });
    expect(activities((await graph.all(AUDITS)).toReversed())).toEqual([
      'Add user',
      'Add group',
      'Add member to group',
      'Remove member from group',
      'Delete user',
      'Restore user',
      'Delete user',
      'Hard Delete user',
      'Add application',
      'Add service principal',
      'Add app role assignment to group',
      'Remove app role assignment from group',
      'Add delegated permission grant',
      'Delete application',
      'Remove service principal',
      'Update authorization policy',
      'Authentication Methods Policy Update',
    ]);
  });

  it('hold Conditional Access policies whole', async () => {
    const graph = new GraphCaller();
    const { id } = await graph.one('/identity/conditionalAccess/policies');
    await graph.patch(`/identity/conditionalAccess/policies/${id}`, { state: 'disabled' });
    const [record] = await graph.all(AUDITS);
    expect(record).toMatchObject({
      activityDisplayName: 'Update conditional access policy',
      loggedByService: 'Conditional Access',
    });
    const [change] = targets(record).flatMap((target) => target['modifiedProperties'] as JsonObject[]);
    const states = ['oldValue', 'newValue'].map(
      (side) => (JSON.parse(textOf(change?.[side])) as JsonObject)['state'],
    );
    expect(states).toEqual(['enabled', 'disabled']);
  });

  it('name the member and the group, for each member that is added in one request', async () => {
    const graph = new GraphCaller({ users: 0 });
    const members = [await graph.createUser('ada'), await graph.createUser('ben')];
    const group = await graph.createGroup('crew');
    const binds = members.map((id) => `https://graph.microsoft.com/v1.0/directoryObjects/${id}`);
    await graph.patch(`/groups/${group}`, { 'members@odata.bind': binds });
    const records = await graph.all(filtered("activityDisplayName eq 'Add member to group'"));
    expect(records.map((record) => targets(record).map(({ id }) => id))).toEqual([
      [members[1], group],
      [members[0], group],
    ]);
    expect(new Set(records.map(({ correlationId }) => correlationId)).size).toBe(1);
    expect(targets(records[0])[0]?.['modifiedProperties']).toEqual([
      { displayName: 'Group.ObjectID', oldValue: null, newValue: `"${group}"` },
      { displayName: 'Group.DisplayName', oldValue: null, newValue: '"crew"' },
    ]);
  });

  it('say nothing of reads and refused writes', async () => {
    const graph = new GraphCaller();
    const { id } = await graph.one('/users');
    await graph.patch(`/users/${id}`, { shoeSize: 1 });
    expect(await graph.all(AUDITS)).toEqual([]);
  });
});

describe('the initiator of an audit', () => {
  const change = async (graph: GraphCaller, headers: Record<string, string>): Promise<Json | undefined> => {
    const { id } = await graph.one('/applications');
    await graph.call('PATCH', `/applications/${id}`, { notes: 'x' }, headers);
    return (await graph.all(AUDITS))[0]?.['initiatedBy'];
  };

  it('is the application of the token, with its service principal where the tenant has it', async () => {
    const graph = new GraphCaller();
    const { id, appId, displayName } = await graph.one(
      '/servicePrincipals',
      (one) => one['displayName'] !== 'x',
    );
    const claims = { appid: appId ?? null, oid: id, idtyp: 'app', roles: [] };
    expect(await change(graph, token(claims))).toEqual({
      user: null,
      app: { appId, displayName, servicePrincipalId: id, servicePrincipalName: null },
    });
    expect(await change(graph, {})).toMatchObject({ user: null, app: { servicePrincipalId: null } });
  });

  it('is the signed-in user of the token', async () => {
    const graph = new GraphCaller();
    const oid = await graph.createUser('ada');
    expect(await change(graph, token({ appid: 'x', oid, upn: 'ada@alderquay.example', scp: 'all' }))).toEqual(
      {
        user: { id: oid, displayName: 'ada', userPrincipalName: 'ada@alderquay.example', ipAddress: null },
        app: null,
      },
    );
  });

  it('is the user that the header names, by id or principal name', async () => {
    const graph = new GraphCaller();
    const id = await graph.createUser('ada');
    for (const named of [id, 'ADA@alderquay.example'])
      expect(await change(graph, { 'x-simulator-user': named })).toMatchObject({
        user: { id, userPrincipalName: 'ada@alderquay.example' },
        app: null,
      });
  });

  it('is the directory itself where a rule changes members and where age purges', async () => {
    const graph = new GraphCaller({ users: 0 });
    await graph.createGroup('lawyers', {
      groupTypes: ['DynamicMembership'],
      membershipRule: 'user.department -eq "Law"',
    });
    const id = await graph.createUser('ada', { department: 'Law' });
    const byItself = filtered("initiatedBy/app/displayName eq 'Microsoft Entra'");
    expect(activities(await graph.all(byItself))).toEqual(['Add member to group']);
    await graph.delete(`/users/${id}`);
    graph.clock.advance(30 * DAY_MS + 1);
    await graph.get('/users');
    expect(activities(await graph.all(byItself))).toEqual(['Hard Delete user']);
  });

  it('is the same for all inner requests of a batch, under one correlation', async () => {
    const graph = new GraphCaller();
    const { id } = await graph.one('/applications');
    const headers = { 'Content-Type': 'application/json' };
    const requests = ['1', '2'].map((number) => ({
      id: number,
      method: 'PATCH',
      url: `/applications/${id}`,
      headers,
      body: { notes: number },
    }));
    const correlation = '7d54cb02-aaa3-4016-9f9c-a4b49422dd9b';
    const user = await graph.createUser('ada');
    await graph.post(
      '/$batch',
      { requests },
      { 'client-request-id': correlation, 'x-simulator-user': user, 'user-agent': 'curl' },
    );
    const records = await graph.all(filtered(`correlationId eq '${correlation}'`));
    const expected = { initiatedBy: { user: { id: user } }, additionalDetails: [{ value: 'curl' }] };
    expect(records).toMatchObject([expected, expected]);
  });
});
