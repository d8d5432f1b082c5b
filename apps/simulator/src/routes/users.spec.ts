import { describe, expect, it } from '@jest/globals';
import { GraphCaller, ids } from '../graph-caller.contract.js';

const isSynced = (user: object): boolean =>
  'onPremisesSyncEnabled' in user && user.onPremisesSyncEnabled === true;

describe('reading users', () => {
  it('shows eleven properties unless others are selected', async () => {
    const graph = new GraphCaller();
    const { id } = await graph.one('/users');
    const { body } = await graph.get(`/users/${id}`);
    expect(
      Object.keys(body)
        .filter((name) => !name.startsWith('@'))
        .sort(),
    ).toEqual([
      'businessPhones',
      'displayName',
      'givenName',
      'id',
      'jobTitle',
      'mail',
      'mobilePhone',
      'officeLocation',
      'preferredLanguage',
      'surname',
      'userPrincipalName',
    ]);
    const selected = await graph.get(`/users/${id}?$select=id,department,otherMails`);
    expect(selected.body).toEqual({
      '@odata.context': 'http://localhost/v1.0/$metadata#users(id,department,otherMails)/$entity',
      id,
      department: null,
      otherMails: [],
    });
  });

  it('finds a user by principal name, whatever its case', async () => {
    const graph = new GraphCaller();
    const id = await graph.createUser('Wilma.Quist');
    expect((await graph.get('/users/wilma.quist@ALDERQUAY.example')).body['id']).toBe(id);
  });

  it('refuses unknown properties, and on collections those kept outside the directory', async () => {
    const graph = new GraphCaller();
    const unknown = await graph.get('/users?$select=id,shoeSize');
    expect([unknown.status, unknown.error.code]).toEqual([400, 'BadRequest']);
    const outside = await graph.get('/users?$select=id,aboutMe');
    expect([outside.status, outside.error.code]).toEqual([501, 'NotImplemented']);
  });
});

describe('creating users', () => {
  it('needs a name, a nickname, a password and whether the account is enabled', async () => {
    const graph = new GraphCaller();
    const { status, error } = await graph.post('/users', { displayName: 'X' });
    expect([status, error.code]).toEqual([400, 'Request_BadRequest']);
  });

  it('never shows the password', async () => {
    const graph = new GraphCaller();
    const id = await graph.createUser('holm');
    expect(
      (await graph.get(`/users/${id}?$select=id,passwordProfile`)).body['passwordProfile'],
    ).toBeUndefined();
  });

  it('refuses a taken principal name and one in a domain that is not verified', async () => {
    const graph = new GraphCaller();
    await graph.createUser('holm');
    const body = {
      accountEnabled: true,
      displayName: 'H',
      mailNickname: 'h',
      passwordProfile: { password: 'x' },
    };
    const taken = await graph.post('/users', { ...body, userPrincipalName: 'HOLM@alderquay.example' });
    expect(taken.error.message).toBe(
      'Another object with the same value for property userPrincipalName already exists.',
    );
    expect(taken.body).toMatchObject({
      error: { details: [{ code: 'ObjectConflict', target: 'userPrincipalName' }] },
    });
    expect((await graph.post('/users', { ...body, userPrincipalName: 'h@elsewhere.example' })).status).toBe(
      400,
    );
  });
});

describe('updating users', () => {
  it('changes what is named, clears what is null and leaves the rest', async () => {
    const graph = new GraphCaller();
    const id = await graph.createUser('holm', { department: 'Sales', jobTitle: 'Clerk', city: 'Leeds' });
    expect(await graph.patch(`/users/${id}`, { department: 'Legal', jobTitle: null })).toMatchObject({
      status: 204,
    });
    const { body } = await graph.get(`/users/${id}?$select=department,jobTitle,city`);
    expect(body).toMatchObject({ department: 'Legal', jobTitle: null, city: 'Leeds' });
  });

  it('replaces structures whole: the member left out becomes null', async () => {
    const graph = new GraphCaller();
    const id = await graph.createUser('holm', { employeeOrgData: { costCenter: '1', division: 'A' } });
    await graph.patch(`/users/${id}`, { employeeOrgData: { division: 'B' } });
    const { body } = await graph.get(`/users/${id}?$select=employeeOrgData`);
    expect(body['employeeOrgData']).toEqual({ costCenter: null, division: 'B' });
  });

  it.each([
    [
      { createdDateTime: '2020-01-01T00:00:00Z' },
      "Property 'createdDateTime' is read-only and cannot be set.",
    ],
    [
      { employeeHireDate: '2020-01-01T00:00:00Z' },
      "Property 'employeeHireDate' is read-only and cannot be set.",
    ],
    [{ department: 'x'.repeat(65) }, "Invalid value specified for property 'department' of resource 'User'."],
    [{ ageGroup: 'Old' }, "Invalid value specified for property 'ageGroup' of resource 'User'."],
    [
      { businessPhones: ['1', '2'] },
      "Invalid value specified for property 'businessPhones' of resource 'User'.",
    ],
    [{ displayName: null }, "Invalid value specified for property 'displayName' of resource 'User'."],
    [{ usageLocation: null }, "Invalid value specified for property 'usageLocation' of resource 'User'."],
    [{ accountEnabled: 'yes' }, "Invalid value specified for property 'accountEnabled' of resource 'User'."],
    [{ shoeSize: 1 }, "Property 'shoeSize' does not exist as a declared property or extension property."],
  ])('refuses %j and changes nothing', async (set, message) => {
    const graph = new GraphCaller();
    const id = await graph.createUser('holm');
    const { status, error } = await graph.patch(`/users/${id}`, { city: 'Porto', ...set });
    expect([status, error.code, error.message]).toEqual([400, 'Request_BadRequest', message]);
    expect((await graph.get(`/users/${id}?$select=city`)).body['city']).toBeNull();
  });

  it('refuses every property of a synced user', async () => {
    const graph = new GraphCaller({ users: 300 });
    const { id } = await graph.one('/users?$select=id,onPremisesSyncEnabled', isSynced);
    const { status, error } = await graph.patch(`/users/${id}`, { department: 'Legal' });
    expect([status, error.code]).toEqual([400, 'Request_BadRequest']);
    expect(error.message).toMatch(/^Unable to update the specified properties for on-premises mastered/);
  });
});

describe('deleting users', () => {
  it('moves them to the deleted items, under a prefixed principal name', async () => {
    const graph = new GraphCaller();
    const id = await graph.createUser('holm');
    expect((await graph.delete(`/users/${id}`)).status).toBe(204);
    const gone = await graph.get(`/users/${id}`);
    expect([gone.status, gone.error.code]).toEqual([404, 'Request_ResourceNotFound']);
    expect(ids(await graph.all('/users?$top=999'))).not.toContain(id);
    const { body } = await graph.get(
      `/directory/deletedItems/${id}?$select=userPrincipalName,deletedDateTime`,
    );
    expect(body).toMatchObject({
      userPrincipalName: `${id.replaceAll('-', '')}holm@alderquay.example`,
      deletedDateTime: '2026-03-01T12:00:00Z',
    });
  });
});
