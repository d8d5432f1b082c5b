import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { idOf, LogUnderAttack } from './log-under-attack.contract.js';

/** Two streams, one within the other: r0 r1 b0 r2 b1 r3 r4 b2, at positions 1 to 8 and with ids 1 to 8. */
const STREAMS = ['r', 'r', 'b', 'r', 'b', 'r', 'r', 'b'].map((name) => `${name}-1`);

let log: LogUnderAttack;
beforeEach(async () => {
  log = await LogUnderAttack.begin();
  await log.append(STREAMS);
  expect(await log.sign()).toEqual([]);
});
afterEach(() => log.remove());

/** Changes the positions of rows, by way of positions that are not taken. */
const moved = (places: Readonly<Record<number, number>>): string =>
  [
    ...Object.keys(places).map((from) => `UPDATE events SET position = -${from} WHERE position = ${from}`),
    ...Object.entries(places).map(
      ([from, to]) => `UPDATE events SET position = ${to} WHERE position = -${from}`,
    ),
  ].join(';');

/** Moves the revisions of a stream's events from `from` on by `by`. */
const renumbered = (stream: string, from: number, by: number): string =>
  `UPDATE events SET revision = -1 - revision WHERE stream = '${stream}' AND revision >= ${from};
   UPDATE events SET revision = -1 - revision + ${by} WHERE stream = '${stream}' AND revision < 0`;

const inserted = (position: number, stream: string, revision: number, previous: string): string =>
  `INSERT INTO events SELECT ${position}, '${stream}', ${revision}, '${idOf(99)}', 'Forged', data, metadata,
   ${previous}, digest FROM events WHERE position = 1`;

const otherRoot = { subject: 'checkpoint', fault: 'otherRoot', number: 1, treeSize: 8, provedSize: 0 };
const event = (fault: string, stream: string, revision: number, id: number, position?: number) => ({
  subject: 'event',
  fault,
  stream,
  revision,
  id: idOf(id),
  ...(position === undefined ? {} : { position: String(position) }),
});

describe('an untouched log', () => {
  test('is intact, and every checkpoint agrees with it', async () => {
    await log.append(['r-1', 'n-1']);
    await log.sign();
    await log.append(['n-1']);
    expect(await log.verdict()).toEqual({
      intact: true,
      findings: [],
      moreFindings: 0,
      events: 11,
      streams: 3,
      checkpoints: 2,
      agreeing: 2,
      provedEvents: 10,
    });
  });
});

describe('what happens to single events is found, and the event is named', () => {
  test.each([
    [
      'edited first',
      `UPDATE events SET data = '{"number":99}' WHERE position = 1`,
      event('altered', 'r-1', 0, 1, 1),
    ],
    [
      'edited in the middle',
      `UPDATE events SET type = 'Forged' WHERE position = 4`,
      event('altered', 'r-1', 2, 4, 4),
    ],
    ['edited last', `UPDATE events SET metadata = '{}' WHERE position = 7`, event('altered', 'r-1', 4, 7, 7)],
    [
      'given another id',
      `UPDATE events SET id = '${idOf(77)}' WHERE position = 4`,
      event('altered', 'r-1', 2, 77, 4),
    ],
    [
      'given another link',
      `UPDATE events SET previous_digest = digest WHERE position = 4`,
      event('altered', 'r-1', 2, 4, 4),
    ],
    ['deleted first', 'DELETE FROM events WHERE position = 1', event('missing', 'r-1', 0, 1)],
    ['deleted in the middle', 'DELETE FROM events WHERE position = 4', event('missing', 'r-1', 2, 4)],
    ['deleted as its stream’s last', 'DELETE FROM events WHERE position = 7', event('missing', 'r-1', 4, 7)],
    ['deleted as the log’s last', 'DELETE FROM events WHERE position = 8', event('missing', 'b-1', 2, 8)],
    ['inserted at the end', inserted(9, 'r-1', 5, 'digest'), event('inserted', 'r-1', 5, 99, 9)],
    ['swapped with its neighbour', moved({ 6: 7, 7: 6 }), event('reordered', 'r-1', 3, 6, 7)],
    ['swapped with another stream’s', moved({ 4: 5, 5: 4 }), event('reordered', 'r-1', 2, 4, 5)],
    ['moved to the end', moved({ 2: 9 }), event('reordered', 'r-1', 1, 2, 9)],
  ])('%s', async (_name, sql, finding) => {
    log.attack(sql);
    const { intact, findings } = await log.verdict();
    expect(intact).toBe(false);
    expect(findings).toContainEqual(finding);
    // The one event, and the checkpoint that shows it: nothing else is blamed.
    expect(findings.filter(({ subject }) => subject === 'event')).toHaveLength(1);
  });

  test('inserted between two, everything behind renumbered', async () => {
    log.attack(`${renumbered('r-1', 2, 1)}; ${inserted(0, 'r-1', 2, "'00'")}`);
    log.attack(
      `UPDATE events SET position = position + 100 WHERE position >= 4; UPDATE events SET position = 4 WHERE position = 0`,
    );
    expect((await log.verdict()).findings).toContainEqual(event('inserted', 'r-1', 2, 99, 4));
  });

  test('a row that can no longer be read', async () => {
    log.attack(`UPDATE events SET data = '{"name":"secret' WHERE position = 4`);
    const { findings } = await log.verdict();
    expect(findings).toContainEqual({ subject: 'event', fault: 'unreadable', position: '3' });
    expect(JSON.stringify(findings)).not.toContain('secret');
  });
});

