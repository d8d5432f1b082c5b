import { EventEmitter } from 'node:events';

/** An event as the stand-in keeps it. */
export interface StandInEvent {
  readonly stream: string;
  readonly revision: bigint;
  readonly id: string;
  readonly type: string;
  readonly contentType: string;
  readonly data: Uint8Array;
  readonly metadata: Uint8Array;
  readonly position: bigint;
}

export type ProposedEvent = Pick<StandInEvent, 'id' | 'type' | 'contentType' | 'data' | 'metadata'>;
export type Expected = bigint | 'noStream' | 'streamExists' | 'any';

/** The answers of the real server to an append. */
export type Outcome =
  | { readonly kind: 'success'; readonly revision: bigint; readonly position: bigint | undefined }
  | { readonly kind: 'wrongRevision'; readonly actual: bigint | undefined }
  | { readonly kind: 'tooLarge' };

/** The most that the real server takes in one append unless it is told otherwise. */
export const MAX_APPEND_SIZE = 1_048_576;

const NONE = -1n;
const RECORD_FRAME = 97n;
const APPENDS_BETWEEN_STATISTICS = 5;

/**
 * What a server keeps on its disk: it outlives the stand-in's restarts. Positions are offsets in bytes, the log
 * holds events of the server's own, and event ids are compared as carelessly as the real server does.
 */
export class StandInLog {
  readonly events: StandInEvent[] = [];
  private readonly grown = new EventEmitter().setMaxListeners(0);
  private readonly streams = new Map<string, StandInEvent[]>();
  private end = 1_433n;
  private appends = 0;

  constructor() {
    this.writeSystemEvent('$$$settings', '$metadata');
    this.writeSystemEvent('$users', '$User');
  }

  /** The events of a stream, oldest first; `undefined` where there is none. */
  stream(name: string): readonly StandInEvent[] | undefined {
    return this.streams.get(name);
  }

  /** The index in {@link events} of the event at a position; −1 where none begins there. */
  indexAt(position: bigint): number {
    let [low, high] = [0, this.events.length - 1];
    while (low <= high) {
      const middle = (low + high) >> 1;
      const found = this.events[middle]?.position ?? 0n;
      if (found === position) return middle;
      if (found < position) low = middle + 1;
      else high = middle - 1;
    }
    return -1;
  }

  /** Whether a position is after the log's last event. */
  isPastEnd(position: bigint): boolean {
    return position > (this.events.at(-1)?.position ?? NONE);
  }

  append(stream: string, expected: Expected, proposed: readonly ProposedEvent[]): Outcome {
    if (proposed.length === 0) return { kind: 'success', revision: 0n, position: undefined };
    if (sizeOf(proposed) > MAX_APPEND_SIZE) return { kind: 'tooLarge' };
    const actual = this.streams.get(stream)?.at(-1)?.revision;
    if (!fits(expected, actual)) {
      return this.repetition(stream, expected, proposed) ?? { kind: 'wrongRevision', actual };
    }
    let written: StandInEvent | undefined;
    for (const event of proposed) written = this.write(stream, event);
    this.appends += 1;
    if (this.appends % APPENDS_BETWEEN_STATISTICS === 0) {
      this.writeSystemEvent('$stats-127.0.0.1:2113', '$statsCollected');
    }
    this.grown.emit('grown');
    return { kind: 'success', revision: written?.revision ?? 0n, position: written?.position };
  }

  /** Resolves at the next append, or when `ended` aborts. */
  async growth(ended: AbortSignal): Promise<void> {
    if (ended.aborted) return;
    await new Promise<void>((resolve) => {
      const done = (): void => {
        this.grown.off('grown', done);
        ended.removeEventListener('abort', done);
        resolve();
      };
      this.grown.on('grown', done);
      ended.addEventListener('abort', done);
    });
  }

  /** The first answer again, where the ids stand right after the expected revision. */
  private repetition(
    stream: string,
    expected: Expected,
    proposed: readonly ProposedEvent[],
  ): Outcome | undefined {
    const first = expected === 'noStream' ? 0 : Number(expected) + 1;
    if (Number.isNaN(first)) return undefined;
    const there = this.streams.get(stream)?.slice(first, first + proposed.length) ?? [];
    const last = there.at(-1);
    if (last === undefined || !proposed.every((event, index) => event.id === there[index]?.id)) {
      return undefined;
    }
    return { kind: 'success', revision: last.revision, position: last.position };
  }

  private write(stream: string, proposed: ProposedEvent): StandInEvent {
    const events = this.streams.get(stream) ?? [];
    this.streams.set(stream, events);
    const event = { ...proposed, stream, revision: BigInt(events.length), position: this.end };
    this.end += RECORD_FRAME + BigInt(sizeOf([proposed]) + stream.length);
    events.push(event);
    this.events.push(event);
    return event;
  }

  private writeSystemEvent(stream: string, type: string): void {
    const id = `00000000-0000-4000-8000-${this.end.toString(16).padStart(12, '0')}`;
    const [data, metadata] = [Buffer.from('{}'), new Uint8Array()];
    this.write(stream, { id, type, contentType: 'application/json', data, metadata });
  }
}

function fits(expected: Expected, actual: bigint | undefined): boolean {
  if (expected === 'any') return true;
  if (expected === 'streamExists') return actual !== undefined;
  return expected === 'noStream' ? actual === undefined : expected === actual;
}

function sizeOf(events: readonly ProposedEvent[]): number {
  return events.reduce(
    (sum, { type, data, metadata }) => sum + 2 * type.length + data.length + metadata.length,
    0,
  );
}
