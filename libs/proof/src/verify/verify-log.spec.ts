import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { generateKeyPairSync } from 'node:crypto';
import { eventDigest, type RecordedEvent } from '#event-store';
import { signCheckpoint } from '../checkpoint/signed-note.js';
import { leafHashOfDigest } from '../merkle/hashing.js';
import { MerkleFrontier } from '../merkle/merkle-frontier.js';
import { verifyLog, type OutsideRecord } from './verify-log.js';

const { privateKey, publicKey } = generateKeyPairSync('ed25519');

/** A log in which the streams take turns as `turns` says, chained as a store would. */
function logOf(turns: readonly number[]): RecordedEvent[] {
  const heads = new Map<string, { revision: number; digest: string }>();
  return turns.map((turn, index) => {
    const stream = `recovery-${turn}`;
    const head = heads.get(stream);
    const event: RecordedEvent = {
      stream,
      revision: head === undefined ? 0 : head.revision + 1,
      position: String(index + 1),
      previousDigest: head?.digest ?? null,
      ...newEvent(`id-${index}`),
    };
    heads.set(stream, { revision: event.revision, digest: eventDigest(event) });
    return event;
  });
}

function newEvent(id: string) {
  const actor = { id: 'a', name: 'Avery Admin' };
  const [at, correlationId, causationId] = ['2026-11-24T09:00:00.000Z', 'correlation', 'causation'];
  const metadata = { actor, from: 'worker', at, correlationId, causationId, schemaVersion: 1 };
  return { id, type: 'Counted', data: { id }, metadata };
}

/** What stands outside after a checkpoint at each of the sizes. */
function outsideOf(events: readonly RecordedEvent[], sizes: readonly number[]): OutsideRecord {
  const frontier = new MerkleFrontier();
  const notes: string[] = [];
  let register = '';
  for (const event of events) {
    const digest = eventDigest(event);
    frontier.append(leafHashOfDigest(digest));
    register += `${digest} ${event.revision} ${event.stream} ${event.id}\n`;
    const head = { treeSize: frontier.size, rootHash: frontier.root() };
    if (sizes.includes(frontier.size))
      notes.push(signCheckpoint({ origin: 'test', ...head, at: '2026-11-24T09:00:00.000Z' }, privateKey));
  }
  return { notes, publicKey, register: eachOf([register]) };
}

async function* eachOf<Item>(items: readonly Item[]): AsyncGenerator<Item> {
  yield* items;
}

const turns = fc.array(fc.nat(3), { minLength: 1, maxLength: 40 });

/** One change to a log, and the event that it was done to. */
type Attack = (events: RecordedEvent[], at: number, to: number) => RecordedEvent | undefined;

const ATTACKS: Readonly<Record<string, Attack>> = {
  altered: (events, at) => {
    const event = events[at];
    if (event === undefined) return undefined;
    events[at] = { ...event, data: { forged: true } };
    return event;
  },
  missing: (events, at) => events.splice(at, 1)[0],
  inserted: (events, at, to) => {
    const event = events[at];
    if (event === undefined) return undefined;
    const forged = { ...event, ...newEvent('forged'), revision: event.revision + 1 };
    events.splice(to, 0, forged);
    return forged;
  },
  reordered: (events, at, to) => {
    const [event] = events.splice(at, 1);
    if (event === undefined || at === to) return undefined;
    events.splice(to, 0, event);
    return event;
  },
};

test('an untouched log is intact, whatever its checkpoints', async () => {
  await fc.assert(
    fc.asyncProperty(turns, fc.array(fc.integer({ min: 1, max: 40 })), async (streams, sizes) => {
      const events = logOf(streams);
      const verdict = await verifyLog({ events: eachOf(events), outside: outsideOf(events, sizes) });
      expect(verdict).toMatchObject({ intact: true, findings: [], events: events.length });
      expect(verdict.agreeing).toBe(verdict.checkpoints);
    }),
  );
});

test.each(Object.entries(ATTACKS))(
  'an event that is %s is found and named, wherever it is',
  async (fault, attack) => {
    await fc.assert(
      fc.asyncProperty(turns, fc.nat(), fc.nat(), async (streams, at, to) => {
        const events = logOf(streams);
        const outside = outsideOf(events, [Math.ceil(events.length / 2), events.length]);
        const victim = attack(events, at % events.length, to % events.length);
        fc.pre(victim !== undefined);
        const { intact, findings } = await verifyLog({ events: eachOf(events), outside });
        expect(intact).toBe(false);
        const named = findings.filter(({ subject }) => subject === 'event');
        if (fault === 'reordered') expect(named).toContainEqual(expect.objectContaining({ fault }));
        else expect(named).toContainEqual(expect.objectContaining({ fault, id: victim?.id }));
      }),
    );
  },
);

test('of a log replaced as a whole, a thousand findings are told and the rest is counted', async () => {
  const before = logOf(Array.from({ length: 3_000 }, (_, index) => index % 7));
  const outside = outsideOf(before, [3_000]);
  const { findings, moreFindings } = await verifyLog({ events: eachOf(logOf([0, 0, 1])), outside });
  expect(findings).toHaveLength(1_000);
  expect(moreFindings).toBeGreaterThan(1_000);
});

test('a register that its checkpoints do not vouch for names nothing', async () => {
  const events = logOf([0, 1, 0]);
  const { notes } = outsideOf(events, [3]);
  for (const register of ['', 'no line of a register\n', `${'0'.repeat(64)} 0 recovery-0 id-0\n`.repeat(3)]) {
    const outside = { notes, publicKey, register: eachOf([register]) };
    const { findings } = await verifyLog({ events: eachOf(events), outside });
    expect(findings).toEqual([{ subject: 'register', fault: 'notVouchedFor' }]);
  }
});
