import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { createClient, type Client, type SubscribePayload } from 'graphql-ws';
import { WebSocket } from 'ws';
import type { Principal } from '#access';
import type { JobProgressView } from '#projections';
import { ApiUnderTest, type Token } from '../api-under-test.contract.js';
import {
  auditEntryView,
  id,
  OTHER_TENANT,
  progressView,
  recoveryView,
  TENANT,
  tenantView,
} from '../views.contract.js';

const PROTOCOL = 'graphql-transport-ws';
const ALLOWED_ORIGIN = 'https://console.example';

const api = new ApiUnderTest();
const clients: Client[] = [];
const sockets: WebSocket[] = [];

beforeAll(() => api.start({ allowedOrigins: [ALLOWED_ORIGIN] }));
afterAll(async () => {
  for (const client of clients) await client.dispose();
  for (const socket of sockets) socket.terminate();
  await api.stop();
});
beforeEach(() => {
  api.models.all.tenants = [tenantView(), tenantView({ id: OTHER_TENANT })];
  api.models.all.recoveries = [recoveryView({ status: 'inProgress' })];
  api.progress = async function* () {
    yield progressView();
    yield progressView({ status: 'completed', settledSteps: 10, ended: true });
  };
});

const follow = (jobId = id(20)): SubscribePayload => ({
  query:
    'subscription ($jobId: ID!) { jobProgress(jobId: $jobId) { jobId status settledSteps secondsLeft ended } }',
  variables: { jobId },
});

function clientWith(connectionParams: Record<string, unknown> | undefined): Client {
  const client = createClient({
    url: api.webSocketUrl,
    webSocketImpl: WebSocket,
    retryAttempts: 0,
    ...(connectionParams && { connectionParams }),
  });
  clients.push(client);
  return client;
}

const messagesOf = (client: Client, payload: SubscribePayload) => Array.fromAsync(client.iterate(payload));
const asReader = () => clientWith({ authorization: 'Bearer reader' });

/** A bare socket, for what no honest client would do. */
function socketWith(
  options: { origin?: string; headers?: Record<string, string> } = {},
  path = '',
): WebSocket {
  const socket = new WebSocket(`${api.webSocketUrl}${path}`, PROTOCOL, options);
  socket.on('error', () => undefined);
  sockets.push(socket);
  return socket;
}

const closeCodeOf = (socket: WebSocket): Promise<number> =>
  new Promise((resolve) => socket.once('close', resolve));
const opened = (socket: WebSocket): Promise<void> =>
  new Promise((resolve) => socket.once('open', () => resolve()));
const statusOf = (socket: WebSocket): Promise<number | undefined> =>
  new Promise((resolve) => {
    socket.once('unexpected-response', (_request, response) => resolve(response.statusCode));
    socket.once('open', () => resolve(101));
  });

/** Opens a connection as an administrator, sends an operation and answers the first message about it. */
async function firstMessage(
  query: string,
  variables: object = {},
): Promise<{ type: string; payload: unknown }> {
  const socket = socketWith();
  await opened(socket);
  const message = new Promise<{ type: string; payload: unknown }>((resolve) =>
    socket.on('message', (data: Buffer) => {
      const received = JSON.parse(data.toString()) as { type: string; payload: unknown };
      if (received.type === 'connection_ack')
        socket.send(JSON.stringify({ id: '1', type: 'subscribe', payload: { query, variables } }));
      else resolve(received);
    }),
  );
  socket.send(JSON.stringify({ type: 'connection_init', payload: { authToken: 'Bearer administrator' } }));
  const first = await message;
  socket.close();
  return first;
}

