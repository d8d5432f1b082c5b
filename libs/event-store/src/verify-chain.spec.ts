import { describe, expect, test } from '@jest/globals';
import { EventSource } from './contract/log-under-test.contract.js';
import { eventDigest } from './event-digest.js';
import type { RecordedEvent } from './event-store.js';
import { verifyChain } from './verify-chain.js';

describe('verifyChain', () => {
  const chain = chainOf(6);

  test('finds a stream intact and tells its head', async () => {
    const last = at(chain, 5);
    expect(await verifyChain(chain)).toEqual({
      intact: true,
      events: 6,
      head: { revision: 5, digest: eventDigest(last) },
    });
    expect(await verifyChain([])).toEqual({ intact: true, events: 0, head: undefined });
  });

  test.each<[string, RecordedEvent[], number, string]>([
    ['changed data', replaced(3, { data: { number: 99 } }), 3, 'altered'],
    ['a changed actor', replaced(0, { metadata: { ...at(chain, 0).metadata, from: 'x' } }), 0, 'altered'],
    ['a changed link', replaced(4, { previousDigest: '0'.repeat(64) }), 3, 'altered'],
    ['a first event that points back', replaced(0, { previousDigest: '0'.repeat(64) }), 0, 'altered'],
    ['a missing first event', chain.slice(1), 0, 'missing'],
    ['a missing event', chain.toSpliced(2, 1), 2, 'missing'],
    ['an event that comes twice', chain.toSpliced(3, 0, at(chain, 2)), 2, 'inserted'],
    ['two events in the wrong order', [0, 1, 3, 2, 4, 5].map((index) => at(chain, index)), 2, 'reordered'],
    ['an inserted event, the later ones renumbered', withInserted(3, at(chain, 2)), 3, 'inserted'],
    ['a new first event, the later ones renumbered', withInserted(0, undefined), 0, 'inserted'],
    ['an inserted event that is linked to nothing', withInserted(3, at(chain, 0)), 3, 'inserted'],
    ['two events that changed places with their revisions', swapped(3), 3, 'inserted'],
    ['a removed event, the later ones renumbered', renumbered(chain.toSpliced(2, 1)), 1, 'altered'],
  ])('names the first fault of a stream with %s', async (_, events, revision, fault) => {
    expect(await verifyChain(events)).toEqual({ intact: false, revision, fault });
  });

  test('shows a cut-off end or a changed last event only to who noted the head', async () => {
    const head = { revision: 5, digest: eventDigest(at(chain, 5)) };
    const cut = chain.slice(0, 4);
    const forged = replaced(5, { type: 'Forged' });
    expect(await verifyChain(cut)).toMatchObject({ intact: true });
    expect(await verifyChain(cut, head)).toEqual({ intact: false, revision: 4, fault: 'missing' });
    expect(await verifyChain(forged)).toMatchObject({ intact: true });
    expect(await verifyChain(forged, head)).toEqual({ intact: false, revision: 5, fault: 'altered' });
    expect(await verifyChain(chain, head)).toMatchObject({ intact: true });
  });

  function replaced(index: number, change: Partial<RecordedEvent>): RecordedEvent[] {
    return chain.with(index, { ...at(chain, index), ...change });
  }

  function withInserted(index: number, after: RecordedEvent | undefined): RecordedEvent[] {
    const forged = {
      ...at(chain, 0),
      id: 'f'.repeat(8),
      previousDigest: after === undefined ? null : eventDigest(after),
    };
    return renumbered(chain.toSpliced(index, 0, forged));
  }

  function swapped(index: number): RecordedEvent[] {
    return renumbered(chain.with(index, at(chain, index + 1)).with(index + 1, at(chain, index)));
  }
});

describe('eventDigest', () => {
  test('does not depend on the order of members, and depends on everything it vouches for', () => {
    const [event] = chainOf(1);
    if (event === undefined) throw new Error('A chain of one has one event.');
    const digest = eventDigest(event);
    const other = { ...event, data: Object.fromEntries(Object.entries(event.data).reverse()) };
    expect(eventDigest(other)).toBe(digest);
    const changes: Partial<RecordedEvent>[] = [
      { stream: 'backup-b' },
      { revision: 1 },
      { id: '00000000-0000-4000-8000-00000000ffff' },
      { type: 'Other' },
      { data: {} },
      { metadata: { ...event.metadata, schemaVersion: 2 } },
      { previousDigest: '' },
    ];
    const digests = changes.map((change) => eventDigest({ ...event, ...change }));
    expect(new Set([digest, ...digests]).size).toBe(changes.length + 1);
  });

  test('is fixed: stored chains stand on it', () => {
    const digest = eventDigest({
      stream: 'backup-a',
      revision: 0,
      id: '00000000-0000-4000-8000-000000000001',
      type: 'BackupStarted',
      data: { b: [1, 'ü', null], a: true },
      metadata: {
        actor: { id: 'a', name: 'Avery' },
        from: 'schedule',
        at: '2026-11-24T09:00:00.000Z',
        correlationId: 'c',
        causationId: 'd',
        schemaVersion: 1,
      },
      previousDigest: null,
    });
    expect(digest).toBe('ffef323f75f56836edda65d060470acfe69267d8578ec1ef5b1c5f5365f4d2f3');
  });
});

function chainOf(length: number): RecordedEvent[] {
  const events = new EventSource();
  const chain: RecordedEvent[] = [];
  for (let revision = 0; revision < length; revision += 1) {
    const last = chain.at(-1);
    chain.push({
      ...events.one(),
      stream: 'backup-a',
      revision,
      position: String(revision + 1),
      previousDigest: last === undefined ? null : eventDigest(last),
    });
  }
  return chain;
}

function renumbered(events: readonly RecordedEvent[]): RecordedEvent[] {
  return events.map((event, revision) => ({ ...event, revision }));
}

function at(events: readonly RecordedEvent[], index: number): RecordedEvent {
  const event = events[index];
  if (event === undefined) throw new Error(`The chain has no event ${index}.`);
  return event;
}
