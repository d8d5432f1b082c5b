import { hash } from 'node:crypto';
import {
  EventStoreDBClient,
  jsonEvent,
  NO_STREAM,
  START,
  type RecordedEvent as ServerEvent,
} from '@eventstore/db-client';
import type { EventData, EventMetadata, RecordedEvent } from '#event-store';
import type { SampleAppend } from './sample-appends.ts';
import type { BareDriver } from './sides.ts';

/** What the names of the two sides' streams begin with. */
export interface Prefixes {
  readonly own: string;
  readonly stores: string;
}

/**
 * @eventstore/db-client alone: one `appendToStream` an append at the exact revision, without digests. Reads the event
 * store's own streams.
 */
export function bareEventStoreDb(connectionString: string, { own, stores }: Prefixes): BareDriver {
  const client = EventStoreDBClient.connectionString(connectionString);
  const events = async function* (): AsyncGenerator<RecordedEvent> {
    for await (const { event } of client.readAll({ fromPosition: START })) {
      if (event?.streamId.startsWith(stores)) yield recorded(event.streamId.slice(stores.length), event);
    }
  };
  return {
    append: async ({ stream, first, events: appended }: SampleAppend) => {
      const messages = appended.map(({ id, type, data, metadata }) =>
        jsonEvent({ id, type, data: { ...data }, metadata: { ...metadata } }),
      );
      const expectedRevision = first === 0 ? NO_STREAM : BigInt(first - 1);
      await client.appendToStream(own + stream, messages, { expectedRevision });
    },
    replay: async () => {
      let count = 0;
      for await (const event of events()) if (event.type !== '') count += 1;
      return count;
    },
    checkChain: async (stream) => {
      let previous: string | null = null;
      let count = 0;
      for await (const { event } of client.readStream(stores + stream)) {
        if (event === undefined) continue;
        const read = recorded(stream, event);
        if (read.previousDigest !== previous) throw new Error('The chain is broken.');
        previous = digest(read);
        count += 1;
      }
      return count;
    },
    events,
    close: () => client.dispose(),
  };
}

/** The events come back with their members in the order in which they were hashed. */
function digest({ stream, revision, id, type, previousDigest, data, metadata }: RecordedEvent): string {
  const head = JSON.stringify(['known-good-event/1', stream, revision, id, type, previousDigest]);
  return hash('sha256', `${head}\n${JSON.stringify(data)}\n${JSON.stringify(metadata)}`);
}

type Stored = EventMetadata & { readonly previousDigest: string | null };

function recorded(
  stream: string,
  event: Pick<ServerEvent, 'id' | 'type' | 'revision' | 'data' | 'metadata'> & {
    readonly position?: { readonly commit: bigint } | undefined;
  },
): RecordedEvent {
  const { previousDigest, ...metadata } = event.metadata as unknown as Stored;
  return {
    stream,
    revision: Number(event.revision),
    position: String(event.position?.commit),
    id: event.id,
    type: event.type,
    data: event.data as EventData,
    metadata,
    previousDigest,
  };
}
