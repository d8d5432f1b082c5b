import { describe, expect, it } from '@jest/globals';
import { textOf } from '../model/json-text.js';
import { GraphCaller, ids } from '../graph-caller.contract.js';

const EVENTUAL = { consistencylevel: 'eventual' };

describe('lists', () => {
  it('have pages of 100 unless another size up to 999 is asked for', async () => {
    const graph = new GraphCaller({ users: 1200 });
    const pages = await graph.pages('/users');
    expect(pages[0]?.value).toHaveLength(100);
    expect((await graph.get('/users?$top=999')).value).toHaveLength(999);
    expect((await graph.get('/users?$top=1000')).status).toBe(400);
    expect((await graph.get('/users?$top=0')).status).toBe(400);
    const all = pages.flatMap(({ value }) => ids(value));
    expect(new Set(all).size).toBe(all.length);
    expect(all).toEqual(ids(await graph.all('/users?$top=999')));
  });

  it('go on in next links that repeat the options and hide their place', async () => {
    const graph = new GraphCaller({ users: 300 });
    const first = await graph.get('/users?$select=id&$top=2');
    expect(first.body['@odata.context']).toBe('http://localhost/v1.0/$metadata#users(id)');
    const link = textOf(first.body['@odata.nextLink']);
    expect(link).toMatch(/^http:\/\/localhost\/v1\.0\/users\?\$select=id&\$top=2&\$skiptoken=[\w-]+$/);
    expect(Object.keys((await graph.get(link)).value[0] ?? {})).toEqual(['id']);
  });

  it('refuse a damaged page token, and one of another list', async () => {
    const graph = new GraphCaller({ users: 300 });
    const link = textOf((await graph.get('/users?$top=1')).body['@odata.nextLink']);
    for (const url of [`${link}x`, link.replace('/users', '/applications')])
      expect((await graph.get(url)).error.code).toBe('Directory_ExpiredPageToken');
  });

  it('neither skip nor repeat what stays while others come and go between pages', async () => {
    const graph = new GraphCaller({ users: 40 });
    const before = ids(await graph.all('/users?$top=999'));
    const first = await graph.get('/users?$top=10');
    await graph.delete(`/users/${before[3] ?? ''}`);
    await graph.delete(`/users/${before[20] ?? ''}`);
    const added = await graph.createUser('ada');
    const rest = ids(await graph.all(textOf(first.body['@odata.nextLink'])));
    expect([...ids(first.value), ...rest]).toEqual([...before.filter((_, index) => index !== 20), added]);
  });

  it.each([
    ["department eq 'LEGAL'", 1],
    ["startswith(userPrincipalName,'ada')", 1],
    ["jobTitle in ('Clerk','Judge')", 2],
    ["department eq 'Legal' and (jobTitle eq 'Judge' or accountEnabled eq false)", 1],
    ["otherMails/any(m:m eq 'b@mail.example')", 1],
    ["employeeOrgData/division eq 'North'", 1],
    ['createdDateTime ge 2026-03-01T12:00:00Z', 2],
  ])('are filtered by %s', async (filter, count) => {
    const graph = new GraphCaller({ users: 0 });
    await graph.createUser('ada', { department: 'Legal', jobTitle: 'Judge' });
    const more = {
      jobTitle: 'Clerk',
      otherMails: ['a@mail.example', 'b@mail.example'],
      employeeOrgData: { division: 'North' },
    };
    await graph.createUser('ben', more);
    expect(await graph.all(`/users?$filter=${encodeURIComponent(filter)}`)).toHaveLength(count);
  });

  it.each(["department ne 'Legal'", "not(department eq 'Legal')", "endsWith(mail,'x')"])(
    'answer the advanced filter %s only when consistency is eventual and $count is true',
    async (filter) => {
      const graph = new GraphCaller();
      const url = `/users?$filter=${encodeURIComponent(filter)}`;
      expect((await graph.get(url)).error.code).toBe('Request_UnsupportedQuery');
      expect((await graph.get(url, EVENTUAL)).error.code).toBe('Request_UnsupportedQuery');
      expect((await graph.get(`${url}&$count=true`, EVENTUAL)).status).toBe(200);
    },
  );

  it('are counted on the first page only', async () => {
    const graph = new GraphCaller({ users: 150 });
    expect((await graph.get('/users?$count=true')).status).toBe(400);
    const [first, second] = await graph.pages('/users?$count=true', EVENTUAL);
    expect(first?.body['@odata.count']).toBe((await graph.all('/users')).length);
    expect(second?.body).not.toHaveProperty('@odata.count');
  });

  it('are sorted across pages', async () => {
    const graph = new GraphCaller({ users: 150 });
    const names = (await graph.all('/users?$orderby=displayName desc&$top=20')).map((user) =>
      textOf(user['displayName']).toLowerCase(),
    );
    expect(names).toEqual([...names].sort().reverse());
    expect(names).toHaveLength((await graph.all('/users')).length);
  });

  it.each([
    '$filter=department eq',
    "$filter=shoe eq 'x'",
    '$filter=(a eq 1',
    '$top=x',
    '$expand=shoes',
    '$foo=1',
    '$orderby=displayName sideways',
    '$select=id,,mail',
  ])('refuse %s', async (query) => {
    const graph = new GraphCaller();
    expect((await graph.get(`/users?${query}`)).status).toBe(400);
  });
});

describe('getByIds', () => {
  it('gives the objects of the types asked for and leaves out those that are missing', async () => {
    const graph = new GraphCaller();
    const [user, group] = [await graph.createUser('ada'), await graph.createGroup('crew')];
    const deleted = await graph.createUser('ben');
    await graph.delete(`/users/${deleted}`);
    const body = { ids: [user, group, deleted, 'ffffffff-ffff-4fff-8fff-ffffffffffff'], types: ['user'] };
    const { value } = await graph.post('/directoryObjects/getByIds?$select=id,department', body);
    expect(value).toEqual([{ '@odata.type': '#microsoft.graph.user', id: user, department: null }]);
    const many = Array.from({ length: 1001 }, () => user);
    expect((await graph.post('/directoryObjects/getByIds', { ids: many })).status).toBe(400);
  });
});
