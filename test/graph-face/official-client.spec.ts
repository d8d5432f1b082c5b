import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  AuthenticationHandler,
  Client,
  GraphError,
  PageIterator,
  ResponseType,
  type Context,
  type Middleware,
  type PageCollection,
} from '@microsoft/microsoft-graph-client';
import { setTimeout as delay } from 'node:timers/promises';
import { playAttack } from '../../apps/simulator/src/attack/play-attack.js';
import { Product, type Account } from '../support/product.js';
import { Story } from '../support/story.js';

const HOST = 'graph.known-good.example';
const RECOVERY = '/directory/recovery';
const NAMESPACE = 'microsoft.graph.entraRecoveryServices';
const NOWHERE = '00000000-0000-0000-0000-000000000000';

/** The parts of the answers that the client leaves without types. */
interface Entity {
  readonly id: string;
  readonly [property: string]: unknown;
}
interface Page extends PageCollection {
  readonly value: Entity[];
}

let product: Product;
let story: Story;
let administrator: Client;
let reader: Client;
let backup: string;

/** Stands for a proxy that ends TLS in front of the product: the client sends tokens over TLS only. */
class TlsProxy implements Middleware {
  async execute(context: Context): Promise<void> {
    const origin = product.graphqlUrl.replace('/graphql', '');
    const headers = new Headers(context.options?.headers);
    headers.set('x-forwarded-proto', 'https');
    headers.set('x-forwarded-host', HOST);
    const url = String(context.request).replace(`https://${HOST}`, origin);
    context.response = await fetch(url, { ...context.options, headers });
  }
}

async function clientOf(account: Account | 'nobody'): Promise<Client> {
  const token = account === 'nobody' ? 'none' : await product.token(account);
  const middleware = [new AuthenticationHandler({ getAccessToken: async () => token }), new TlsProxy()];
  return Client.initWithMiddleware({ baseUrl: `https://${HOST}/`, customHosts: new Set([HOST]), middleware });
}

/** Asks to start a job and answers where it is to be found. */
async function start(path: string, body: object = {}): Promise<string> {
  const response = (await administrator.api(path).responseType(ResponseType.RAW).post(body)) as Response;
  expect(response.status).toBe(202);
  expect(await response.text()).toBe('');
  return (response.headers.get('location') ?? '').replace(`https://${HOST}/v1.0`, '');
}

/** Reads a job until it has ended. */
async function ended(path: string): Promise<Entity> {
  for (;;) {
    const job = (await administrator.api(path).get()) as Entity;
    if (['successful', 'failed', 'abandoned'].includes(String(job['status']))) return job;
    await delay(50);
  }
}

async function refusalOf(asked: Promise<unknown>): Promise<GraphError> {
  const error: unknown = await asked.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (error instanceof GraphError) return error;
  throw new Error('It was not refused.');
}

const listed = async (path: string): Promise<Entity[]> => ((await reader.api(path).get()) as Page).value;

beforeAll(async () => {
  product = await Product.start({ users: 300, settings: { KNOWN_GOOD_TRUSTED_PROXIES: '1' } });
  story = new Story(product);
  administrator = await clientOf('administrator');
  reader = await clientOf('reader');
  backup = await story.takeBackup();
}, 120_000);
afterAll(() => product.close(), 60_000);

