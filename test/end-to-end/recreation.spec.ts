import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { CommandLine } from '../cli/command-line.js';
import { Product, type Answer } from '../support/product.js';
import { Story } from '../support/story.js';

interface Made {
  readonly objectId: string;
  readonly newObjectId: string;
}

describe('what is gone for good, through the running product', () => {
  let product: Product;
  let story: Story;
  let commandLine: CommandLine;
  let report: string;
  /** The objects that go, by what they are; and two that stay. */
  const ids: Record<string, string> = {};

  beforeAll(async () => {
    product = await Product.start({ users: 60 });
    story = new Story(product);
    commandLine = (
      await CommandLine.with({ KNOWN_GOOD_SERVER: product.graphqlUrl.replace('/graphql', '') })
    ).having({ KNOWN_GOOD_TOKEN: await product.token('administrator') });
    await furnish();
    const backup = await story.takeBackup();
    await purge();
    report = await story.createReport(backup, { allObjects: true });
  }, 120_000);
  afterAll(async () => {
    await commandLine.remove();
    await product.close();
  }, 60_000);

  /** A person changes the tenant. */
  const write = async (method: string, path: string, body?: Answer): Promise<Answer> => {
    const response = await fetch(`${product.simulatorUrl}/v1.0${path}`, {
      method,
      headers: { authorization: 'Bearer test', 'content-type': 'application/json' },
      ...(body && { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${text}`);
    return text === '' ? {} : (JSON.parse(text) as Answer);
  };
  const make = async (what: string, path: string, body: Answer): Promise<string> => {
    const { id } = await write('POST', path, body);
    ids[what] = String(id);
    return String(id);
  };
  const idOf = (what: string): string => ids[what] ?? '';
  const stateOf = async (kind: string, id: string): Promise<Answer | undefined> =>
    (await product.simulatorState())[kind]?.find((each) => each['id'] === id);
  const reference = (id: string) => ({ '@odata.id': `${product.simulatorUrl}/v1.0/directoryObjects/${id}` });

  async function furnish(): Promise<void> {
    const { user: users = [] } = await product.simulatorState();
    const someone = users.find(({ userType }) => userType === 'Member');
    const domain = String(someone?.['userPrincipalName']).split('@')[1];
    const user = await make('user', '/users', {
      ...{ displayName: 'Adele', mailNickname: 'adele.v', userPrincipalName: `adele.v@${domain}` },
      ...{ accountEnabled: true, department: 'Sales', passwordProfile: { password: 'Correct-horse-1' } },
    });
    const plain = { mailEnabled: false, securityEnabled: true };
    const group = await make('group', '/groups', {
      displayName: 'Sales',
      mailNickname: 'sales-kg',
      ...plain,
    });
    const outer = await make('outer', '/groups', {
      displayName: 'All of us',
      mailNickname: 'all-kg',
      ...plain,
    });
    await write('POST', `/groups/${group}/members/$ref`, reference(user));
    await write('POST', `/groups/${outer}/members/$ref`, reference(group));
    const location = await make('location', '/identity/conditionalAccess/namedLocations', {
      ...{ '@odata.type': '#microsoft.graph.countryNamedLocation', displayName: 'Home' },
      ...{ countriesAndRegions: ['NO'], includeUnknownCountriesAndRegions: false },
    });
    const policy = (displayName: string, locations: Answer) => ({
      ...{ displayName, state: 'disabled', grantControls: { operator: 'OR', builtInControls: ['mfa'] } },
      conditions: {
        ...{ clientAppTypes: ['all'], applications: { includeApplications: ['All'] }, ...locations },
        users: { includeUsers: ['All'], excludeGroups: [group], excludeUsers: [user] },
      },
    });
    const policies = '/identity/conditionalAccess/policies';
    await make('watching', policies, policy('Stays', {}));
    await make(
      'policy',
      policies,
      policy('Goes', { locations: { includeLocations: ['All'], excludeLocations: [location] } }),
    );
    const application = await write('POST', '/applications', { displayName: 'Payroll' });
    ids['application'] = String(application['id']);
    ids['appId'] = String(application['appId']);
    await write('PATCH', `/applications/${ids['application']}`, {
      identifierUris: [`api://${ids['appId']}`],
    });
    const principal = await make('principal', '/servicePrincipals', { appId: ids['appId'], notes: 'Ours' });
    await write('POST', `/servicePrincipals/${principal}/appRoleAssignedTo`, {
      ...{ principalId: group, resourceId: principal, appRoleId: '00000000-0000-0000-0000-000000000000' },
    });
  }

  async function purge(): Promise<void> {
    const deleted = '/identity/conditionalAccess/deletedItems';
    await write('DELETE', `/identity/conditionalAccess/policies/${idOf('policy')}`);
    await write('DELETE', `${deleted}/policies/${idOf('policy')}`);
    await write('DELETE', `/identity/conditionalAccess/namedLocations/${idOf('location')}`);
    await write('DELETE', `${deleted}/namedLocations/${idOf('location')}`);
    for (const [what, path] of [
      ['application', 'applications'],
      ['user', 'users'],
      ['group', 'groups'],
    ] as const)
      await write('DELETE', `/${path}/${idOf(what)}`);
    for (const what of ['application', 'principal', 'user', 'group'])
      await write('DELETE', `/directory/deletedItems/${idOf(what)}`);
  }

  const gone = () => ['user', 'group', 'location', 'policy', 'application'].map(idOf);
  const made = async (recovery: string): Promise<ReadonlyMap<string, string>> => {
    const { steps } = (await product.ask(
      'query ($id: ID!) { recovery(id: $id) { steps(outcomes: [applied]) { nodes { action objectId newObjectId } } } }',
      { id: recovery },
    )) as unknown as { steps: { nodes: readonly (Made & { readonly action: string })[] } };
    const creations = steps.nodes.filter(({ action }) => action === 'create');
    return new Map(creations.map(({ objectId, newObjectId }) => [objectId, newObjectId]));
  };

  it('is listed with what it was, and what of it would come back', async () => {
    const answer = (await product.ask(
      `query ($id: ID!) { differenceReport(id: $id) { hardDeletedObjects { nodes {
         objectId inBackup { attributes } recreationPreflight { recreatable altered { what } lost { what } } } } } }`,
      { id: report },
    )) as unknown as { hardDeletedObjects: { nodes: readonly Answer[] } };
    const { nodes } = answer.hardDeletedObjects;
    expect(nodes.map(({ objectId }) => objectId).sort()).toEqual([...gone(), idOf('principal')].sort());
    expect(nodes.find(({ objectId }) => objectId === idOf('user'))).toMatchObject({
      inBackup: { attributes: { department: 'Sales' } },
      recreationPreflight: {
        recreatable: true,
        altered: [{ what: 'accountEnabled' }],
        lost: expect.arrayContaining([{ what: 'id' }, { what: 'password' }]),
      },
    });
  });

  it('is listed by the command line, and shown one by one', async () => {
    const list = await commandLine.run(['recreate', 'list', report]);
    expect(list).toMatchObject({ code: 0, out: expect.stringContaining(idOf('user')) });
    const shown = await commandLine.run(['recreate', 'preflight', report, idOf('user')]);
    expect(shown).toMatchObject({ code: 0, out: expect.stringContaining('userPrincipalName') });
    expect(shown.out).toMatch(/password +Nobody knows the password/);
    expect(await commandLine.run(['recreate', 'preflight', report, product.tenantId])).toMatchObject({
      code: 5,
      err: expect.stringContaining('recreate list'),
    });
  });

  it('is made again, under new ids that take the place of the old', async () => {
    const ended = await commandLine.run(['recreate', 'start', report, gone().join(','), '--yes', '--json']);
    expect(ended).toMatchObject({ code: 0, err: '' });
    const records = ended.out
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as Answer);
    const recovery = String(records.find(({ event }) => event === 'started')?.['id']);
    const now = await made(recovery);
    expect([...now.keys()].sort()).toEqual([...gone(), idOf('principal')].sort());
    expect(records.filter(({ event }) => event === 'recreated')).toHaveLength(now.size);
    const newOf = (what: string): string => now.get(idOf(what)) ?? '';

    expect(await stateOf('user', newOf('user'))).toMatchObject({
      ...{ displayName: 'Adele', department: 'Sales', accountEnabled: false },
    });
    const application = await stateOf('application', newOf('application'));
    expect(application?.['identifierUris']).toEqual([`api://${String(application?.['appId'])}`]);
    expect(await stateOf('servicePrincipal', newOf('principal'))).toMatchObject({
      ...{ appId: application?.['appId'], notes: 'Ours' },
    });
    expect(await stateOf('conditionalAccessPolicy', newOf('policy'))).toMatchObject({
      state: 'disabled',
      conditions: {
        users: { excludeGroups: [newOf('group')], excludeUsers: [newOf('user')] },
        locations: { excludeLocations: [newOf('location')] },
      },
    });
    expect(await stateOf('conditionalAccessPolicy', idOf('watching'))).toMatchObject({
      conditions: { users: { excludeGroups: [newOf('group')], excludeUsers: [newOf('user')] } },
    });
    const members = async (id: string) =>
      ((await write('GET', `/groups/${id}/members`))['value'] as Answer[]).map((each) => each['id']);
    expect(await members(newOf('group'))).toEqual([newOf('user')]);
    expect(await members(idOf('outer'))).toEqual([newOf('group')]);
    const assigned = await write('GET', `/servicePrincipals/${newOf('principal')}/appRoleAssignedTo`);
    expect(assigned['value']).toMatchObject([{ principalId: newOf('group') }]);
  }, 60_000);

  it('is not made twice', async () => {
    const before = await product.simulatorState();
    const input = { tenantId: product.tenantId, differenceReportId: report, objectIds: gone() };
    const started = await product.ask(
      'mutation ($input: RecreateObjectsInput!) { recreateObjects(input: $input) { __typename ... on Recovery { id } ... on Refusal { code message } } }',
      { input },
    );
    expect(started['__typename']).toBe('Recovery');
    expect(await story.ended(String(started['id']))).toMatchObject({ status: 'completed' });
    const after = await product.simulatorState();
    const sizes = (state: Readonly<Record<string, readonly Answer[]>>) =>
      Object.fromEntries(Object.entries(state).map(([kind, all]) => [kind, all.length]));
    expect(sizes(after)).toEqual(sizes(before));
  }, 60_000);

  it('leaves no password in the log of events, the logs of the processes or anything else that Known Good keeps', async () => {
    const files = await readdir(product.dataFolder, { recursive: true, withFileTypes: true });
    const kept = files.filter((file) => file.isFile() && !file.parentPath.includes('simulator'));
    expect(kept.length).toBeGreaterThan(3);
    for (const { parentPath, name } of kept) {
      const text = (await readFile(join(parentPath, name))).toString('latin1');
      expect([name, /passwordProfile|[\w-]{43}aA1!/.test(text)]).toEqual([name, false]);
    }
  });

  it('is refused to a reader', async () => {
    const input = { tenantId: product.tenantId, differenceReportId: report, objectIds: gone() };
    const refused = await product.ask(
      'mutation ($input: RecreateObjectsInput!) { recreateObjects(input: $input) { __typename ... on Refusal { code } } }',
      { input },
      'reader',
    );
    expect(refused).toEqual({ __typename: 'NotPermitted', code: 'NotPermitted' });
  });
});
