import {
  BACKWARDS,
  END,
  excludeSystemEvents,
  START,
  streamNameFilter,
  type EventStoreDBClient,
} from '@eventstore/db-client';
import { InvalidPosition } from '../errors.js';
import type { Position, RecordedEvent, SubscriptionItem } from '../event-store.js';
import type { LogNames } from './log-names.js';
import { commitIn, serverPosition } from './positions.js';
import { Retries, type Persistence } from './retries.js';
import { isStreamNotFound, mayBeRefusedPosition } from './server-error.js';
import { commitOf, fromServerEvent, oursIn, type ServerEvent } from './server-event.js';
import { eventsFrom } from './server-stream.js';

/** How often a position is tried that the server answers with an error it uses for many things. */
const TRIES_OF_A_POSITION = 3;

/** Reads and follows the server's log; a connection that is lost is taken up again where it was. */
export class LogReader {
  constructor(
    private readonly client: EventStoreDBClient,
    private readonly names: LogNames,
  ) {}

  /** A stream's events from `fromRevision` on. */
  async *stream(
    stream: string,
    fromRevision: number,
    persistence: Persistence,
  ): AsyncGenerator<RecordedEvent> {
    const retries = new Retries(persistence);
    let next = fromRevision;
    for (;;) {
      try {
        const options = { fromRevision: BigInt(next) };
        const read = this.client.readStream(this.names.onServer(stream), options);
        for await (const event of eventsFrom(read, persistence.signal)) {
          next = Number(event.revision) + 1;
          retries.progressed();
          yield fromServerEvent(stream, event);
        }
        return;
      } catch (error) {
        if (isStreamNotFound(error)) return;
        await retries.pause(error);
      }
    }
  }

  /** The log's events after `after`, to the end that the log has when the first is asked for. */
  async *log(after: Position | undefined, persistence: Persistence): AsyncGenerator<RecordedEvent> {
    const retries = new Retries(persistence);
    let reached = after === undefined ? undefined : commitIn(after);
    let end: bigint | undefined;
    for (;;) {
      try {
        end ??= await this.end(persistence);
        if (end === undefined) return;
        for await (const event of this.logFrom(reached, persistence.signal)) {
          const commit = commitOf(event);
          if (commit > end) return;
          // The server reads from a position on, and not from after it.
          if (reached !== undefined && commit <= reached) continue;
          reached = commit;
          retries.progressed();
          const ours = this.ours(event);
          if (ours !== undefined) yield ours;
          if (commit === end) return;
        }
        return;
      } catch (error) {
        refusePosition(error, after, retries);
        await retries.pause(error);
      }
    }
  }

  /** Events after `after` as they come, until the signal aborts; word of having caught up comes once. */
  async *follow(after: Position | undefined, persistence: Persistence): AsyncGenerator<SubscriptionItem> {
    const { signal } = persistence;
    const retries = new Retries({ ...persistence, patience: Number.POSITIVE_INFINITY });
    let position = after;
    let caughtUp = false;
    while (!signal.aborted) {
      try {
        const end = caughtUp ? undefined : await this.lastOfOurs(position, signal);
        if (end === undefined && !caughtUp) {
          caughtUp = true;
          yield { kind: 'caughtUp', position };
        }
        for await (const event of this.logAfter(position, signal)) {
          retries.progressed();
          const ours = this.ours(event);
          if (ours === undefined) continue;
          position = ours.position;
          yield { kind: 'event', event: ours };
          if (signal.aborted) return;
          if (!caughtUp && end !== undefined && commitOf(event) >= end) {
            caughtUp = true;
            yield { kind: 'caughtUp', position };
          }
        }
        await retries.pause(new Error('The server has ended the subscription.'));
      } catch (error) {
        if (signal.aborted) return;
        if (position === after) refusePosition(error, after, retries);
        await pauseUnlessAborted(retries, error, signal);
      }
    }
  }

  /** The position of the log's last event, whoever's it is. */
  private async end({ signal }: Persistence): Promise<bigint | undefined> {
    const read = this.client.readAll({ direction: BACKWARDS, fromPosition: END, maxCount: 1 });
    for await (const event of eventsFrom(read, signal)) return commitOf(event);
    return undefined;
  }

  /** The position of the last event of ours after `after`. */
  private async lastOfOurs(after: Position | undefined, signal: AbortSignal): Promise<bigint | undefined> {
    const reached = after === undefined ? -1n : commitIn(after);
    const read = this.client.readAll({ direction: BACKWARDS, fromPosition: END });
    for await (const event of eventsFrom(read, signal)) {
      const commit = commitOf(event);
      if (commit <= reached) return undefined;
      if (this.ours(event) !== undefined) return commit;
    }
    return undefined;
  }

  private logFrom(commit: bigint | undefined, signal: AbortSignal): AsyncGenerator<ServerEvent> {
    const fromPosition = commit === undefined ? START : serverPosition(commit);
    return eventsFrom(this.client.readAll({ fromPosition }), signal);
  }

  private logAfter(position: Position | undefined, signal: AbortSignal): AsyncGenerator<ServerEvent> {
    const fromPosition = position === undefined ? START : serverPosition(commitIn(position));
    const { prefix } = this.names;
    const filter = prefix === '' ? excludeSystemEvents() : streamNameFilter({ prefixes: [prefix] });
    return eventsFrom(this.client.subscribeToAll({ fromPosition, filter }), signal);
  }

  /** The event, where it is one that a store of this prefix has written. */
  private ours(event: ServerEvent): RecordedEvent | undefined {
    const stream = event.type.startsWith('$') ? undefined : this.names.ours(event.streamId);
    return stream === undefined ? undefined : oursIn(stream, event);
  }
}

function refusePosition(error: unknown, after: Position | undefined, retries: Retries): void {
  if (after === undefined || !mayBeRefusedPosition(error) || retries.pauses < TRIES_OF_A_POSITION) return;
  throw new InvalidPosition('The position was not given by this event store.', { cause: error });
}

async function pauseUnlessAborted(retries: Retries, error: unknown, signal: AbortSignal): Promise<void> {
  try {
    await retries.pause(error);
  } catch (reason) {
    if (!signal.aborted) throw reason;
  }
}
