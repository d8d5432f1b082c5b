import { NestFactory } from '@nestjs/core';
import type { NestExpressApplication } from '@nestjs/platform-express';
import type { Logger } from 'pino';
import { openTokenValidator } from '#access';
import { reportedChanges } from '#jobs';
import { openReadModels, type OpenReadModels } from '#projections';
import { randomIds, systemClock } from '#runtime';
import type { ApiParts } from './api/api-parts.js';
import { AppModule } from './app.module.js';
import type { Ports } from './composition/open-ports.js';
import type { Settings } from './settings/settings.js';
import type { TenantConnection } from './settings/tenant-connections.js';

/** Serves the API until `signal` aborts: read models that follow the log, and GraphQL over them. */
export async function runApi(
  ports: Ports,
  settings: Settings,
  connections: readonly TenantConnection[],
  log: Logger,
  signal: AbortSignal,
): Promise<void> {
  const readModels = openReadModels({
    file: settings.readModelsFile,
    store: ports.store,
    onError: (error, event) =>
      log.error(
        { event: event?.id, error: error instanceof Error ? error.message : String(error) },
        'A read model is in trouble.',
      ),
  });
  let ready = false;
  const following = readModels.follow(signal);
  void readModels.caughtUp().then(() => {
    ready = true;
  });
  const parts = apiParts(ports, readModels, settings, connections, log);
  const app = await NestFactory.create<NestExpressApplication>(
    AppModule.register(parts, () => ready && !signal.aborted),
    { bodyParser: false, logger: ['error', 'warn', 'fatal'] },
  );
  app.disable('x-powered-by');
  await app.listen(settings.port, settings.host);
  log.info({ port: settings.port }, 'API listening.');
  await following;
  await app.close();
  readModels.close();
}

function apiParts(
  { aggregates, vaults, requests }: Ports,
  readModels: OpenReadModels,
  settings: Settings,
  connections: readonly TenantConnection[],
  log: Logger,
): ApiParts {
  const { models, changes } = readModels;
  const validator = openTokenValidator({
    issuer: settings.issuer,
    audience: settings.audience,
    allowedClientIds: settings.allowedClientIds,
    tenants: connections.map(({ id }) => id),
    clock: systemClock,
  });
  return {
    models,
    changes,
    changesOf: async (reportId) => {
      if (!changes.has(reportId)) await changes.fill(reportId, reportedChanges(aggregates, vaults, reportId));
    },
    followProgress: (jobId, signal) => readModels.followProgress(jobId, signal),
    reached: (position, signal) => readModels.reached(position, signal),
    jobRequests: requests,
    validateToken: (token) => validator.validate(token),
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
