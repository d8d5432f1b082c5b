import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { openEventStoreDb } from '#event-store/eventstoredb';
import { openSqliteEventStore } from '#event-store/sqlite';
import { bareEventStoreDb } from './bare-eventstoredb.ts';
import { bareSqlite } from './bare-sqlite.ts';
import type { Adapter, Log } from './sides.ts';
import { startStandIn } from './stand-in-process.ts';

/** SQLite files in `folder`. */
export function sqlite(folder: string): Adapter {
  return {
    name: 'sqlite',
    title: 'SQLite (alone: node:sqlite)',
    most: Number.POSITIVE_INFINITY,
    open: async (name) => {
      const file = join(folder, `${name}.sqlite`);
      const store = openSqliteEventStore({ file });
      const driver = bareSqlite(join(folder, `${name}.bare.sqlite`), file);
      return { store, driver, close: async () => void (await Promise.all([store.close(), driver.close()])) };
    },
  };
}

/** The stand-in keeps its log in memory, so it is not given more than this. */
const MOST_FOR_STAND_IN = 100_000;

/** A stand-in server for each log, in a process of its own. */
export function standIn(): Adapter {
  return {
    name: 'eventstoredb',
    title: 'EventStoreDB’s stand-in (alone: @eventstore/db-client)',
    most: MOST_FOR_STAND_IN,
    open: async () => {
      const server = await startStandIn();
      const log = logOn(server.connectionString);
      return {
        ...log,
        close: async () => {
          await log.close();
          server.stop();
        },
      };
    },
  };
}

/** A real server, on which the streams remain. */
export function realServer(connectionString: string): Adapter {
  return {
    name: 'eventstoredb',
    title: 'EventStoreDB (alone: @eventstore/db-client)',
    most: Number.POSITIVE_INFINITY,
    open: async () => logOn(connectionString),
  };
}

function logOn(connectionString: string): Log {
  const run = randomUUID();
  const [prefix, own] = [`bench.${run}.`, `bare.${run}.`];
  const store = openEventStoreDb({ connectionString, prefix });
  const driver = bareEventStoreDb(connectionString, { own, stores: prefix });
  return { store, driver, close: async () => void (await Promise.all([store.close(), driver.close()])) };
}