describe('the digest that the store keeps beside an event', () => {
  const forged = (position: number) =>
    `UPDATE events SET digest = '${'ab'.repeat(32)}' WHERE position = ${position}`;

  test.each([
    ['of a first event', 1, event('otherDigest', 'r-1', 0, 1, 1)],
    ['of one in the middle', 4, event('otherDigest', 'r-1', 2, 4, 4)],
    ['of the last one, to which the next would be chained', 8, event('otherDigest', 'b-1', 2, 8, 8)],
  ])('%s is compared with the event', async (_name, position, finding) => {
    log.attack(forged(position));
    expect((await log.verdict()).findings).toEqual([finding]);
    expect((await log.verdictOfChains()).findings).toEqual([finding]);
  });

  test('shows the change of a last event that nothing else vouches for', async () => {
    await log.append(['n-1']);
    log.attack(`UPDATE events SET type = 'Forged' WHERE position = 9`);
    expect((await log.verdict()).findings).toEqual([event('otherDigest', 'n-1', 0, 9, 9)]);
  });

  test('is not told of where the chain tells what was done to the stream', async () => {
    log.attack(`${forged(4)}; UPDATE events SET type = 'Forged' WHERE position = 4`);
    expect((await log.verdictOfChains()).findings).toEqual([event('altered', 'r-1', 2, 4, 4)]);
  });
});

describe('the chain alone, without anything from outside', () => {
  test.each([
    ['edited', `UPDATE events SET type = 'Forged' WHERE position = 4`, event('altered', 'r-1', 2, 4, 4)],
    [
      'edited first',
      `UPDATE events SET type = 'Forged' WHERE position = 1`,
      event('altered', 'r-1', 0, 1, 1),
    ],
    [
      'given another link',
      `UPDATE events SET previous_digest = digest WHERE position = 4`,
      event('altered', 'r-1', 2, 4, 4),
    ],
    ['moved behind its successor', moved({ 6: 7, 7: 6 }), event('reordered', 'r-1', 3, 6, 7)],
    [
      'deleted',
      'DELETE FROM events WHERE position IN (2, 4)',
      { subject: 'event', fault: 'missing', stream: 'r-1', revision: 1, lastRevision: 2, position: '6' },
    ],
    [
      'deleted first',
      'DELETE FROM events WHERE position = 1',
      { subject: 'event', fault: 'missing', stream: 'r-1', revision: 0, position: '2' },
    ],
    [
      'deleted, everything behind renumbered',
      `DELETE FROM events WHERE position = 2; ${renumbered('r-1', 2, -1)}`,
      { subject: 'event', fault: 'missing', stream: 'r-1', revision: 1, position: '4' },
    ],
    [
      'inserted, everything behind renumbered',
      `UPDATE events SET position = 3 - 10 WHERE position = 3; UPDATE events SET position = 3 + 10 WHERE position = -7;
       ${renumbered('r-1', 2, 1)}; ${inserted(3, 'r-1', 2, "'00'")}`,
      event('inserted', 'r-1', 2, 99, 3),
    ],
    [
      'inserted and linked, everything behind renumbered',
      `UPDATE events SET position = 13 WHERE position = 3; ${renumbered('r-1', 2, 1)};
       ${inserted(3, 'r-1', 2, '(SELECT digest FROM events WHERE position = 2)')}`,
      event('inserted', 'r-1', 2, 99, 3),
    ],
    [
      'exchanged with its successor, revisions and all',
      `UPDATE events SET revision = 99 WHERE position = 4; UPDATE events SET revision = 2 WHERE position = 6;
       UPDATE events SET revision = 3 WHERE position = 4; ${moved({ 4: 6, 6: 4 })}`,
      event('reordered', 'r-1', 2, 6, 4),
    ],
  ])('names the event that was %s', async (_name, sql, finding) => {
    log.attack(sql);
    const { findings } = await log.verdictOfChains();
    expect(findings.filter((found) => found.subject === 'event' && found.stream === 'r-1')).toEqual([
      finding,
    ]);
  });

  test('does not run through revisions that were never there', async () => {
    log.attack('UPDATE events SET revision = 900000000000000 WHERE position = 7');
    expect((await log.verdictOfChains()).findings).toEqual([
      expect.objectContaining({ fault: 'missing', revision: 4, lastRevision: 899_999_999_999_999 }),
    ]);
  });
});

