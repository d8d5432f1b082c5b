import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { EventStore } from '#event-store';
import { openSqliteEventStore } from '#event-store/sqlite';
import { JobRequests, openAggregates, type Aggregates } from '#jobs';
import { randomIds, systemClock } from '#runtime';
import { openVaults, type Vaults } from '#vault';
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

/** Opens the embedded event store and the local vault below the data folder. */
export async function openPorts(settings: Settings): Promise<Ports> {
  mkdirSync(settings.dataFolder, { recursive: true, mode: 0o700 });
  const vaultFolder = join(settings.dataFolder, 'vault');
  const key = readOrCreateVaultKey(settings.vaultKeyFile, vaultFolder);
  const store = openSqliteEventStore({ file: join(settings.dataFolder, 'events.sqlite') });
  const vaults = openVaults({ blobs: await openBlobs(settings.vault, vaultFolder), key, clock: systemClock });
  const aggregates = openAggregates({ store, clock: systemClock, ids: randomIds });
  const requests = new JobRequests(aggregates, { clock: systemClock, ids: randomIds });
  return { store, vaults, aggregates, requests };
}
