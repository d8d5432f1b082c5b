import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { EventStore } from '#event-store';
import { openEventStoreDb } from '#event-store/eventstoredb';
import { openSqliteEventStore } from '#event-store/sqlite';
import { JobRequests, openAggregates, type Aggregates } from '#jobs';
import { randomIds, systemClock } from '#runtime';
import { openVaults, type Vaults } from '#vault';
import { countedStore } from '../metrics/counted-store.js';
import type { Metrics } from '../metrics/metrics.js';
import type { Settings } from '../settings/settings.js';
import { openBlobs } from './open-blobs.js';
import { readOrCreateVaultKey } from '../settings/vault-key.js';

/** What every part of the product stands on. */
export interface Ports {
  readonly store: EventStore;
  readonly vaults: Vaults;
  readonly aggregates: Aggregates;
  readonly requests: JobRequests;
}

/** Opens the event store and the vault that the settings choose; `metrics` counts what is written. */
export async function openPorts(settings: Settings, metrics?: Metrics): Promise<Ports> {
  mkdirSync(settings.dataFolder, { recursive: true, mode: 0o700 });
  const vaultFolder = join(settings.dataFolder, 'vault');
  const key = readOrCreateVaultKey(settings.vaultKeyFile, vaultFolder);
  const opened = openEventStore(settings);
  const store = metrics ? countedStore(opened, metrics) : opened;
  const vaults = openVaults({ blobs: await openBlobs(settings.vault, vaultFolder), key, clock: systemClock });
  const aggregates = openAggregates({ store, clock: systemClock, ids: randomIds });
  const requests = new JobRequests(aggregates, { clock: systemClock, ids: randomIds });
  return { store, vaults, aggregates, requests };
}

function openEventStore({ eventStoreDb, eventStorePrefix, dataFolder }: Settings): EventStore {
  return eventStoreDb === undefined
    ? openSqliteEventStore({ file: join(dataFolder, 'events.sqlite') })
    : openEventStoreDb({
        connectionString: eventStoreDb,
        ...(eventStorePrefix !== undefined && { prefix: eventStorePrefix }),
      });
}
