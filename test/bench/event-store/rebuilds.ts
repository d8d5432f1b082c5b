import { once } from 'node:events';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import type { EventStore } from '#event-store';
import { openReadModels } from '#projections';
import { Stopwatch, type BareDriver, type Comparison } from './sides.ts';

/** The read models of `events` events built from nothing: from the event store, and from what the driver reads. */
export async function compareRebuilds(
  store: EventStore,
  driver: BareDriver,
  events: number,
  folder: string,
): Promise<Comparison> {
  const stopwatch = new Stopwatch();
  await stopwatch.round(
    () => build(store, join(folder, 'ours.sqlite')),
    () => build(readBy(driver, store), join(folder, 'bare.sqlite')),
  );
  return stopwatch.rates('rebuild', events);
}

async function build(store: EventStore, file: string): Promise<void> {
  const readModels = openReadModels({ file, store, onError: fail });
  const ending = new AbortController();
  const followed = readModels.follow(ending.signal);
  try {
    await Promise.race([readModels.caughtUp(), followed]);
  } finally {
    ending.abort();
    await followed;
    readModels.close();
    for (const end of ['', '-wal', '-shm']) rmSync(file + end, { force: true });
  }
}

function fail(error: unknown): never {
  throw error;
}

/** The store with its events read by the driver alone. */
function readBy(driver: BareDriver, store: EventStore): EventStore {
  return {
    append: () => Promise.reject(new Error('Read models do not append.')),
    readStream: (stream, from) => store.readStream(stream, from),
    readAll: (after) => store.readAll(after),
    subscribe: async function* ({ signal }) {
      let position;
      for await (const event of driver.events()) {
        position = event.position;
        yield { kind: 'event', event };
      }
      yield { kind: 'caughtUp', position };
      if (!signal.aborted) await once(signal, 'abort');
    },
    comparePositions: (a, b) => store.comparePositions(a, b),
    close: () => Promise.resolve(),
  };
}
