import { NestFactory } from '@nestjs/core';
import type { NestExpressApplication } from '@nestjs/platform-express';
import type { Logger } from 'pino';
import { openTokenValidator } from '#access';
import {
  DriftRequests,
  BackupShelf,
  ImportStaging,
  ObjectTimelines,
  PlanShelf,
  reportedChanges,
} from '#jobs';
import { openReadModels, type OpenReadModels } from '#projections';
import { LogTree } from '#proof';
import { randomIds, systemClock } from '#runtime';
import { CallerRate } from './api/access/caller-rate.js';
import type { ApiParts } from './api/api-parts.js';
import { AppModule } from './app.module.js';
import { newestCheckpoint } from './composition/open-checkpoints.js';
import type { Ports } from './composition/open-ports.js';
import { signInSettings } from './console/sign-in-settings.js';
import { measuredRequests } from './metrics/measured-requests.js';
import type { Metrics } from './metrics/metrics.js';
import { NodeReadModels } from './node-read-models.js';
import { limitedRate } from './rate-limit.js';
import type { Settings } from './settings/settings.js';
import { tracedRequests } from './tracing/traced-requests.js';
import type { WatchedRights } from './settings/watched-rights.js';
import { clientIdsOf, type TenantConnection } from './settings/tenant-connections.js';

/** What an API node has beside its ports and settings. */
interface ApiCompany {
  readonly rights: WatchedRights;
  readonly connections: readonly TenantConnection[];
  readonly metrics: Metrics | undefined;
}

/** Serves the API until `signal` aborts: read models that follow the log, and GraphQL over them. */
export async function runApi(
  ports: Ports,
  settings: Settings,
  { connections, metrics, rights }: ApiCompany,
  log: Logger,
  signal: AbortSignal,
): Promise<void> {
  const readModels = openReadModels({
    file: settings.readModelsFile,
    store: ports.store,
    onError: (error, event) =>
      log.error({ event: event?.id, error: reasonOf(error) }, 'A read model is in trouble.'),
  });
  const nodeReadModels = new NodeReadModels(readModels, systemClock, log, signal);
  const logTree = new LogTree(ports.store, systemClock, (error) =>
    log.error({ error: reasonOf(error) }, 'The log could not be read for its proofs; it is tried again.'),
  );
  let ready = false;
  let proving = Promise.resolve();
  const following = readModels.follow(signal);
  const watching = rights.follow(systemClock, signal);
  // Reading the whole log for its proofs must not hold up what the node is there for.
  void readModels.caughtUp().then(() => {
    ready = true;
    proving = logTree.follow(signal);
  });
  const parts = apiParts(
    ports,
    { readModels, nodeReadModels, logTree },
    settings,
    { connections, rights },
    log,
  );
  const app = await NestFactory.create<NestExpressApplication>(
    AppModule.register(
      parts,
      { isReady: () => ready && !signal.aborted, rebuilding: () => nodeReadModels.rebuilding },
      signInSettings(
        settings,
        connections.map(({ id }) => id),
      ),
    ),
    { bodyParser: false, logger: ['error', 'warn', 'fatal'] },
  );
  app.use(tracedRequests);
  if (metrics) app.use(measuredRequests(metrics));
  const { requestsPerMinute: perMinute, trustedProxies } = settings;
  app.use(limitedRate({ perMinute, trustedProxies }));
  app.disable('x-powered-by');
  await app.listen(settings.port, settings.host);
  log.info({ port: settings.port }, 'API listening.');
  await following;
  await proving;
  await watching;
  await app.close();
  readModels.close();
}

const reasonOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

/** What one API node keeps of the log. */
interface NodeParts {
  readonly readModels: OpenReadModels;
  readonly nodeReadModels: NodeReadModels;
  readonly logTree: LogTree;
}

function apiParts(
  { aggregates, vaults, requests }: Ports,
  { readModels, nodeReadModels, logTree }: NodeParts,
  settings: Settings,
  { connections, rights }: Pick<ApiCompany, 'connections' | 'rights'>,
  log: Logger,
): ApiParts {
  const { models, changes } = readModels;
  const ownClientIds = (tenantId: string): readonly string[] =>
    connections.filter(({ id }) => id === tenantId).flatMap(clientIdsOf);
  const validator = openTokenValidator({
    issuer: settings.issuer,
    audience: settings.audience,
    allowedClientIds: settings.allowedClientIds,
    tenants: connections.map(({ id }) => id),
    rules: () => rights.rules,
    clock: systemClock,
  });
  return {
    models,
    changes,
    changesOf: async (reportId) => {
      if (!changes.has(reportId))
        await changes.fill(reportId, reportedChanges(aggregates, vaults, reportId, ownClientIds));
    },
    backupContents: new BackupShelf(vaults),
    imports: new ImportStaging(vaults),
    timelines: new ObjectTimelines(vaults),
    plans: new PlanShelf(vaults),
    followProgress: (jobId, signal) => readModels.followProgress(jobId, signal),
    reached: (position, signal) => readModels.reached(position, signal),
    readModels: nodeReadModels,
    logTree,
    newestCheckpoint: () => newestCheckpoint(settings),
    jobRequests: requests,
    driftRequests: new DriftRequests(aggregates, requests, { clock: systemClock, ids: randomIds }),
    validateToken: (token) => validator.validate(token),
    callerRate: new CallerRate(settings.callerRequestsPerMinute),
    onRightsChanged: (listener) => rights.onChange(listener),
    clock: systemClock,
    ids: randomIds,
    log,
    settings: {
      introspection: settings.introspection,
      allowedOrigins: settings.allowedOrigins,
      trustedProxies: settings.trustedProxies,
    },
  };
}
