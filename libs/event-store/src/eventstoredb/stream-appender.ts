import { NO_STREAM, type AppendResult as ServerResult } from '@eventstore/db-client';
import { InvalidAppend } from '../errors.js';
import { digestOfTexts, eventDigest } from '../event-digest.js';
import type { AppendResult, Position } from '../event-store.js';
import type { PreparedAppend } from '../prepare-append.js';
import { AnswerWatch } from './answer-watch.js';
import type { Connection } from './connection.js';
import type { LogNames } from './log-names.js';
import type { LogReader } from './log-reader.js';
import { Retries, type Persistence } from './retries.js';
import { isWrongRevision } from './server-error.js';
import { toServerEvent } from './server-event.js';
import { revisionIn, type Head, type Place, type Seen, type StreamMemory } from './stream-memory.js';

/** What the server is sent, and what there is to remember once it has taken it. */
interface Chained {
  readonly events: ReturnType<typeof toServerEvent>[];
  readonly seen: readonly Seen[];
}

/** What an appender works with. */
export interface AppenderParts {
  readonly connection: Connection;
  readonly names: LogNames;
  readonly reader: LogReader;
  readonly memory: StreamMemory;
  /** For the pauses between attempts. */
  readonly persistence: Persistence;
  /** For reads and answers on behalf of an append: they outlive the closing of the store, which waits for them. */
  readonly reading: Persistence;
  /** Milliseconds after which an append without answer is looked for in its stream. */
  readonly answerTimeout: number;
}

/**
 * Appends to the server, at exact revisions only. An append whose answer is lost is looked for in its stream and sent
 * again where it is not there; the expected revision makes sure that it can happen once only.
 */
export class StreamAppender {
  private readonly queues = new Map<string, Promise<void>>();
  private readonly watch: AnswerWatch;

  constructor(private readonly parts: AppenderParts) {
    const { reading, answerTimeout } = parts;
    this.watch = new AnswerWatch(reading.clock, answerTimeout, reading.signal);
  }

  /** Appends to one stream happen in the order of the calls. */
  append(append: PreparedAppend): Promise<AppendResult> {
    const { stream } = append;
    const before = this.queues.get(stream) ?? Promise.resolve();
    const result = before.then(() => this.attempts(append));
    const settled = result.then(nothing, nothing).then(() => {
      if (this.queues.get(stream) === settled) this.queues.delete(stream);
    });
    this.queues.set(stream, settled);
    return result;
  }

  /** Resolves when no append is under way any more. */
  async idle(): Promise<void> {
    await Promise.all(this.queues.values());
  }

  private async attempts(append: PreparedAppend): Promise<AppendResult> {
    const retries = new Retries(this.parts.persistence);
    let inDoubt = false;
    let conflicts = 0;
    for (;;) {
      try {
        const head = await this.headFor(append, inDoubt);
        inDoubt = false;
        return (await this.decided(append, head)) ?? (await this.send(append, head));
      } catch (error) {
        inDoubt = true;
        if (!isWrongRevision(error)) await retries.pause(error);
        else if ((conflicts += 1) > 1) {
          // The stream has not become what the server compared with: it was cut, or restored from a backup.
          this.parts.memory.forget(append.stream);
          await retries.pause(error);
        }
      }
    }
  }

  /** The stream's head, read again unless it is known to be the expected one. */
  private async headFor({ stream, expected }: PreparedAppend, inDoubt: boolean): Promise<Head> {
    const { memory, reader, reading } = this.parts;
    const known = memory.headOf(stream);
    if (known !== undefined && revisionIn(known) === expected && !inDoubt) return known;
    memory.visit(stream);
    for await (const event of reader.stream(stream, (known?.revision ?? -1) + 1, reading)) {
      memory.learn({ ...event, digest: eventDigest(event) });
    }
    return memory.headOf(stream) ?? { revision: -1, digest: null };
  }

  /** The outcome, where what is known of the stream settles it. */
  private async decided(append: PreparedAppend, head: Head): Promise<AppendResult | undefined> {
    const { stream, expected, events } = append;
    const actualRevision = revisionIn(head);
    const places = events.map((event) => this.parts.memory.placeOf(event.id));
    if (places.every((place) => place === undefined)) {
      return expected === actualRevision ? undefined : { appended: false, actualRevision };
    }
    const revision = lastOfRepetition(stream, places);
    if (revision !== undefined) {
      return { appended: true, revision, position: await this.positionOf(stream, revision) };
    }
    const elsewhere = places.some((place) => place !== undefined && place.stream !== stream);
    if (elsewhere || expected === actualRevision) {
      throw new InvalidAppend('DuplicateEventId', 'An event with the same id is stored already.');
    }
    return { appended: false, actualRevision };
  }

  private async positionOf(stream: string, revision: number): Promise<Position> {
    const { reader, reading } = this.parts;
    for await (const event of reader.stream(stream, revision, reading)) return event.position;
    throw new Error('An event that was there is there no more.');
  }

  private async send(append: PreparedAppend, head: Head): Promise<AppendResult> {
    const { connection, names, memory, answerTimeout } = this.parts;
    const { stream } = append;
    const { events, seen } = chained(append, head);
    const result = await connection.inTurn(() =>
      this.watch.within(
        connection.client.appendToStream(names.onServer(stream), events, {
          expectedRevision: head.revision === -1 ? NO_STREAM : BigInt(head.revision),
          deadline: answerTimeout,
        }),
      ),
    );
    const revision = head.revision + events.length;
    const position = positionIn(result, revision);
    // Where the stream was forgotten meanwhile, its other ids are unknown, and it is to be read again.
    if (memory.headOf(stream)?.revision === head.revision) seen.forEach((event) => memory.learn(event));
    return { appended: true, revision, position };
  }
}

/** The events, each chained to the one before it. */
function chained({ stream, events }: PreparedAppend, head: Head): Chained {
  let { revision, digest: previousDigest } = head;
  const seen: Seen[] = [];
  const chain: Chained['events'] = [];
  for (const event of events) {
    const { id, type, data, metadata } = event;
    revision += 1;
    chain.push(toServerEvent(event, previousDigest));
    const digest = digestOfTexts({ id, type, data, metadata, stream, revision, previousDigest });
    seen.push({ id, stream, revision, digest });
    previousDigest = digest;
  }
  return { events: chain, seen };
}

/** The revision of the last event, where all stand in the stream already, one after the other. */
function lastOfRepetition(stream: string, places: readonly (Place | undefined)[]): number | undefined {
  const first = places[0];
  if (first === undefined) return undefined;
  const inOrder = places.every(
    (place, index) => place?.stream === stream && place.revision === first.revision + index,
  );
  return inOrder ? places.at(-1)?.revision : undefined;
}

/** Throws for an answer that is not about this append: it is then looked for in its stream. */
function positionIn({ success, nextExpectedRevision, position }: ServerResult, revision: number): Position {
  if (success && position !== undefined && nextExpectedRevision === BigInt(revision)) {
    return String(position.commit);
  }
  throw new Error('The answer of the server does not fit the append.');
}

function nothing(): void {
  // The outcome is the caller's; the queue only waits for it.
}
