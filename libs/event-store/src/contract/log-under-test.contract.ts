import { countedIds } from '#runtime';
import type { AppendResult, EventData, EventStore, NewEvent, RecordedEvent } from '../event-store.js';

/** An empty log that the contract suite may fill. */
export interface LogUnderTest {
  readonly store: EventStore;
  /** Opens the same log once more, as another process would; left out where a log has one handle only. */
  readonly openAgain?: () => Promise<EventStore>;
  /** Closes every handle and removes the log. */
  remove(): Promise<void>;
}

/** Makes events that differ in id and number. */
export class EventSource {
  private readonly ids = countedIds();
  private count = 0;

  one(data: EventData = {}, type = 'Counted'): NewEvent {
    this.count += 1;
    return {
      id: this.ids.next(),
      type,
      data: { number: this.count, ...data },
      metadata: {
        actor: { id: '5c8f7d0e-0000-4000-8000-000000000001', name: 'Avery Admin' },
        from: '127.0.0.1',
        at: '2026-11-24T09:00:00.000Z',
        correlationId: 'correlation',
        causationId: 'causation',
        schemaVersion: 1,
      },
    };
  }

  many(count: number): NewEvent[] {
    return Array.from({ length: count }, () => this.one());
  }
}

/** All that an iteration gives, at most `limit`, after which it is broken off. */
export async function take<T>(items: AsyncIterable<T>, limit = Number.POSITIVE_INFINITY): Promise<T[]> {
  const taken: T[] = [];
  for await (const item of items) {
    taken.push(item);
    if (taken.length >= limit) break;
  }
  return taken;
}

/** The ids of events, in order. */
export function idsOf(events: readonly NewEvent[]): string[] {
  return events.map((event) => event.id);
}

/** Appends that must succeed. */
export async function appended(
  result: Promise<AppendResult>,
): Promise<Extract<AppendResult, { appended: true }>> {
  const answer = await result;
  if (!answer.appended) throw new Error(`The append met revision ${answer.actualRevision}.`);
  return answer;
}

/** The ids of a stream's or log's events. */
export async function idsIn(events: AsyncIterable<RecordedEvent>): Promise<string[]> {
  return idsOf(await take(events));
}
