import { expect, test } from '@jest/globals';
import { InvalidAppend, type InvalidAppendCode } from '../errors.js';
import { eventDigest } from '../event-digest.js';
import type { EventStore, ExpectedRevision, NewEvent } from '../event-store.js';
import { appendSize, LARGEST_APPEND, prepareAppend } from '../prepare-append.js';
import { verifyChain } from '../verify-chain.js';
import { appended, EventSource, idsIn, idsOf, take, type LogUnderTest } from './log-under-test.contract.js';

/** What an append stores, and what it answers when the revision is not the expected one. */
export function appendContract(log: () => LogUnderTest): void {
  test('counts revisions from 0 and answers with the position of the last event', async () => {
    const { store } = log();
    const events = new EventSource();
    const first = await appended(store.append('backup-a', 'noStream', events.many(2)));
    const second = await appended(store.append('backup-a', 1, events.many(3)));
    expect([first.revision, second.revision]).toEqual([1, 4]);
    const positions = (await take(store.readAll())).map((event) => event.position);
    expect([first.position, second.position]).toEqual([positions[1], positions[4]]);
  });

  test('gives events back as they were handed in', async () => {
    const { store } = log();
    const given = new EventSource().one({ counts: { users: 3, groups: [1, 2] }, none: null });
    await store.append('backup-a', 'noStream', [given]);
    const kept = await take(store.readStream('backup-a'));
    const beside = { position: expect.any(String), notedDigest: kept[0]?.notedDigest };
    expect(kept).toEqual([{ ...given, stream: 'backup-a', revision: 0, previousDigest: null, ...beside }]);
  });

  test('notes no other digest beside an event than its own', async () => {
    const { store } = log();
    const events = new EventSource();
    await store.append('backup-a', 'noStream', events.many(3));
    for (const event of await take(store.readStream('backup-a')))
      expect([undefined, eventDigest(event)]).toContain(event.notedDigest);
  });

  test('keeps the metadata of each event of an append, alike or not', async () => {
    const { store } = log();
    const given = new EventSource().many(5).map((event, index) => {
      const { actor, ...rest } = event.metadata;
      if (index === 1) return { ...event, metadata: { ...event.metadata, at: '2026-11-24T09:00:01.000Z' } };
      if (index === 3) return { ...event, metadata: { ...rest, actor: { ...actor, name: 'Zoë' } } };
      return event;
    });
    await store.append('backup-a', 'noStream', given);
    const kept = await take(store.readStream('backup-a'));
    expect(kept.map((event) => event.metadata)).toEqual(given.map((event) => event.metadata));
    expect(await verifyChain(kept)).toMatchObject({ intact: true, events: 5 });
  });

  test('keeps every language, and names that are special to JavaScript', async () => {
    const { store } = log();
    const data: unknown = JSON.parse(
      '{"name":"Zoë Ωμέγα 山田 👩‍👩‍👧 \\u202eעברית","control":"\\u0000\\n\\u2028","half":"\\ud83d","__proto__":{"a":1}}',
    );
    const given = { ...new EventSource().one(), data: data as NewEvent['data'] };
    await store.append('tenant-münchen-東京', 'noStream', [given]);
    const [kept] = await take(store.readStream('tenant-münchen-東京'));
    expect(JSON.stringify(kept?.data, Object.keys(given.data).sort())).toBe(
      JSON.stringify(given.data, Object.keys(given.data).sort()),
    );
    expect(kept?.metadata).toEqual(given.metadata);
  });

  test('chains each event to the one before it in its stream', async () => {
    const { store } = log();
    const events = new EventSource();
    await store.append('backup-a', 'noStream', events.many(2));
    await store.append('backup-b', 'noStream', events.many(1));
    await store.append('backup-a', 1, events.many(1));
    const [first, second, third] = await take(store.readStream('backup-a'));
    if (!first || !second || !third) throw new Error('Three events were appended.');
    expect(second.previousDigest).toBe(eventDigest(first));
    expect(third.previousDigest).toBe(eventDigest(second));
    expect(await verifyChain(store.readStream('backup-b'))).toMatchObject({ intact: true, events: 1 });
  });

  test.each<[string, ExpectedRevision, string, ExpectedRevision]>([
    ['a stream that should not be there', 'noStream', 'backup-a', 2],
    ['a stream that should be there', 0, 'backup-b', 'noStream'],
    ['a revision that is past', 1, 'backup-a', 2],
    ['a revision that is still to come', 3, 'backup-a', 2],
  ])('answers %s with the actual revision and stores nothing', async (_, expected, stream, actual) => {
    const { store } = log();
    const events = new EventSource();
    await store.append('backup-a', 'noStream', events.many(3));
    expect(await store.append(stream, expected, events.many(1))).toEqual({
      appended: false,
      actualRevision: actual,
    });
    expect(await take(store.readAll())).toHaveLength(3);
  });

  test('lets one of eight racing writers win and tells the others its revision', async () => {
    const handles = await handlesOn(log(), 8);
    const events = new EventSource();
    const results = await Promise.all(
      handles.map((store) => store.append('tenant-a', 'noStream', events.many(2))),
    );
    const winners = results.filter((result) => result.appended);
    expect(winners).toHaveLength(1);
    expect(results.filter((result) => !result.appended)).toEqual(
      Array.from({ length: 7 }, () => ({ appended: false, actualRevision: 1 })),
    );
    expect(await take(log().store.readAll())).toHaveLength(2);
  });

  test('loses nothing of eight writers who try again until they succeed', async () => {
    const handles = await handlesOn(log(), 8);
    const events = new EventSource();
    const given = handles.map(() => events.many(25));
    await Promise.all(handles.map((store, index) => appendAll(store, 'tenant-a', given[index] ?? [])));
    const kept = await take(log().store.readStream('tenant-a'));
    expect(kept.map((event) => event.revision)).toEqual(Array.from({ length: 200 }, (_, index) => index));
    expect(idsOf(kept).sort()).toEqual(idsOf(given.flat()).sort());
    expect(await verifyChain(kept)).toMatchObject({ intact: true, events: 200 });
  });

  test('takes fifty appends in flight at their exact revisions, in order', async () => {
    const { store } = log();
    const events = new EventSource().many(50);
    const results = await Promise.all(
      events.map((event, index) => store.append('backup-a', index === 0 ? 'noStream' : index - 1, [event])),
    );
    expect(results.map((result) => result.appended && result.revision)).toEqual(events.map((_, i) => i));
    expect(await idsIn(store.readStream('backup-a'))).toEqual(idsOf(events));
  });

  repetitionContract(log);
  invalidAppendContract(log);
}

