import { join } from 'node:path';
import type { EventStore } from '#event-store';
import { openEventStoreDb } from '#event-store/eventstoredb';
import { openSqliteEventStore } from '#event-store/sqlite';
import { systemClock } from '#runtime';
import { openVaults, type Vaults } from '#vault';
import { localBlobs } from '#vault/local';

/** The file of a data folder that holds the event log. */
export function eventsFile(dataFolder: string): string {
  return join(dataFolder, 'events.sqlite');
}

/** Where an event log is kept: in a file, or on an EventStoreDB, where its streams' names may begin with a prefix. */
export type LogSource =
  | { readonly kind: 'file'; readonly file: string }
  | { readonly kind: 'server'; readonly connectionString: string; readonly prefix?: string | undefined };

/** Opens a log beside servers that may be running on it; nothing is appended to it. */
export function openLog(source: LogSource): EventStore {
  if (source.kind === 'file') return openSqliteEventStore({ file: source.file });
  const { connectionString, prefix } = source;
  return openEventStoreDb({ connectionString, ...(prefix !== undefined && { prefix }) });
}

/** Opens the vaults of a data folder; `key` is the vault key. */
export async function openDataVaults(dataFolder: string, key: Uint8Array): Promise<Vaults> {
  return openVaults({ blobs: await localBlobs(join(dataFolder, 'vault')), key, clock: systemClock });
}
