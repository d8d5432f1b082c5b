import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { LogUnderTest } from '../event-store.contract.js';
import type { EventStore } from '../event-store.js';
import { openSqliteEventStore } from './index.js';

/** An event file in a folder of its own, with all handles that a test opens on it. */
export async function temporaryLog(): Promise<LogUnderTest & { readonly file: string }> {
  const folder = await mkdtemp(join(tmpdir(), 'known-good-events-'));
  const file = join(folder, 'events.db');
  const handles: EventStore[] = [];
  const open = (): EventStore => {
    const store = openSqliteEventStore({ file });
    handles.push(store);
    return store;
  };
  return {
    file,
    store: open(),
    openAgain: async () => open(),
    remove: async () => {
      for (const handle of handles) await handle.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
