import 'reflect-metadata';
import { readAlarmSettings } from './alarms/alarm-destinations.js';
import { openAlarmChannels } from './alarms/open-alarm-channels.js';
import { openCheckpoints } from './composition/open-checkpoints.js';
import { connectTenants } from './composition/connect-tenants.js';
import { openPorts } from './composition/open-ports.js';
import { openLog } from './composition/log.js';
import { Child } from './embedded/child.js';
import { Metrics } from './metrics/metrics.js';
import { serveMetrics } from './metrics/serve-metrics.js';
import { InvalidSettingsError, readSettings } from './settings/settings.js';
import { readTenantConnections } from './settings/tenant-connections.js';
import { WatchedRights } from './settings/watched-rights.js';
import { openTracing } from './tracing/open-tracing.js';
import { runApi } from './api-role.js';
import { runWorker } from './worker/worker.js';

/** Runs one role, or the API with a worker process beside it, until the process is asked to stop. */
async function main(): Promise<void> {
  const settings = readSettings(process.env);
  const connections = readTenantConnections(settings.tenantsFile);
  // Read in any role: what is wrong in it shall show at start-up, not at the first alarm.
  const alarmChannels = openAlarmChannels(readAlarmSettings(settings.alarmsFile));
  const log = openLog(settings, settings.role);
  const rights = new WatchedRights(settings.rightsFile, log);
  const { tracesEndpoint, role } = settings;
  const endTracing = tracesEndpoint && openTracing(tracesEndpoint, role === 'worker' ? role : 'api');
  const stopping = new AbortController();
  const stop = (): void => stopping.abort(new Error('The process is stopping.'));
  process.once('SIGINT', stop);
  process.once('SIGTERM', stop);
  const metrics = settings.metrics && new Metrics(settings.role);
  const figures = metrics && settings.metrics ? await serveMetrics(metrics, settings.metrics) : undefined;
  const ports = await openPorts(settings, metrics);
  await connectTenants(ports, connections);
  // A job may load a million objects, so it never shares the API's event loop.
  const worker = settings.role === 'all' ? workerProcess() : undefined;
  worker?.start();
  if (settings.role === 'worker') {
    const endCheckpoints = openCheckpoints(ports.store, settings, log);
    await runWorker(ports, { connections, alarmChannels }, log, stopping.signal);
    await endCheckpoints();
  } else await runApi(ports, settings, { connections, metrics, rights }, log, stopping.signal);
  await worker?.stop();
  await ports.store.close();
  await figures?.close();
  // A collector that is gone must not make a clean end a failure.
  if (endTracing) await endTracing().catch(() => log.warn('The last traces could not be sent.'));
  log.info('Stopped.');
}

function workerProcess(): Child {
  return new Child({ name: 'worker', script: new URL(import.meta.url), env: { KNOWN_GOOD_ROLE: 'worker' } });
}

try {
  await main();
} catch (error) {
  if (!(error instanceof InvalidSettingsError)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 2;
}