function repetitionContract(log: () => LogUnderTest): void {
  test('answers the same event ids like the first time, even after later appends', async () => {
    const { store } = log();
    const events = new EventSource();
    const given = events.many(3);
    const first = await store.append('backup-a', 'noStream', given);
    expect(await store.append('backup-a', 'noStream', given)).toEqual(first);
    await store.append('backup-a', 2, events.many(2));
    expect(await store.append('backup-a', 'noStream', given)).toEqual(first);
    expect(await take(store.readStream('backup-a'))).toHaveLength(5);
  });

  test('stores an append once that is made twice at the same time', async () => {
    const { store } = log();
    const given = new EventSource().many(2);
    const [first, second] = await Promise.all([
      store.append('backup-a', 'noStream', given),
      store.append('backup-a', 'noStream', given),
    ]);
    expect(second).toEqual(first);
    expect(await idsIn(store.readStream('backup-a'))).toEqual(idsOf(given));
  });

  test('answers known and new ids together as a conflict', async () => {
    const { store } = log();
    const events = new EventSource();
    const [known] = events.many(1) as [NewEvent];
    await store.append('backup-a', 'noStream', [known]);
    expect(await store.append('backup-a', 'noStream', [known, events.one()])).toEqual({
      appended: false,
      actualRevision: 0,
    });
    expect(await take(store.readAll())).toHaveLength(1);
  });

  test('stores nothing of a long append that holds a known id late, and all that is appended beside it', async () => {
    const { store } = log();
    const events = new EventSource();
    const known = events.one();
    await store.append('backup-a', 'noStream', [known]);
    const [long, beside, repeated] = await Promise.allSettled([
      store.append('backup-a', 0, [...events.many(70), known]),
      store.append('backup-b', 'noStream', events.many(70)),
      store.append('backup-a', 'noStream', [known]),
    ]);
    expect(long).toMatchObject({ status: 'rejected', reason: { code: 'DuplicateEventId' } });
    expect(beside).toMatchObject({ value: { appended: true, revision: 69 } });
    expect(repeated).toMatchObject({ value: { appended: true, revision: 0 } });
    expect(await take(store.readStream('backup-a'))).toHaveLength(1);
    expect(await verifyChain(store.readStream('backup-b'))).toMatchObject({ intact: true, events: 70 });
  });

  test('never stores an event id a second time, at the right revision or in another stream', async () => {
    const { store } = log();
    const events = new EventSource();
    const [known] = events.many(1) as [NewEvent];
    await store.append('backup-a', 'noStream', [known]);
    await expectRefusal(store.append('backup-a', 0, [known, events.one()]), 'DuplicateEventId');
    await expectRefusal(store.append('backup-b', 'noStream', [known]), 'DuplicateEventId');
    expect(await take(store.readAll())).toHaveLength(1);
  });
}