describe("Microsoft's own Graph client, pointed at Known Good", () => {
  let preview: string;
  let recovery: string;

  it('lists the backups as snapshots, and reads one', async () => {
    const snapshots = await listed(`${RECOVERY}/snapshots`);
    expect(snapshots.map(({ id }) => id)).toContain(backup);
    const one = (await reader.api(`${RECOVERY}/snapshots/${backup}`).select('id').get()) as Entity;
    expect(one).toEqual({ '@odata.context': expect.stringMatching(/\$metadata#/), id: backup });
    expect(await reader.api(`${RECOVERY}/snapshots('${backup}')`).get()).toMatchObject({
      id: backup,
      createdDateTime: snapshots.find(({ id }) => id === backup)?.['createdDateTime'],
      totalChangedObjects: null,
    });
  });

  it('starts a report, follows its Location to the end, and pages through its changes', async () => {
    await playAttack(product.simulatorUrl, { seed: 1, size: 'small' });
    preview = await start(`${RECOVERY}/snapshots/${backup}/recoveryPreviewJobs`);
    expect(preview).toMatch(
      new RegExp(`^${RECOVERY}/snapshots/${backup}/recoveryPreviewJobs/[0-9a-f-]{36}$`),
    );
    expect(await ended(preview)).toMatchObject({
      '@odata.type': `#${NAMESPACE}.recoveryPreviewJob`,
      status: 'successful',
      filteringCriteria: null,
      totalChangedObjectsCalculated: expect.any(Number),
    });
    const first = (await reader.api(`${preview}/${NAMESPACE}.getChanges`).top(7).get()) as Page;
    expect(first.value).toHaveLength(7);
    const changes: Entity[] = [];
    await new PageIterator(reader, first, (change: Entity) => changes.push(change) > 0).iterate();
    const inGraphql = await story.changes(preview.split('/').at(-1) ?? '');
    const shown = inGraphql.filter(({ kind }) => kind !== 'hardDeleted');
    expect(changes.map(({ id }) => id).sort()).toEqual(shown.map(({ objectId }) => objectId).sort());
    const skipped = (await reader.api(`${preview}/getChanges()`).skip(5).top(2).get()) as Page;
    expect(skipped.value).toEqual(changes.slice(5, 7));
    const behind = (await reader.api(`${preview}/getChanges`).skip(10_000).get()) as Page;
    expect(behind.value).toEqual([]);
  });

  it('shows of a change what would be applied, and how it is now', async () => {
    const changes = await listed(`${preview}/getChanges?$top=999`);
    const restored = changes.find((change) => change['recoveryAction'] === 'restore');
    expect(restored).toMatchObject({ deltaFromCurrent: { id: restored?.id, deletedDateTime: null } });
    const deleted = changes.find((change) => change['recoveryAction'] === 'softDelete');
    expect(deleted).toMatchObject({ deltaFromCurrent: { '@removed': { reason: 'changed' } } });
    const members = changes.find((change) => 'members@delta' in (change['deltaFromCurrent'] as object));
    expect(members).toMatchObject({ entityTypeName: 'group', recoveryAction: 'update' });
  });

  it('recovers some types only, and lists the job with all others', async () => {
    const entityTypes = ['user', 'group', 'servicePrincipal', 'appRoleAssignment'];
    recovery = await start(`${RECOVERY}/snapshots/${backup}/recoveryJobs`, {
      filteringCriteria: { '@odata.type': `#${NAMESPACE}.recoveryJobEntityNamesFilter`, entityTypes },
    });
    const job = await ended(recovery);
    expect(job).toMatchObject({
      status: 'successful',
      filteringCriteria: {
        '@odata.type': `#${NAMESPACE}.recoveryJobEntityNamesFilter`,
        entityTypes: ['user', 'group', 'servicePrincipal'],
      },
    });
    expect(job['totalObjectsModified']).toBeGreaterThan(0);
    expect(await listed(`${recovery}/getFailedChanges`)).toHaveLength(Number(job['totalFailedChanges']));
    const jobs = await listed(`${RECOVERY}/jobs`);
    expect(jobs.map(({ id }) => id)).toEqual([recovery, preview].map((path) => path.split('/').at(-1)));
    expect(await reader.api(`${RECOVERY}/jobs/${job.id}/${NAMESPACE}.recoveryJob`).get()).toMatchObject({
      id: job.id,
    });
    const byMoment = `targetStateDateTime eq ${String(job['targetStateDateTime'])} and id ne '${job.id}'`;
    const filtered = (await reader.api(`${RECOVERY}/jobs`).filter(byMoment).get()) as Page;
    expect(filtered.value.map(({ id }) => id)).toEqual([preview.split('/').at(-1)]);
    const page = (await reader.api(`${RECOVERY}/jobs`).top(1).count().get()) as Page;
    expect(page).toMatchObject({ '@odata.count': 2, '@odata.nextLink': expect.stringContaining('$skip=1') });
  });

  it('recovers single objects', async () => {
    const [change] = await listed(`${preview}/getChanges?$top=1`);
    const ids = await start(`${RECOVERY}/snapshots/${backup}/recoveryPreviewJobs`, {
      filteringCriteria: {
        '@odata.type': `#${NAMESPACE}.recoveryJobEntityNameAndIdsFilter`,
        filterValues: [{ entityType: 'user', entityIds: [change?.id] }],
      },
    });
    expect(await ended(ids)).toMatchObject({
      filteringCriteria: { filterValues: [{ entityIds: [change?.id] }] },
    });
  });

  it('shows later members of enumerations only to those who can take them', async () => {
    const path = await start(`${RECOVERY}/snapshots/${backup}/recoveryPreviewJobs`, {
      filteringCriteria: {
        '@odata.type': `#${NAMESPACE}.recoveryJobEntityNamesFilter`,
        entityTypes: ['organization'],
      },
    });
    await ended(path);
    expect(await reader.api(path).get()).toMatchObject({
      filteringCriteria: { entityTypes: ['unknownFutureValue'] },
    });
    expect(await reader.api(path).header('Prefer', 'include-unknown-enum-members').get()).toMatchObject({
      filteringCriteria: { entityTypes: ['organization'] },
    });
  });

  it('refuses with Graph’s own statuses and texts', async () => {
    const nobody = await clientOf('nobody');
    const jobs = `${RECOVERY}/snapshots/${backup}/recoveryJobs`;
    const refusals: [() => Promise<unknown>, number, RegExp][] = [
      [() => nobody.api(`${RECOVERY}/snapshots`).get(), 401, /Access token/],
      [() => reader.api(jobs).post({}), 403, /^Authorization has been denied for this request/],
      [
        () => reader.api(`${RECOVERY}/snapshots/${NOWHERE}`).get(),
        404,
        /^This isn't a valid timestamp for recovery/,
      ],
      [() => administrator.api(jobs.replace(backup, NOWHERE)).post({}), 404, /^This isn't a valid timestamp/],
      [() => reader.api(`${RECOVERY}/jobs/${NOWHERE}`).get(), 404, /does not exist/],
      [() => reader.api(`${recovery}/getChanges`).get(), 400, /recoveryPreviewJob/],
      [() => administrator.api(`${preview}/cancel`).post({}), 400, /ended/],
      [() => administrator.api(jobs).post({ filteringCriteria: {} }), 400, /@odata.type/],
      [() => reader.api(`${RECOVERY}/jobs`).top(1_000).get(), 400, /\$top/],
      [() => reader.api(`${RECOVERY}/jobs`).filter('contains(id, 1)').get(), 400, /\$filter/],
      [() => reader.api(`${RECOVERY}/jobs`).expand('x').get(), 400, /\$expand/],
      [() => reader.api(`${RECOVERY}/jobs`).select('colour').get(), 400, /colour/],
      [() => reader.api('/users').get(), 400, /segment 'users'/],
    ];
    for (const [asked, status, message] of refusals) {
      const error = await refusalOf(asked());
      expect({ status: error.statusCode, message: error.message }).toEqual({
        status,
        message: expect.stringMatching(message),
      });
      expect(error.requestId).toMatch(/^[0-9a-f-]{36}$/);
    }
  });

  it('refuses a second job beside a running one, shows no changes before the end, and cancels', async () => {
    const running = await start(`${RECOVERY}/snapshots/${backup}/recoveryJobs`);
    const conflict = await refusalOf(
      administrator.api(`${RECOVERY}/snapshots/${backup}/recoveryPreviewJobs`).post({}),
    );
    expect(conflict.statusCode).toBe(409);
    expect(conflict.message).toMatch(/^A recovery job is currently in progress/);
    expect(conflict.body).toContain(running.split('/').at(-1));
    const early = await refusalOf(reader.api(`${running}/getFailedChanges`).get());
    expect(early.message).toMatch(/^Job with identifier `.*` must have completed successfully/);
    await administrator.api(`${running}/${NAMESPACE}.cancel`).post({});
    expect(await ended(running)).toMatchObject({ status: 'abandoned' });
  });
});
