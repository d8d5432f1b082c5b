import { describe, expect, it } from '@jest/globals';
import { isJsonObject, type Json, type JsonObject } from '#catalogue';
import { GraphCaller, ids } from '../graph-caller.contract.js';
import { textOf } from '../model/json-text.js';

const AUDITS = '/auditLogs/directoryAudits';
const DAY_MS = 24 * 3600 * 1000;

const filtered = (filter: string): string => `${AUDITS}?$filter=${encodeURIComponent(filter)}`;
const targets = (record: JsonObject | undefined): readonly JsonObject[] =>
  ((record?.['targetResources'] ?? []) as readonly Json[]).filter(isJsonObject);

describe('a list of directory audits', () => {
  async function written(): Promise<{ graph: GraphCaller; users: readonly string[] }> {
    const graph = new GraphCaller({ users: 0 });
    const users: string[] = [];
    for (const name of ['ada', 'ben', 'cem', 'dot', 'eve']) {
      users.push(await graph.createUser(name));
      graph.clock.advance(60_000);
    }
    await graph.call(
      'PATCH',
      `/users/${users[1] ?? ''}`,
      { city: 'Leeds' },
      { 'x-simulator-user': users[0] ?? '' },
    );
    return { graph, users };
  }

  it('is read in pages, which later entries do not disturb', async () => {
    const { graph, users } = await written();
    const first = await graph.get(`${AUDITS}?$top=2&$orderby=activityDateTime desc`);
    await graph.createUser('fay');
    const rest = await graph.all(textOf(first.body['@odata.nextLink']));
    const seen = [...first.value, ...rest].map((record) => targets(record)[0]?.['id']);
    expect(seen).toEqual([users[1], ...users.toReversed()]);
    expect(new Set(ids([...first.value, ...rest])).size).toBe(6);
    const oldest = await graph.all(`${AUDITS}?$top=2&$orderby=activityDateTime asc`);
    expect(oldest.map((record) => targets(record)[0]?.['displayName'])).toEqual([
      'ada',
      'ben',
      'cem',
      'dot',
      'eve',
      'ben',
      'fay',
    ]);
    expect((await graph.get(`${AUDITS}?$top=1000`)).status).toBe(400);
  });

  it.each<[string, number]>([
    ['activityDateTime ge 2026-03-01T12:02:00Z', 4],
    ['activityDateTime ge 2026-03-01T12:02:00.0000000Z and activityDateTime le 2026-03-01T12:03:00Z', 2],
    ["activityDisplayName eq 'update user'", 1],
    ["startswith(activityDisplayName,'Add')", 5],
    ["category eq 'GroupManagement'", 0],
    ["initiatedBy/app/appId eq '00000000-0000-0000-0000-000000000001'", 5],
    ["targetResources/any(t: t/displayName eq 'ben')", 2],
    ["targetResources/any(t:startswith(t/displayName,'d')) and activityDateTime ge 2026-03-01T12:00:00Z", 1],
  ])('is filtered by %s', async (filter, count) => {
    const { graph } = await written();
    expect(await graph.all(filtered(filter))).toHaveLength(count);
  });

  it('is filtered by the one who did it and by what it was done to', async () => {
    const { graph, users } = await written();
    expect(await graph.all(filtered(`initiatedBy/user/id eq '${users[0] ?? ''}'`))).toHaveLength(1);
    const filter = `targetResources/any(t: t/id eq '${users[1] ?? ''}')`;
    expect((await graph.all(filtered(filter))).map((record) => record['activityDisplayName'])).toEqual([
      'Update user',
      'Add user',
    ]);
  });

  it.each([
    filtered("result eq 'success'"),
    filtered("category ne 'UserManagement'"),
    filtered("not(category eq 'UserManagement')"),
    filtered("category eq 'a' or category eq 'b'"),
    filtered("targetResources/any(t: t/type eq 'User')"),
    filtered('activityDateTime ge yesterday'),
    `${AUDITS}?$orderby=category`,
    `${AUDITS}?$expand=targetResources`,
  ])('refuses %s', async (url) => {
    const graph = new GraphCaller({ users: 0 });
    expect((await graph.get(url)).status).toBe(400);
  });

  it('goes back thirty days, and shows what is selected', async () => {
    const { graph } = await written();
    graph.clock.advance(29 * DAY_MS);
    await graph.createUser('fay');
    graph.clock.advance(DAY_MS + 1);
    expect((await graph.get(`${AUDITS}?$select=id,category`)).value).toEqual([
      { id: expect.any(String), category: 'UserManagement' },
    ]);
  });
});
