import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { eventDigest, type EventStore, type NewEvent, type RecordedEvent } from '#event-store';
import { openEventStoreDb } from '#event-store/eventstoredb';
import { openSqliteEventStore } from '#event-store/sqlite';
import { countedIds, systemClock, VirtualClock } from '#runtime';
import { StandInServer } from '../../../../test/eventstoredb/stand-in/stand-in-server.js';
import { leafHashOfDigest } from '../merkle/hashing.js';
import { MerkleFrontier } from '../merkle/merkle-frontier.js';
import { verifyConsistency, verifyInclusion, type TreeHead } from '../merkle/verify-proof.js';
import { LogTree, type ConsistencyProof, type InclusionProof, type ProofFault } from './log-tree.js';

let store: EventStore;
let stop: AbortController;
let read = 0;
let errors: unknown[];
const ids = countedIds();
beforeEach(() => {
  store = openSqliteEventStore({ file: ':memory:' });
  stop = new AbortController();
  errors = [];
});
afterEach(async () => {
  stop.abort();
  await store.close();
});

const event = (): NewEvent => ({
  id: ids.next(),
  type: 'SomethingHappened',
  data: {},
  metadata: {
    ...{ actor: { id: 'a', name: 'Avery Admin' }, from: '127.0.0.1', at: '2026-11-24T09:00:00.000Z' },
    ...{ correlationId: 'c', causationId: 'c', schemaVersion: 1 },
  },
});

let streams = 0;
async function append(count: number): Promise<void> {
  streams += 1;
  await store.append(`tenant-${streams}`, 'noStream', Array.from({ length: count }, event));
}

/** A log that counts the events that are read from it. */
const counted = (): Pick<EventStore, 'readAll' | 'comparePositions'> => ({
  comparePositions: (a, b) => store.comparePositions(a, b),
  readAll: async function* (after) {
    for await (const each of store.readAll(after)) {
      read += 1;
      yield each;
    }
  },
});

/** A tree that has read the log, and looks again only when it is asked for a proof. */
async function treeOfLog(over = counted()): Promise<LogTree> {
  const clock = new VirtualClock('2026-11-24T09:00:00Z');
  const tree = new LogTree(over, clock, (error) => errors.push(error));
  void tree.follow(stop.signal);
  while ((await tree.consistencyProof(0)) === 'LogNotRead') await systemClock.sleep(1);
  return tree;
}

/** The head of each size of the log, by the frontier alone. */
async function heads(): Promise<{ readonly events: RecordedEvent[]; readonly heads: TreeHead[] }> {
  const frontier = new MerkleFrontier();
  const events = await Array.fromAsync(store.readAll());
  const all = [{ size: 0, root: frontier.root() }];
  for (const each of events) {
    frontier.append(leafHashOfDigest(eventDigest(each)));
    all.push({ size: frontier.size, root: frontier.root() });
  }
  return { events, heads: all };
}

function given<Proof extends object>(proof: Proof | ProofFault): Proof {
  if (typeof proof === 'string') throw new Error(`No proof was given: ${proof}.`);
  return proof;
}

const holds = ({ leafIndex, eventDigest: digest, hashes }: InclusionProof, head: TreeHead): boolean =>
  verifyInclusion(leafHashOfDigest(digest), leafIndex, head, hashes);
const leads = ({ hashes }: ConsistencyProof, from: TreeHead, to: TreeHead): boolean =>
  verifyConsistency(from, to, hashes);

