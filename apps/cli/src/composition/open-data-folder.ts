import { join } from 'node:path';
import type { EventStore } from '#event-store';
import { openSqliteEventStore } from '#event-store/sqlite';
import { systemClock } from '#runtime';
import { openVaults, type Vaults } from '#vault';
import { localBlobs } from '#vault/local';

/** The file of a data folder that holds the event log. */
export function eventsFile(dataFolder: string): string {
  return join(dataFolder, 'events.sqlite');
}

/** Opens the log of a data folder beside a server that may be running; nothing is appended to it. */
export function openLog(dataFolder: string): EventStore {
  return openSqliteEventStore({ file: eventsFile(dataFolder) });
}

/** Opens the vaults of a data folder; `key` is the vault key. */
export async function openDataVaults(dataFolder: string, key: Uint8Array): Promise<Vaults> {
  return openVaults({ blobs: await localBlobs(join(dataFolder, 'vault')), key, clock: systemClock });
}
