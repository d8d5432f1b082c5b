import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { setTimeout as delay } from 'node:timers/promises';
import { InvalidAppend, InvalidPosition, verifyChain } from '#event-store';
import {
  appended,
  EventSource,
  idsIn,
  idsOf,
  take,
} from '../../libs/event-store/src/contract/log-under-test.contract.js';
import { logOnServer, type LogOnServer } from './log-on-server.js';
import type { Mishap } from './stand-in/append-calls.js';
import { StandInServer } from './stand-in/stand-in-server.js';

let server: StandInServer;
let log: LogOnServer;

beforeEach(async () => {
  server = new StandInServer();
  await server.start();
  log = logOnServer(server.connectionString, { answerTimeout: 200 });
});

afterEach(async () => {
  await log.remove();
  server.stop();
});

describe('an append whose answer is lost', () => {
  test.each<[string, Mishap[]]>([
    ['is found in its stream where it happened', ['appliedNotAnswered']],
    ['is sent again where it did not', ['neitherAppliedNorAnswered']],
    ['is found where the server timed out and had stored it', ['appliedTimedOut']],
    ['is sent again where the server timed out and had not', ['notAppliedTimedOut']],
    ['is sent until it is stored', ['notAppliedTimedOut', 'neitherAppliedNorAnswered', 'appliedNotAnswered']],
  ])('%s', async (_, mishaps) => {
    const events = new EventSource();
    const [first, second, third] = [events.many(2), events.many(3), events.many(1)];
    await appended(log.store.append('backup-a', 'noStream', first));
    server.letHappen(...mishaps);
    const result = await appended(log.store.append('backup-a', 1, second));
    await appended(log.store.append('backup-a', 4, third));
    const kept = await take(log.store.readStream('backup-a'));
    expect(idsOf(kept)).toEqual(idsOf([...first, ...second, ...third]));
    expect(result).toEqual({ appended: true, revision: 4, position: kept[4]?.position });
    expect(await verifyChain(kept)).toMatchObject({ intact: true, events: 6 });
  });

  test('is a conflict where it did not happen and another came first', async () => {
    const other = await log.openAgain();
    const [mine, theirs] = new EventSource().many(2);
    if (mine === undefined || theirs === undefined) throw new Error('Two events were made.');
    server.letHappen('neitherAppliedNorAnswered');
    const waiting = log.store.append('backup-a', 'noStream', [mine]);
    await delay(100);
    await appended(other.append('backup-a', 'noStream', [theirs]));
    expect(await waiting).toEqual({ appended: false, actualRevision: 0 });
  });
});

describe('event ids that the server would take again', () => {
  test('are refused at the revision of the head, by a handle that has never seen the stream too', async () => {
    const events = new EventSource();
    const given = events.many(3);
    const first = await log.store.append('backup-a', 'noStream', given);
    const fresh = await log.openAgain();
    // The server itself stores the last event once more here.
    const last = given.slice(2);
    expect(await fresh.append('backup-a', 2, last)).toEqual(first);
    await expect(fresh.append('backup-a', 2, [...last, events.one()])).rejects.toThrow(InvalidAppend);
    expect(await idsIn(fresh.readAll())).toEqual(idsOf(given));
  });

  test('are answered like the first time by a handle that knew the stream before them', async () => {
    const events = new EventSource();
    const other = await log.openAgain();
    await other.append('backup-a', 'noStream', events.many(1));
    await log.store.append('backup-a', 0, events.many(1));
    const given = events.many(2);
    const first = await log.store.append('backup-a', 1, given);
    await log.store.append('backup-a', 3, events.many(1));
    expect(await other.append('backup-a', 1, given)).toEqual(first);
    expect(await verifyChain(other.readStream('backup-a'))).toMatchObject({ intact: true, events: 5 });
  });
});

describe('a log that shares its server', () => {
  test('sees neither the streams of other prefixes nor the server’s own events', async () => {
    const neighbour = logOnServer(server.connectionString);
    const events = new EventSource();
    const [mine, theirs] = [events.many(12), events.many(12)];
    for (const [index, event] of mine.entries()) {
      await log.store.append(`backup-${index}`, 'noStream', [event]);
      await neighbour.store.append(`backup-${index}`, 'noStream', theirs.slice(index, index + 1));
    }
    expect(await idsIn(log.store.readAll())).toEqual(idsOf(mine));
    expect(await idsIn(neighbour.store.readAll())).toEqual(idsOf(theirs));
    expect(server.log.events.some((event) => event.type === '$statsCollected')).toBe(true);
    await neighbour.remove();
  });

  test('passes over events of its prefix that it did not write, and names them where a stream is read', async () => {
    const whole = logOnServer(server.connectionString, { prefix: '' });
    server.log.append('backup-z', 'any', [foreignEvent()]);
    const given = new EventSource().many(2);
    await whole.store.append('backup-a', 'noStream', given);
    expect(await idsIn(whole.store.readAll())).toEqual(idsOf(given));
    await expect(take(whole.store.readStream('backup-z'))).rejects.toThrow('was not written by Known Good');
    await whole.remove();
  });

  test('refuses a position that no event stands at', async () => {
    const { position } = await appended(log.store.append('backup-a', 'noStream', new EventSource().many(2)));
    const between = String(BigInt(position) - 1n);
    await expect(take(log.store.readAll(between))).rejects.toThrow(InvalidPosition);
    await expect(take(log.store.readAll('first'))).rejects.toThrow(InvalidPosition);
    const { signal } = new AbortController();
    await expect(take(log.store.subscribe({ after: between, signal }))).rejects.toThrow(InvalidPosition);
  });
});

function foreignEvent() {
  const data = Buffer.from('{}');
  return {
    id: '5c8f7d0e-0000-4000-8000-00000000000f',
    type: 'Foreign',
    contentType: 'application/json',
    data,
    metadata: data,
  };
}
