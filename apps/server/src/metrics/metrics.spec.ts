import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { openSqliteEventStore } from '#event-store/sqlite';
import { countedStore } from './counted-store.js';
import { Metrics } from './metrics.js';
import { serveMetrics } from './serve-metrics.js';

const TENANT = 'aaaaaaaa-0000-4000-8000-000000000001';

describe('the figures of a process', () => {
  let metrics: Metrics;
  let served: Awaited<ReturnType<typeof serveMetrics>>;

  beforeEach(async () => {
    metrics = new Metrics('api');
    served = await serveMetrics(metrics, { host: '127.0.0.1', port: 0 });
  });
  afterEach(() => served.close());

  const get = (path = '/metrics', method = 'GET') =>
    fetch(`http://127.0.0.1:${served.port}${path}`, { method });
  const figures = async () => (await get()).text();

  it('are served to Prometheus, and nothing else is', async () => {
    const response = await get();
    expect(response.headers.get('content-type')).toContain('text/plain');
    expect(await response.text()).toContain('nodejs_eventloop_lag_seconds');
    expect((await get('/')).status).toBe(404);
    expect((await get('/metrics', 'POST')).status).toBe(404);
  });

  it('count what is written to the log, by type and never by stream', async () => {
    const store = countedStore(openSqliteEventStore({ file: ':memory:' }), metrics);
    const metadata = {
      actor: { id: 'someone', name: 'Someone' },
      ...{
        from: 'worker',
        at: '2026-01-01T00:00:00Z',
        correlationId: 'c',
        causationId: 'c',
        schemaVersion: 1,
      },
    };
    const event = (n: number) => ({
      id: `00000000-0000-4000-8000-00000000000${n}`,
      ...{ type: 'BackupRequested', data: {}, metadata },
    });
    expect((await store.append(`tenant-${TENANT}`, 'noStream', [event(1)])).appended).toBe(true);
    expect((await store.append(`tenant-${TENANT}`, 'noStream', [event(2)])).appended).toBe(false);
    const told = await figures();
    expect(told).toContain('known_good_events_written_total{type="BackupRequested",role="api"} 1');
    expect(told).toContain('known_good_append_conflicts_total{role="api"} 1');
    expect(told).not.toContain(TENANT);
    expect(await Array.fromAsync(store.readAll())).toHaveLength(1);
    await store.close();
  });

  it('tell how long requests took, by door and class of status', async () => {
    metrics.answered('graphql', 204, 0.03);
    expect(await figures()).toMatch(
      /known_good_http_request_seconds_bucket\{le="0.05",role="api",door="graphql",status="2xx"\} 1/,
    );
  });
});