describe('a subscription to a job’s progress', () => {
  it('tells how far the job has come, and ends with the job', async () => {
    expect(await messagesOf(asReader(), follow())).toEqual([
      {
        data: {
          jobProgress: { jobId: id(20), status: 'inProgress', settledSteps: 4, secondsLeft: 3, ended: false },
        },
      },
      {
        data: {
          jobProgress: { jobId: id(20), status: 'completed', settledSteps: 10, secondsLeft: 3, ended: true },
        },
      },
    ]);
  });

  it.each<[string, string, string]>([
    ['unknown', 'Bearer reader', id(99)],
    ['another tenant’s', 'Bearer foreignAdministrator', id(20)],
  ])('finds no job that is %s', async (_what, authorization, jobId) => {
    expect(await messagesOf(clientWith({ authorization }), follow(jobId))).toMatchObject([
      { errors: [{ extensions: { code: 'JobNotFound' } }] },
    ]);
  });

  it('is refused to a caller without a role', async () => {
    expect(await messagesOf(clientWith({ authorization: 'Bearer roleless' }), follow())).toMatchObject([
      { errors: [{ extensions: { code: 'NotPermitted' } }] },
    ]);
  });

  it('stops its source as soon as the subscriber leaves', async () => {
    const left = Promise.withResolvers<void>();
    api.progress = async function* (signal) {
      signal.addEventListener('abort', () => left.resolve());
      yield progressView();
      await left.promise;
    };
    for await (const message of asReader().iterate(follow())) {
      expect(message.data).toBeDefined();
      break;
    }
    await left.promise;
  });

  it('shows a fault of ours by its correlation id alone', async () => {
    api.progress = () => {
      throw new Error('disk /var/secret is full');
    };
    const messages = await messagesOf(asReader(), follow());
    expect(messages).toMatchObject([
      { errors: [{ message: 'Internal server error', extensions: { correlationId: expect.any(String) } }] },
    ]);
    expect(JSON.stringify(api.logged)).not.toContain('secret');
  });
});

it('replays of the audit log say nothing of objects that the caller’s role is not for', async () => {
  api.models.all.auditLog = [
    auditEntryView({ details: { objectType: 'user', objectId: id(100), step: 3 } }),
    auditEntryView({ details: { objectType: 'group', objectId: id(101), step: 4 } }),
  ];
  const query = `subscription { auditReplay(tenantId: "${TENANT}") { activity details } }`;
  const messages = await messagesOf(clientWith({ authorization: 'Bearer groupReader' }), { query });
  expect(messages.map(({ data }) => data)).toEqual([
    { auditReplay: { activity: 'JobStarted', details: { objectType: 'user', withheld: true } } },
    { auditReplay: { activity: 'JobStarted', details: { objectType: 'group', objectId: id(101), step: 4 } } },
  ]);
});

describe('a connection', () => {
  it.each([['authorization'], ['Authorization'], ['authToken']])(
    'is opened by a token in %s',
    async (name) => {
      expect(await messagesOf(clientWith({ [name]: 'Bearer reader' }), follow())).toHaveLength(2);
    },
  );

  it('is opened by a token of the upgrade request', async () => {
    const socket = socketWith({ headers: { authorization: 'Bearer reader' } });
    await opened(socket);
    const message = new Promise((resolve) =>
      socket.once('message', (data: Buffer) => resolve(JSON.parse(data.toString()))),
    );
    socket.send(JSON.stringify({ type: 'connection_init' }));
    expect(await message).toEqual({ type: 'connection_ack' });
    socket.close();
  });

  it.each<[string, Record<string, unknown> | undefined]>([
    ['no token', undefined],
    ['a forged token', { authorization: 'Bearer forged' }],
    ['a token without its scheme', { authorization: 'reader' }],
    ['something else in its place', { authorization: { bearer: 'reader' } }],
  ])('with %s is closed with 4403', async (_what, parameters) => {
    const closed = messagesOf(clientWith(parameters), follow());
    await expect(closed).rejects.toMatchObject({ code: 4403 });
  });

  it('that does not say who it is for 3 s is closed with 4408', async () => {
    expect(await closeCodeOf(socketWith())).toBe(4408);
  });

  it('is closed with 4401 when its token expires, also amid a subscription', async () => {
    api.progress = async function* (signal) {
      yield progressView();
      await new Promise((resolve) => signal.addEventListener('abort', resolve));
    };
    const closed = messagesOf(clientWith({ authorization: 'Bearer soonExpired' }), follow());
    await expect(closed).rejects.toMatchObject({ code: 4401 });
  });

  describe('whose caller loses rights', () => {
    let told: ((progress: JobProgressView) => void) | undefined;
    let over = Promise.withResolvers<void>();

    beforeEach(() => {
      over = Promise.withResolvers();
      api.progress = async function* (signal) {
        signal.addEventListener('abort', () => over.resolve());
        yield progressView();
        while (!signal.aborted)
          yield await new Promise<JobProgressView>((resolve) => {
            told = resolve;
            signal.addEventListener('abort', () => resolve(progressView({ ended: true })));
          });
      };
    });
    afterEach(() => api.restoreRights());

    it.each<[string, Token, Partial<Principal>]>([
      ['all of them', 'reader', { roles: [] }],
      ['a role among others', 'administrator', { roles: ['reader'] }],
      ['object types', 'reader', { typesByRole: { reader: ['group'] } }],
    ])('(%s) is closed with 4403 at once, amid a subscription', async (_what, token, left) => {
      const received: unknown[] = [];
      const listening = api.listening;
      const ended = (async () => {
        for await (const message of clientWith({ authorization: `Bearer ${token}` }).iterate(follow())) {
          received.push(message);
          if (received.length === 1) api.withdraw(token, left);
        }
      })();
      await expect(ended).rejects.toMatchObject({ code: 4403 });
      told?.(progressView({ settledSteps: 9 }));
      expect(received).toHaveLength(1);
      await over.promise;
      expect(api.listening).toBeLessThanOrEqual(listening);
    });

    it('stays open for everyone else', async () => {
      const received: unknown[] = [];
      for await (const message of clientWith({ authorization: 'Bearer reader' }).iterate(follow())) {
        received.push(message);
        if (received.length > 1) break;
        api.withdraw('administrator', { roles: [] });
        told?.(progressView({ settledSteps: 9 }));
      }
      expect(received).toMatchObject([{}, { data: { jobProgress: { settledSteps: 9 } } }]);
    });
  });

  it.each<[string, string | undefined, number]>([
    ['of an allowed origin', ALLOWED_ORIGIN, 101],
    ['of a program, which has no origin', undefined, 101],
    ['of another origin', 'https://elsewhere.example', 403],
    ['of no origin that can be named', 'null', 403],
  ])('%s gets %s: %d', async (_what, origin, status) => {
    const socket = socketWith(origin === undefined ? {} : { origin });
    expect(await statusOf(socket)).toBe(status);
    socket.terminate();
  });

  it('to another path finds nothing', async () => {
    expect(await statusOf(socketWith({}, '/elsewhere'))).toBe(404);
  });

  it('that sends 5 MB at once is closed with 1009', async () => {
    const socket = socketWith();
    await opened(socket);
    socket.send('x'.repeat(5_000_000));
    expect(await closeCodeOf(socket)).toBe(1009);
  });

  it('carries 20 subscriptions and no 21st', async () => {
    const waiting = Promise.withResolvers<void>();
    api.progress = async function* () {
      await waiting.promise;
      yield progressView({ ended: true });
    };
    const client = asReader();
    const all = Array.from({ length: 21 }, () =>
      messagesOf(client, follow()).catch((error: unknown) => error),
    );
    const first = await Promise.race(all);
    expect(JSON.stringify(first)).toContain('TooManySubscriptions');
    waiting.resolve();
    await Promise.all(all);
  });
});