describe('the tree over the log', () => {
  test('proves every event of the log against the head of any size that covers it', async () => {
    for (const count of [1, 254, 1, 2, 255, 100]) await append(count);
    const tree = await treeOfLog();
    const { events, heads: known } = await heads();
    for (const [index, { position }] of events.entries()) {
      const size = index + 1 + ((index * 7) % (events.length - index));
      const proof = given(await tree.inclusionProof(position, size));
      expect([proof.leafIndex, proof.tree]).toEqual([index, known[size]]);
      expect(holds(proof, proof.tree)).toBe(true);
    }
  });

  test('proves that the log begins with what it was at any size', async () => {
    await append(600);
    const tree = await treeOfLog();
    const { heads: known } = await heads();
    for (const [from, to] of [
      [0, 0],
      [0, 600],
      [1, 600],
      [255, 256],
      [256, 512],
      [300, 599],
      [600, 600],
    ] as const) {
      const proof = given(await tree.consistencyProof(from, to));
      expect([proof.from, proof.to]).toEqual([known[from], known[to]]);
      expect(leads(proof, proof.from, proof.to)).toBe(true);
    }
  });

  test('proves the events of a log in EventStoreDB, too', async () => {
    const server = new StandInServer();
    await server.start();
    await store.close();
    store = openEventStoreDb({ connectionString: server.connectionString });
    for (const count of [1, 299, 20]) await append(count);
    const tree = await treeOfLog();
    const { events, heads: known } = await heads();
    expect(events).toHaveLength(320);
    for (const [index, { position }] of events.entries()) {
      if (index % 16 > 0) continue;
      const proof = given(await tree.inclusionProof(position));
      expect([proof.leafIndex, proof.tree]).toEqual([index, known[320]]);
      expect(holds(proof, proof.tree)).toBe(true);
    }
    const last = events.at(-1)?.position ?? '';
    for (const position of [`${BigInt(last) + 1n}`, '0', 'nonsense'])
      expect(await tree.inclusionProof(position)).toBe('UnknownPosition');
    stop.abort();
    await store.close();
    server.stop();
  });

  test('takes in what has been stored since, before it answers', async () => {
    const tree = await treeOfLog();
    await append(300);
    const { events, heads: known } = await heads();
    const newest = events.at(-1)?.position ?? '';
    const [inclusion, consistency] = await Promise.all([
      tree.inclusionProof(newest),
      tree.consistencyProof(0),
    ]);
    expect(given(inclusion).tree).toEqual(known[300]);
    expect(given(consistency).to).toEqual(known[300]);
    await append(1);
    expect(given(await tree.consistencyProof(300)).to.size).toBe(301);
  });

  test('says why there is no proof', async () => {
    await append(300);
    const unread = new LogTree(store, systemClock, () => undefined);
    expect(await unread.inclusionProof('1')).toBe('LogNotRead');
    expect(await unread.consistencyProof(0)).toBe('LogNotRead');
    const tree = await treeOfLog();
    for (const position of ['301', '0', '99999', 'nonsense', '', '-1'])
      expect(await tree.inclusionProof(position)).toBe('UnknownPosition');
    expect(await tree.inclusionProof('300', 299)).toBe('UnknownTreeSize');
    for (const size of [301, -1, 0.5]) {
      expect(await tree.inclusionProof('1', size)).toBe('UnknownTreeSize');
      expect(await tree.consistencyProof(0, size)).toBe('UnknownTreeSize');
      expect(await tree.consistencyProof(size)).toBe('UnknownTreeSize');
    }
    expect(await tree.consistencyProof(200, 100)).toBe('UnknownTreeSize');
  });

  test('finds events where positions are not in a row', async () => {
    await append(600);
    const spread = (position: string): string => `${Number(position) * 1_000}`;
    const sparse: Pick<EventStore, 'readAll' | 'comparePositions'> = {
      comparePositions: (a, b) => Number(a) - Number(b),
      readAll: async function* (after) {
        const back = after === undefined ? undefined : `${Number(after) / 1_000}`;
        for await (const each of store.readAll(back)) yield { ...each, position: spread(each.position) };
      },
    };
    const tree = await treeOfLog(sparse);
    for (const index of [0, 254, 255, 256, 511, 512, 599])
      expect(given(await tree.inclusionProof(spread(`${index + 1}`))).leafIndex).toBe(index);
    for (const position of ['999', '256001', '600001'])
      expect(await tree.inclusionProof(position)).toBe('UnknownPosition');
  });

  test('reads no more than 256 events for a proof, however long the log is', async () => {
    for (let streams = 0; streams < 5; streams += 1) await append(1_000);
    const tree = await treeOfLog();
    for (const position of ['1', '256', '257', '2560', '5000']) {
      read = 0;
      given(await tree.inclusionProof(position, 5_000));
      expect(read).toBeLessThanOrEqual(256);
    }
    read = 0;
    given(await tree.consistencyProof(1_234));
    expect(read).toBe(0);
  });

  test('gives no proof that holds for an event that has been rewritten since', async () => {
    await append(300);
    let rewritten = false;
    const tree = await treeOfLog({
      comparePositions: (a, b) => store.comparePositions(a, b),
      readAll: async function* (after) {
        for await (const each of store.readAll(after))
          yield rewritten && each.position === '7' ? { ...each, data: { reason: 'none' } } : each;
      },
    });
    const before = given(await tree.inclusionProof('7'));
    expect(holds(before, before.tree)).toBe(true);
    rewritten = true;
    const after = given(await tree.inclusionProof('7'));
    expect(holds(after, after.tree)).toBe(false);
  });

  test('goes on where a reading has failed', async () => {
    await append(300);
    let broken = true;
    const clock = { sleep: async () => systemClock.sleep(1) };
    const tree = new LogTree(
      {
        comparePositions: (a, b) => store.comparePositions(a, b),
        readAll: async function* (after) {
          for await (const each of store.readAll(after)) {
            if (broken && each.position === '200') throw new Error('The connection is lost.');
            yield each;
          }
        },
      },
      clock,
      (error) => {
        errors.push(error);
        broken = false;
      },
    );
    void tree.follow(stop.signal);
    while ((await tree.consistencyProof(0)) === 'LogNotRead') await systemClock.sleep(1);
    const { heads: known } = await heads();
    expect(given(await tree.consistencyProof(0)).to).toEqual(known[300]);
    expect(errors).toHaveLength(1);
  });
});
