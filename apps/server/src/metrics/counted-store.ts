import type { EventStore } from '#event-store';
import type { Metrics } from './metrics.js';

/** The store, with what is appended to it counted. */
export function countedStore(store: EventStore, metrics: Metrics): EventStore {
  return {
    append: async (stream, expected, events) => {
      const appended = await store.append(stream, expected, events);
      if (appended.appended) metrics.written(events.map(({ type }) => type));
      else metrics.conflicted();
      return appended;
    },
    readStream: (...args) => store.readStream(...args),
    readAll: (...args) => store.readAll(...args),
    subscribe: (options) => store.subscribe(options),
    comparePositions: (a, b) => store.comparePositions(a, b),
    close: () => store.close(),
  };
}
