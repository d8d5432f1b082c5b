import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { createClient, type Client } from 'graphql-ws';
import { WebSocket } from 'ws';
import { InvalidPosition } from '#event-store';
import { ApiUnderTest } from '../api-under-test.contract.js';
import { auditEntryView, id, OTHER_TENANT, TENANT, tenantView } from '../views.contract.js';

const api = new ApiUnderTest();
const clients: Client[] = [];

beforeAll(() => api.start());
afterAll(async () => {
  for (const client of clients) await client.dispose();
  await api.stop();
});
beforeEach(() => {
  api.models.all.tenants = [tenantView(), tenantView({ id: OTHER_TENANT })];
  api.models.all.auditLog = [1, 2, 3].map((number) =>
    auditEntryView({ id: id(500 + number), position: String(number) }),
  );
  api.models.replayed.length = 0;
  api.reached = async (position) => {
    if (position === 'nonsense') throw new InvalidPosition('The position was not given by this event store.');
  };
});

const REPLAY = `subscription ($tenantId: ID!, $from: ReplayMomentInput, $until: ReplayMomentInput, $speed: Float) {
  auditReplay(tenantId: $tenantId, from: $from, until: $until, speed: $speed) { position activity category actor { name } }
}`;

/** The messages of a replay; at the first one that is an error, its code. */
async function replay(variables: object = {}, token = 'reader'): Promise<unknown[]> {
  const client = createClient({
    url: api.webSocketUrl,
    webSocketImpl: WebSocket,
    retryAttempts: 0,
    connectionParams: { authorization: `Bearer ${token}` },
  });
  clients.push(client);
  const asked = { query: REPLAY, variables: { tenantId: TENANT, ...variables } };
  const messages: unknown[] = [];
  for await (const { data, errors } of client.iterate(asked))
    messages.push(errors?.[0]?.extensions?.['code'] ?? data?.['auditReplay']);
  return messages;
}

describe('A replay of the audit log', () => {
  it('shows line by line what the audit log shows, and ends', async () => {
    const line = { activity: 'JobStarted', category: 'Backup and Recovery', actor: { name: 'Ada' } };
    expect(await replay()).toEqual(['1', '2', '3'].map((position) => ({ position, ...line })));
    expect(api.models.replayed).toEqual([{}]);
  });

  it('is asked for from and until a moment, at a speed', async () => {
    await replay({ from: { position: '1' }, until: { time: '2026-03-02T08:00:00Z' }, speed: 60 });
    expect(api.models.replayed).toEqual([
      { from: { position: '1' }, until: { time: '2026-03-02T08:00:00.000Z' }, speed: 60 },
    ]);
  });

  it.each<[string, object]>([
    ['an unreadable position', { from: { position: 'nonsense' } }],
    ['an unreadable end', { until: { position: 'nonsense' } }],
    ['a time to come', { until: { time: '2999-01-01T00:00:00Z' } }],
    ['standing still', { speed: 0 }],
    ['going backwards', { speed: -1 }],
  ])('is refused for %s', async (_what, variables) => {
    expect(await replay(variables)).toEqual(['BAD_USER_INPUT']);
    expect(api.models.replayed).toEqual([]);
  });

  it('is refused to a caller without a role', async () => {
    expect(await replay({}, 'roleless')).toEqual(['NotPermitted']);
  });

  it.each([TENANT, id(404)])(
    'finds no tenant of another organisation, like an unknown one: %s',
    async (tenantId) => {
      expect(await replay({ tenantId }, 'foreignAdministrator')).toEqual(['TenantNotFound']);
      expect(api.models.replayed).toEqual([]);
    },
  );
});