it('is told that the server goes away (1001), which does not wait for those who do not listen', async () => {
  const leaving = await new ApiUnderTest().start();
  const socket = new WebSocket(leaving.webSocketUrl, PROTOCOL);
  await opened(socket);
  const code = closeCodeOf(socket);
  await leaving.stop();
  expect(await code).toBe(1001);
});

describe('the limits of HTTP hold for an operation', () => {
  const aliases = Array.from({ length: 16 }, (_, index) => `a${index}: status`).join(' ');
  const repeated = Array.from({ length: 500 }, () => 'status').join(' ');
  const directives = Array.from(
    { length: 11 },
    (_, index) => `... @include(if: true) { d${index}: status }`,
  ).join(' ');
  const subscription = (fields: string) => `subscription { jobProgress(jobId: "${id(20)}") { ${fields} } }`;

  it.each<[string, string, string]>([
    ['of too many aliases', subscription(aliases), 'OperationTooLarge'],
    ['of too many fields', subscription(repeated), 'OperationTooLarge'],
    ['of too many directives', subscription(directives), 'OperationTooLarge'],
    ['of too many tokens', subscription('status '.repeat(5_000)), 'GRAPHQL_PARSE_FAILED'],
    ['that the schema does not know', subscription('statuz'), 'GRAPHQL_VALIDATION_FAILED'],
    ['that is a query', '{ tenants { totalCount } }', 'SubscriptionsOnly'],
    ['that asks for the schema', '{ __schema { types { name } } }', 'SubscriptionsOnly'],
    [
      'that is a mutation',
      `mutation { cancelJob(input: { jobId: "${id(20)}" }) { __typename } }`,
      'SubscriptionsOnly',
    ],
  ])('%s', async (_what, query, code) => {
    const message = await firstMessage(query);
    expect(message).toMatchObject({ type: 'error', payload: [{ extensions: { code } }] });
    expect(JSON.stringify(message)).not.toContain('Did you mean');
  });
});
