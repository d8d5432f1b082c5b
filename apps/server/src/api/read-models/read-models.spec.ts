import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { ApiUnderTest, type Token } from '../api-under-test.contract.js';
import { id, TENANT, tenantView } from '../views.contract.js';

const api = new ApiUnderTest();

beforeAll(() => api.start());
afterAll(() => api.stop());
beforeEach(() => {
  api.models.all.tenants = [tenantView()];
  api.readModels.asked.length = 0;
  api.readModels.position = '77';
  api.readModels.rebuilding = undefined;
  api.readModels.lastRebuild = undefined;
});

const FIELDS = `position rebuilding { appliedEvents totalEvents ratio startedAt }
  lastRebuild { startedAt endedAt outcome }`;
const startedAt = '2026-03-02T08:00:00.000Z';

async function field(token: Token, operation: string, name: string): Promise<unknown> {
  const { data, errors } = await api.ask(token, operation);
  expect(errors).toEqual([]);
  return data[name];
}
const readModels = () => field('reader', `{ readModels { ${FIELDS} } }`, 'readModels');
const rebuild = () =>
  field(
    'administrator',
    `mutation { rebuildReadModels { __typename ... on ReadModels { ${FIELDS} } ... on Refusal { code message } } }`,
    'rebuildReadModels',
  );

describe('the read models of a node', () => {
  it('tell a reader how far they have come', async () => {
    expect(await readModels()).toEqual({ position: '77', rebuilding: null, lastRebuild: null });
    api.readModels.position = undefined;
    expect(await readModels()).toMatchObject({ position: null });
  });

  it('tell how far a rebuild has come, and how the last one ended', async () => {
    api.readModels.rebuilding = { applied: 3, total: 4, ratio: 0.75, startedAt };
    api.readModels.lastRebuild = { startedAt, endedAt: '2026-03-02T08:00:05.000Z', outcome: 'failed' };
    expect(await readModels()).toMatchObject({
      rebuilding: { appliedEvents: 3, totalEvents: 4, ratio: 0.75, startedAt },
      lastRebuild: { startedAt, endedAt: '2026-03-02T08:00:05.000Z', outcome: 'failed' },
    });
  });
});

describe('a rebuild of the read models', () => {
  it('is begun for an administrator, who sees that it is under way', async () => {
    expect(await rebuild()).toMatchObject({
      __typename: 'ReadModels',
      rebuilding: { appliedEvents: 0, totalEvents: 4, ratio: 0, startedAt },
    });
    expect(api.readModels.asked).toEqual([
      { tenantId: TENANT, objectId: id(900), from: '127.0.0.1', correlationId: expect.any(String) },
    ]);
  });

  it('is refused while another is under way', async () => {
    await rebuild();
    expect(await rebuild()).toEqual({
      __typename: 'RebuildAlreadyRunning',
      code: 'RebuildAlreadyRunning',
      message: expect.stringContaining('rebuilding'),
    });
    expect(api.readModels.asked).toHaveLength(1);
  });

  it('can be begun where the read models have lost the tenant', async () => {
    api.models.all.tenants = [];
    expect(await rebuild()).toMatchObject({ __typename: 'ReadModels' });
  });
});