describe('what a chain cannot show is shown by the checkpoints kept outside', () => {
  test('a chain rebuilt over a changed event', async () => {
    log.attack(`UPDATE events SET type = 'Forged' WHERE position = 2`);
    await log.rebuildChain('r-1');
    expect((await log.verdictOfChains()).intact).toBe(true);
    expect((await log.verdict({ register: false })).findings).toMatchObject([otherRoot]);
    expect((await log.verdict()).findings).toMatchObject([
      otherRoot,
      ...[1, 2, 3, 4].map((revision) => ({ fault: 'altered', stream: 'r-1', revision })),
    ]);
  });

  test('an end that was cut off', async () => {
    await log.append(['r-1', 'r-1']);
    await log.sign();
    log.attack('DELETE FROM events WHERE position > 8');
    expect((await log.verdictOfChains()).intact).toBe(true);
    expect((await log.verdict()).findings).toMatchObject([
      { subject: 'checkpoint', fault: 'logTooShort', number: 2, treeSize: 10, provedSize: 8 },
      event('missing', 'r-1', 5, 9),
      event('missing', 'r-1', 6, 10),
    ]);
  });

  test('a fork: the log as it was at a moment, continued otherwise', async () => {
    const bringBack = await log.copyStore();
    await log.append(['r-1', 'b-1']);
    await log.sign();
    await bringBack();
    await log.append(['r-1', 'r-1', 'b-1']);
    expect((await log.verdictOfChains()).intact).toBe(true);
    const { findings } = await log.verdict();
    expect(findings[0]).toMatchObject({ fault: 'otherRoot', number: 2, treeSize: 10, provedSize: 8 });
    expect(findings.slice(1)).toEqual([event('altered', 'r-1', 5, 11, 9), event('missing', 'b-1', 3, 10)]);
  });

  test('two histories, both signed', async () => {
    const bringBack = await log.copyStore();
    await log.append(['r-1']);
    await log.sign();
    const [, one] = await log.notes();
    await bringBack();
    await log.append(['b-1']);
    const other = await LogUnderAttack.begin();
    try {
      await other.append([...STREAMS, 'b-1']);
      await other.sign();
      const [second] = await other.notes();
      const { findings } = await log.verdict({ register: false, notes: [one ?? '', second ?? ''] });
      expect(findings).toContainEqual(expect.objectContaining({ fault: 'forked', number: 2, treeSize: 9 }));
    } finally {
      await other.remove();
    }
  });

  test('an old store, and the checkpoint of its time replayed after the newer one', async () => {
    const bringBack = await log.copyStore();
    await log.append(['r-1', 'b-1']);
    await log.sign();
    await bringBack();
    const [old, newer] = await log.notes();
    const notes = [old ?? '', newer ?? '', old ?? ''];
    expect((await log.verdict({ register: false, notes })).findings).toMatchObject([
      { fault: 'replayed', number: 3, treeSize: 8 },
      { fault: 'logTooShort', number: 2, treeSize: 10 },
    ]);
  });

  test('another store in place of the whole one', async () => {
    log.attack('DELETE FROM events');
    await log.append(STREAMS.toReversed());
    expect((await log.verdictOfChains()).intact).toBe(true);
    const { findings } = await log.verdict();
    expect(findings).toContainEqual(expect.objectContaining(otherRoot));
    expect(findings.filter(({ subject }) => subject === 'event').length).toBeGreaterThanOrEqual(8);
  });

  test('no store at all', async () => {
    log.attack('DELETE FROM events');
    expect((await log.verdict({ register: false })).findings).toMatchObject([
      { fault: 'logTooShort', treeSize: 8, provedSize: 0 },
    ]);
  });
});

describe('a writer of checkpoints', () => {
  test('never signs a log that contradicts what it signed before', async () => {
    log.attack(`UPDATE events SET type = 'Forged' WHERE position = 7`);
    await log.append(['r-1']);
    expect(await log.sign()).toEqual([{ code: 'LogContradictsCheckpoint', treeSize: 8 }]);
    log.attack('DELETE FROM events WHERE position > 5');
    expect(await log.sign()).toEqual([{ code: 'LogContradictsCheckpoint', treeSize: 8 }]);
    expect(await log.notes()).toHaveLength(1);
  });
});
