import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import {
  BACKWARDS,
  END,
  EventStoreDBClient,
  jsonEvent,
  MaxAppendSizeExceededError,
  NO_STREAM,
  streamNameFilter,
  UnknownError,
  WrongExpectedVersionError,
  type AppendExpectedRevision,
  type AppendResult,
} from '@eventstore/db-client';
import { randomUUID } from 'node:crypto';

/**
 * What the event store relies on, asked of a server by the bare client: the stand-in has to behave like the real
 * thing here, and the real thing as it did when the event store was written.
 */
export function serverFacts(name: string, connectionString: () => string): void {
  describe(name, () => {
    let client: EventStoreDBClient;
    beforeAll(() => {
      client = EventStoreDBClient.connectionString(connectionString());
    });
    afterAll(() => client.dispose());

    const append = (stream: string, expectedRevision: AppendExpectedRevision, ids: readonly string[]) =>
      client.appendToStream(
        stream,
        ids.map((id) => jsonEvent({ id, type: 'Counted', data: { id }, metadata: {} })),
        { expectedRevision },
      );

    appendFacts(append, () => client);
    readFacts(append, () => client);
  });
}

type Append = (
  stream: string,
  expected: AppendExpectedRevision,
  ids: readonly string[],
) => Promise<AppendResult>;

function appendFacts(append: Append, client: () => EventStoreDBClient): void {
  test('a wrong revision is told by its fields', async () => {
    const stream = newStream();
    const conflict = await refusal(append(stream, 4n, newIds(1)));
    expect(conflict).toBeInstanceOf(WrongExpectedVersionError);
    expect(conflict).toMatchObject({ expectedVersion: 4n, actualVersion: 'no_stream', message: '' });
    await append(stream, NO_STREAM, newIds(3));
    expect(await refusal(append(stream, NO_STREAM, newIds(1)))).toMatchObject({
      expectedVersion: 'no_stream',
      actualVersion: 2n,
    });
  });

  test('the same ids at the same revision are answered like the first time, even later', async () => {
    const stream = newStream();
    const ids = newIds(2);
    const first = await append(stream, NO_STREAM, ids);
    await append(stream, 1n, newIds(1));
    const second = await append(stream, NO_STREAM, ids);
    expect(second.nextExpectedRevision).toBe(first.nextExpectedRevision);
    expect(await idsIn(client(), stream)).toHaveLength(3);
  });

  test('a known and a new id together are a wrong revision', async () => {
    const stream = newStream();
    const [known = ''] = newIds(1);
    await append(stream, NO_STREAM, [known]);
    const conflict = await refusal(append(stream, NO_STREAM, [known, ...newIds(1)]));
    expect(conflict).toBeInstanceOf(WrongExpectedVersionError);
  });

  test('an id is stored again at the head’s revision, and twice in one append', async () => {
    const stream = newStream();
    const [known = '', twice = ''] = newIds(2);
    await append(stream, NO_STREAM, [known]);
    await append(stream, 0n, [known]);
    await append(stream, 1n, [twice, twice]);
    expect(await idsIn(client(), stream)).toEqual([known, known, twice, twice]);
  });

  test('an append of more than a mebibyte is refused', async () => {
    const event = jsonEvent({ type: 'Counted', data: { text: 'x'.repeat(1_048_577) } });
    const large = client().appendToStream(newStream(), [event], { expectedRevision: NO_STREAM });
    expect(await refusal(large)).toBeInstanceOf(MaxAppendSizeExceededError);
  });
}

function readFacts(append: Append, client: () => EventStoreDBClient): void {
  test('each event has a position of its own, and the append’s is the last one’s', async () => {
    const stream = newStream();
    const { position } = await append(stream, NO_STREAM, newIds(3));
    const positions: bigint[] = [];
    for await (const { event } of client().readStream(stream)) {
      if (event?.position === undefined) throw new Error('The server tells no positions in stream reads.');
      expect(event.position.prepare).toBe(event.position.commit);
      positions.push(event.position.commit);
    }
    expect(new Set(positions).size).toBe(3);
    expect(positions.at(-1)).toBe(position?.commit);
  });

  test('the whole log is read from a position on forwards, and from before it backwards', async () => {
    const stream = newStream();
    const { position } = await append(stream, NO_STREAM, newIds(2));
    if (position === undefined) throw new Error('The append has no position.');
    const [forwards] = await firstOf(client().readAll({ fromPosition: position, maxCount: 1 }));
    const backwards = { direction: BACKWARDS, fromPosition: position, maxCount: 1 } as const;
    const [before] = await firstOf(client().readAll(backwards));
    expect([forwards?.event?.revision, before?.event?.revision]).toEqual([1n, 0n]);
    const last = await firstOf(client().readAll({ direction: BACKWARDS, fromPosition: END, maxCount: 1 }));
    expect(last).toHaveLength(1);
  });

  test('a position inside an event is refused', async () => {
    const { position } = await append(newStream(), NO_STREAM, newIds(1));
    const commit = (position?.commit ?? 0n) + 1n;
    const read = firstOf(client().readAll({ fromPosition: { commit, prepare: commit }, maxCount: 1 }));
    // Where nothing follows the event, the position is past the end, and reads nothing.
    const answer = await read.catch((error: unknown) => error);
    if (!Array.isArray(answer)) expect(answer).toBeInstanceOf(UnknownError);
  });

  test('a subscription begins after its position, and its prefix is looked at by the server', async () => {
    const prefix = newStream();
    const { position } = await append(`${prefix}-a`, NO_STREAM, newIds(2));
    await append(newStream(), NO_STREAM, newIds(2));
    await append(`${prefix}-b`, NO_STREAM, newIds(2));
    if (position === undefined) throw new Error('The append has no position.');
    const filter = streamNameFilter({ prefixes: [prefix] });
    const subscription = client().subscribeToAll({ fromPosition: position, filter });
    const streams: (string | undefined)[] = [];
    for await (const { event } of subscription) {
      streams.push(event?.streamId);
      if (streams.length === 2) break;
    }
    await subscription.unsubscribe();
    expect(streams).toEqual([`${prefix}-b`, `${prefix}-b`]);
  });
}

function newStream(): string {
  return `facts-${randomUUID()}`;
}

function newIds(count: number): string[] {
  return Array.from({ length: count }, () => randomUUID());
}

async function refusal(append: Promise<unknown>): Promise<unknown> {
  return append.then(
    () => 'It was taken.',
    (error: unknown) => error,
  );
}

async function idsIn(client: EventStoreDBClient, stream: string): Promise<(string | undefined)[]> {
  return (await firstOf(client.readStream(stream))).map(({ event }) => event?.id);
}

async function firstOf<T>(read: AsyncIterable<T>): Promise<T[]> {
  const all: T[] = [];
  for await (const item of read) all.push(item);
  return all;
}
