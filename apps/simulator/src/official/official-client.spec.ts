import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  AuthenticationHandler,
  BatchRequestContent,
  BatchResponseContent,
  Client,
  GraphError,
  PageIterator,
  RetryHandler,
  RetryHandlerOptions,
  type Context,
  type Middleware,
  type PageCollection,
} from '@microsoft/microsoft-graph-client';
import type { Group, User } from '@microsoft/microsoft-graph-types';
import { startSimulator, type Simulator } from '../simulator.js';

/** The parts of its answers that the client leaves without types. */
interface Page<T> extends PageCollection {
  readonly value: T[];
}

const HOST = 'graph.simulated';

/** Stands for a proxy that ends TLS in front of the simulator: the client sends tokens and follows links over TLS only. */
class TlsProxy implements Middleware {
  async execute(context: Context): Promise<void> {
    const url = String(context.request).replace(`https://${HOST}`, simulator.url);
    const headers = new Headers(context.options?.headers);
    headers.set('x-forwarded-proto', 'https');
    headers.set('x-forwarded-host', HOST);
    context.response = await fetch(url, { ...context.options, headers });
  }
}

function clientWith(token: string): Client {
  const authentication = new AuthenticationHandler({ getAccessToken: async () => token });
  const middleware = [authentication, new RetryHandler(new RetryHandlerOptions(1)), new TlsProxy()];
  return Client.initWithMiddleware({ baseUrl: `https://${HOST}/`, customHosts: new Set([HOST]), middleware });
}

let simulator: Simulator;
let client: Client;

beforeAll(async () => {
  simulator = await startSimulator({ users: 250, permissions: true, quota: { factor: 1 } });
  client = clientWith('token');
});
afterAll(() => simulator.close());

async function allUsers(): Promise<readonly User[]> {
  const first = (await client.api('/users').select('id,displayName').top(100).get()) as Page<User>;
  const users: User[] = [];
  await new PageIterator(client, first, (user: User) => {
    users.push(user);
    return true;
  }).iterate();
  return users;
}

function newUser(alias: string): User {
  return {
    accountEnabled: true,
    displayName: alias,
    mailNickname: alias,
    userPrincipalName: `${alias}@alderquay.example`,
    passwordProfile: { password: 'Q7-unguessable' },
  };
}

describe("Microsoft's own Graph client", () => {
  it('reads an object, and lists through all pages', async () => {
    const users = await allUsers();
    const count = (await client.api('/users/$count').header('ConsistencyLevel', 'eventual').get()) as unknown;
    expect(users.length).toBe(Number(count));
    const [first] = users;
    const read = (await client.api(`/users/${first?.id ?? ''}`).get()) as User;
    expect(read).toMatchObject({ id: first?.id, displayName: first?.displayName });
  });

  it('filters, counts and sorts', async () => {
    const found = (await client
      .api('/users')
      .header('ConsistencyLevel', 'eventual')
      .count(true)
      .filter("startswith(userPrincipalName,'emergency')")
      .orderby('displayName')
      .get()) as Page<User> & { '@odata.count': number };
    expect(found['@odata.count']).toBe(found.value.length);
    expect(found.value.map(({ displayName }) => displayName)).toEqual([
      'Emergency access 1',
      'Emergency access 2',
    ]);
  });

  it('creates, changes, soft-deletes and restores', async () => {
    const { id = '' } = (await client.api('/users').post(newUser('ada'))) as User;
    await client.api(`/users/${id}`).patch({ city: 'Leeds' } satisfies User);
    expect(((await client.api(`/users/${id}`).select('city').get()) as User).city).toBe('Leeds');
    await client.api(`/users/${id}`).delete();
    await expect(client.api(`/users/${id}`).get()).rejects.toMatchObject({
      statusCode: 404,
      code: 'Request_ResourceNotFound',
    });
    const restored = (await client.api(`/directory/deletedItems/${id}/restore`).post({})) as User;
    expect(restored.id).toBe(id);
  });

  it('adds members and reads them back', async () => {
    const { id: member = '' } = (await client.api('/users').post(newUser('ben'))) as User;
    const group = (await client.api('/groups').post({
      displayName: 'Crew',
      mailNickname: 'crew',
      mailEnabled: false,
      securityEnabled: true,
    } satisfies Group)) as Group;
    const path = `/groups/${group.id ?? ''}/members`;
    await client.api(`${path}/$ref`).post({ '@odata.id': `https://${HOST}/v1.0/directoryObjects/${member}` });
    const { value } = (await client.api(path).get()) as Page<User>;
    expect(value.map(({ id }) => id)).toEqual([member]);
  });

  it('follows delta', async () => {
    const first = (await client.api('/users/delta').query({ $deltatoken: 'latest' }).get()) as PageCollection;
    const { id = '' } = (await client.api('/users').post(newUser('cleo'))) as User;
    const changed = (await client.api(first['@odata.deltaLink'] ?? '').get()) as Page<User>;
    expect(changed.value.map((user) => user.id)).toEqual([id]);
  });

  it('sends batches', async () => {
    const [user] = await allUsers();
    // The client takes scheme and host away, and the paths of inner requests begin below the version.
    const request = (url: string, init: RequestInit = {}): Request =>
      new Request(`https://${HOST}${url}`, init);
    const batch = new BatchRequestContent([
      { id: 'one', request: request(`/users/${user?.id ?? ''}`) },
      {
        id: 'two',
        request: request(`/users/${user?.id ?? ''}`, {
          method: 'PATCH',
          headers: { 'Content-Type': 'application/json' },
          body: JSON.stringify({ city: 'Porto' }),
        }),
        dependsOn: ['one'],
      },
      { id: 'three', request: request('/users/none'), dependsOn: ['two'] },
    ]);
    const answers = new BatchResponseContent(
      (await client.api('/$batch').post(await batch.getContent())) as ConstructorParameters<
        typeof BatchResponseContent
      >[0],
    );
    const statuses = ['one', 'two', 'three'].map((id) => answers.getResponseById(id).status);
    expect(statuses).toEqual([200, 204, 404]);
    expect(await answers.getResponseById('one').json()).toMatchObject({ id: user?.id });
  });

  it('waits as it is told to when a limit is met, and comes through', async () => {
    const policies = async (): Promise<number> =>
      ((await client.api('/identity/conditionalAccess/policies').get()) as Page<User>).value.length;
    const throttled = simulator.throttled('conditionalAccess');
    expect(await policies()).toBe(await policies());
    expect(simulator.throttled('conditionalAccess')).toBe(throttled + 1);
  });

  it('tells refusals of permission as such', async () => {
    const claims = { tid: simulator.tenantId, appid: 'app', roles: [], exp: Date.now() / 1000 + 60 };
    const part = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');
    const poor = clientWith(`${part({ alg: 'none' })}.${part(claims)}.x`);
    const refusal = poor.api('/users').get() as Promise<unknown>;
    await expect(refusal).rejects.toBeInstanceOf(GraphError);
    await expect(refusal).rejects.toMatchObject({ statusCode: 403, code: 'Authorization_RequestDenied' });
  });
});