function invalidAppendContract(log: () => LogUnderTest): void {
  const valid = new EventSource().one();
  test.each<[string, InvalidAppendCode, string, ExpectedRevision, readonly NewEvent[]]>([
    ['no events', 'EmptyAppend', 'backup-a', 'noStream', []],
    ['a stream without category', 'InvalidStreamName', '-a', 'noStream', [valid]],
    ['a stream without id', 'InvalidStreamName', 'backup-', 'noStream', [valid]],
    ['a system stream', 'InvalidStreamName', '$all-a', 'noStream', [valid]],
    ['a stream with a line break', 'InvalidStreamName', 'backup-a\n', 'noStream', [valid]],
    ['a negative revision', 'InvalidExpectedRevision', 'backup-a', -1, [valid]],
    ['an event id that is no UUID', 'InvalidEventId', 'backup-a', 'noStream', [{ ...valid, id: '1' }]],
    ['an empty event type', 'InvalidEventType', 'backup-a', 'noStream', [{ ...valid, type: '' }]],
    ['a system event type', 'InvalidEventType', 'backup-a', 'noStream', [{ ...valid, type: '$metadata' }]],
    ['data that is not JSON', 'NotJson', 'backup-a', 'noStream', [{ ...valid, data: { count: 1n } }]],
    ['an id twice in one append', 'DuplicateEventId', 'backup-a', 'noStream', [valid, valid]],
  ])('refuses %s', async (_, code, stream, expected, events) => {
    const { store } = log();
    await expectRefusal(store.append(stream, expected, events), code);
    expect(await take(store.readAll())).toEqual([]);
  });

  test('takes an append of a mebibyte and refuses one that is a byte longer', async () => {
    const { store } = log();
    const events = new EventSource();
    const empty = { ...events.one(), data: { text: '' } };
    const room = LARGEST_APPEND - appendSize(prepareAppend('backup-a', 'noStream', [empty]).events);
    await appended(store.append('backup-a', 'noStream', [{ ...empty, data: { text: 'x'.repeat(room) } }]));
    const [kept] = await take(store.readStream('backup-a'));
    expect(kept?.data).toEqual({ text: 'x'.repeat(room) });
    const longer = { ...events.one(), data: { text: 'x'.repeat(room + 1) } };
    await expectRefusal(store.append('backup-a', 0, [longer]), 'AppendTooLarge');
  });

  test('refuses an append and leaves those of the same moment alone', async () => {
    const { store } = log();
    const events = new EventSource();
    const known = events.one();
    await store.append('backup-a', 'noStream', [known]);
    const [good, duplicate, conflict, alsoGood] = await Promise.allSettled([
      store.append('backup-b', 'noStream', events.many(1)),
      store.append('backup-c', 'noStream', [known]),
      store.append('backup-b', 'noStream', events.many(1)),
      store.append('backup-b', 0, events.many(1)),
    ]);
    expect(good).toMatchObject({ value: { appended: true, revision: 0 } });
    expect(duplicate).toMatchObject({ status: 'rejected', reason: { code: 'DuplicateEventId' } });
    expect(conflict).toMatchObject({ value: { appended: false, actualRevision: 0 } });
    expect(alsoGood).toMatchObject({ value: { appended: true, revision: 1 } });
  });
}

async function expectRefusal(append: Promise<unknown>, code: InvalidAppendCode): Promise<void> {
  const reason: unknown = await append.then(
    () => 'It was taken.',
    (error: unknown) => error,
  );
  expect(reason).toBeInstanceOf(InvalidAppend);
  expect(reason).toMatchObject({ code });
}

async function appendAll(store: EventStore, stream: string, events: readonly NewEvent[]): Promise<void> {
  let expected: ExpectedRevision = 'noStream';
  for (const event of events) {
    let result = await store.append(stream, expected, [event]);
    while (!result.appended) result = await store.append(stream, result.actualRevision, [event]);
    expected = result.revision;
  }
}

/** As many handles on a log as it allows, `count` at most, filled up with its first. */
async function handlesOn(log: LogUnderTest, count: number): Promise<EventStore[]> {
  const handles = [log.store];
  while (handles.length < count) handles.push((await log.openAgain?.()) ?? log.store);
  return handles;
}
