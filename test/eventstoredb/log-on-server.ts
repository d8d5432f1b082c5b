import { randomUUID } from 'node:crypto';
import { openEventStoreDb, type EventStoreDbOptions } from '#event-store/eventstoredb';
import type { EventStore } from '#event-store';
import type { LogUnderTest } from '../../libs/event-store/src/event-store.contract.js';

/** A log on a server, with all handles that a test opens on it. */
export interface LogOnServer extends LogUnderTest {
  readonly store: EventStore;
  readonly openAgain: () => Promise<EventStore>;
}

/**
 * A log of its own on a server that others use too: its streams have a prefix that nobody has used before. Waits for
 * the server no longer than a test can.
 */
export function logOnServer(
  connectionString: string,
  options: Partial<EventStoreDbOptions> = {},
): LogOnServer {
  const prefix = `test.${randomUUID()}.`;
  const handles: EventStore[] = [];
  const open = (): EventStore => {
    const times = { patience: 10_000, answerTimeout: 2_000 };
    const store = openEventStoreDb({ connectionString, prefix, ...times, ...options });
    handles.push(store);
    return store;
  };
  return {
    store: open(),
    openAgain: async () => open(),
    remove: async () => {
      for (const handle of handles) await handle.close();
    },
  };
}
