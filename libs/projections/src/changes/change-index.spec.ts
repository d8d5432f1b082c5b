import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { openSqliteEventStore } from '#event-store/sqlite';
import type { Attribution, Change } from '#protection';
import { withFolder } from '../given-log.contract.js';
import { openReadModels, type OpenReadModels } from '../open-read-models.js';
import { InvalidCursorError } from '../queries/errors.js';
import type { ChangeFilter, ChangeOrder } from '../read-models.js';

const open = (file = ':memory:') =>
  openReadModels({ file, store: openSqliteEventStore({ file: ':memory:' }) });

const change = (id: string, more: Partial<Change> = {}): Change => ({
  type: 'user',
  id,
  displayName: `User ${id}`,
  kind: 'modified',
  action: 'update',
  notRecoverable: null,
  attributes: [{ name: 'city', backupValue: 'Berne', currentValue: 'Basle' }],
  links: [],
  ...more,
});

async function* stream(changes: Iterable<Change>): AsyncGenerator<Change> {
  yield* changes;
}

const BY_NAME: ChangeOrder = { field: 'displayName', direction: 'ascending' };

describe('The index of changes', () => {
  let readModels: OpenReadModels;
  beforeEach(() => {
    readModels = open();
  });
  afterEach(() => readModels.close());

  const idsOf = (reportId: string, filter: ChangeFilter = {}, order = BY_NAME, first = 4) => {
    const ids: string[] = [];
    let after: string | undefined;
    do {
      const page = readModels.changes.changes(reportId, filter, order, { first, after });
      ids.push(...page.rows.map(({ row }) => row.id));
      after = page.hasNextPage ? page.rows.at(-1)?.cursor : undefined;
      if (after === undefined) expect(page.totalCount).toBe(ids.length);
    } while (after !== undefined);
    return ids;
  };

  it('is narrowed by who made the changes, and when', async () => {
    const by = (id: string, name: string, at: string) => ({
      actor: { kind: 'user' as const, id, name },
      activity: 'Update user',
      at,
      count: 1,
    });
    const [nine, ten, noon] = [
      '2026-11-24T09:00:00.000Z',
      '2026-11-24T10:00:00.000Z',
      '2026-11-24T12:00:00.000Z',
    ];
    await readModels.changes.fill(
      'r1',
      stream([
        change('a', { madeBy: [by('m', 'Mallory Intruder', nine)] }),
        change('b', { madeBy: [by('m', 'Mallory Intruder', noon), by('t', 'Trudy', nine)] }),
        change('c', { madeBy: [by('t', 'Trudy', ten)] }),
        change('d'),
      ]),
    );
    expect(idsOf('r1', { actorId: 'M' })).toEqual(['a', 'b']);
    expect(idsOf('r1', { actorName: 'intruDER' })).toEqual(['a', 'b']);
    expect(idsOf('r1', { changedAfter: ten })).toEqual(['b', 'c']);
    expect(idsOf('r1', { changedBefore: nine })).toEqual(['a', 'b']);
    expect(idsOf('r1', { actorId: 'm', changedAfter: nine, changedBefore: ten })).toEqual(['a']);
    expect(idsOf('r1', { actorId: 'm', attributes: ['city'] })).toEqual(['a', 'b']);
    expect(idsOf('r1', { actorId: 'nobody' })).toEqual([]);
    expect(idsOf('r1', { actorId: '' })).toEqual(['a', 'b', 'c', 'd']);
  });

  it('finds what was done again and again from its first to its last time', async () => {
    const doing = {
      actor: { kind: 'user', id: 'm', name: 'Mallory' },
      activity: 'Update user',
      firstAt: '2026-11-24T09:00:00.000Z',
      at: '2026-11-24T12:00:00.000Z',
      count: 5,
    } as const;
    await readModels.changes.fill('r1', stream([change('a', { madeBy: [doing] })]));
    const between = (changedAfter: string, changedBefore: string) =>
      idsOf('r1', {
        changedAfter: `2026-11-24T${changedAfter}:00.000Z`,
        changedBefore: `2026-11-24T${changedBefore}:00.000Z`,
      });
    expect(between('08:00', '09:30')).toEqual(['a']);
    expect(between('12:00', '13:00')).toEqual(['a']);
    expect(between('08:00', '08:59')).toEqual([]);
    expect(between('12:01', '13:00')).toEqual([]);
  });

  it('gives back each change as it was', async () => {
    const link = {
      link: 'members',
      target: 'b',
      change: 'add',
      backupValue: '',
      currentValue: null,
    } as const;
    const group = change('g1', { type: 'group', displayName: null, attributes: [], links: [link] });
    await readModels.changes.fill('r1', stream([change('a'), group]));

    expect(readModels.changes.change('r1', 'g1')).toEqual(group);
    expect(readModels.changes.change('r1', 'unknown')).toBeUndefined();
    expect(readModels.changes.change('unknown', 'g1')).toBeUndefined();
    expect(idsOf('r1', { attributes: ['members'] })).toEqual(['g1']);
  });

  it('counts by type and by action', async () => {
    const created = change('c', { kind: 'created', action: 'softDelete' });
    const gone = change('d', {
      type: 'group',
      kind: 'hardDeleted',
      action: null,
      notRecoverable: 'hardDeleted',
    });
    await readModels.changes.fill('r1', stream([change('a'), change('b'), created, gone]));

    expect(readModels.changes.summary('r1')).toEqual({
      byType: { user: 3, group: 1 },
      byAction: { update: 2, softDelete: 1, none: 1 },
    });
    expect(readModels.changes.summary('r1', ['group'])).toEqual({
      byType: { group: 1 },
      byAction: { none: 1 },
    });
    expect(readModels.changes.summary('unknown')).toEqual({ byType: {}, byAction: {} });
  });

  it('searches and sorts names without regard to case', async () => {
    const names = ['zoe', 'Émile', 'ANNA', 'anna', null];
    await readModels.changes.fill(
      'r1',
      stream(names.map((displayName, index) => change(String(index), { displayName }))),
    );
    expect(idsOf('r1')).toEqual(['4', '2', '3', '0', '1']);
    expect(idsOf('r1', { nameContains: 'éMIL' })).toEqual(['1']);
    expect(idsOf('r1', { nameContains: '%' })).toEqual([]);
  });

  it('refuses a cursor of another order or report', async () => {
    await readModels.changes.fill('r1', stream([change('a'), change('b')]));
    await readModels.changes.fill('r2', stream([change('a'), change('b')]));
    const cursor = readModels.changes.changes('r1', {}, BY_NAME, { first: 1 }).rows[0]?.cursor;
    const from = (reportId: string, order: ChangeOrder) => () =>
      readModels.changes.changes(reportId, {}, order, { first: 1, after: cursor });

    expect(from('r1', BY_NAME)().rows[0]?.row.id).toBe('b');
    expect(from('r2', BY_NAME)).toThrow(InvalidCursorError);
    expect(from('r1', { field: 'displayName', direction: 'descending' })).toThrow(InvalidCursorError);
  });

  it('answers like a plain filter and sort would', async () => {
    await fc.assert(
      fc.asyncProperty(CHANGES, FILTER, ORDER, async (changes, filter, order) => {
        await readModels.changes.fill('r1', stream(changes));
        expect(idsOf('r1', filter, order)).toEqual(expectedIds(changes, filter, order));
        readModels.changes.drop('r1');
      }),
      { numRuns: 150, seed: 20260301 },
    );
  });

  it('answers the same where very many changes share an attribute', async () => {
    const changes = Array.from({ length: 12_000 }, (_, number) =>
      change(String(number), {
        type: number < 6_100 ? 'group' : 'user',
        displayName: `Name ${(number * 7_919) % 12_000}`,
        attributes: [
          { name: number % 3 === 0 ? 'mail' : 'city', backupValue: 1, currentValue: 2 },
          ...(number % 2 === 0 ? [{ name: 'country', backupValue: 1, currentValue: 2 }] : []),
        ],
      }),
    );
    await readModels.changes.fill('r1', stream(changes));
    const filters: ChangeFilter[] = [
      { attributes: ['city'] },
      { attributes: ['city', 'country'] },
      { attributes: ['country'], objectTypes: ['user'], nameContains: '99' },
      { attributes: ['mail'], nameContains: 'name 1' },
    ];
    for (const filter of filters)
      expect(idsOf('r1', filter, BY_NAME, 999)).toEqual(expectedIds(changes, filter, BY_NAME));
  });
});

describe('Filling the index', () => {
  it('shows nothing of a report before all of it is there', async () => {
    const readModels = open();
    const seen: boolean[] = [];
    async function* watched(): AsyncGenerator<Change> {
      for (let number = 0; number < 2_500; number += 1) {
        if (number % 1_000 === 500) seen.push(readModels.changes.has('r1'));
        yield change(String(number));
      }
    }
    await readModels.changes.fill('r1', watched());
    expect(seen).toEqual([false, false]);
    expect(readModels.changes.changes('r1', {}, BY_NAME, { first: 1 }).totalCount).toBe(2_500);
    readModels.close();
  });

  it('keeps nothing of a report that broke off, and can be tried again', async () => {
    const readModels = open();
    async function* broken(): AsyncGenerator<Change> {
      for (let number = 0; number < 1_500; number += 1) yield change(String(number));
      throw new Error('The vault cannot be read.');
    }
    await expect(readModels.changes.fill('r1', broken())).rejects.toThrow('The vault cannot be read.');
    expect(readModels.changes.has('r1')).toBe(false);

    await readModels.changes.fill('r1', stream([change('a')]));
    expect(readModels.changes.changes('r1', {}, BY_NAME, { first: 9 }).totalCount).toBe(1);
    readModels.close();
  });

  it('is done once for all who ask at the same time', async () => {
    const readModels = open();
    let read = 0;
    async function* counted(): AsyncGenerator<Change> {
      read += 1;
      yield change('a');
    }
    await Promise.all([readModels.changes.fill('r1', counted()), readModels.changes.fill('r1', counted())]);
    await readModels.changes.fill('r1', counted());
    expect(read).toBe(1);
    readModels.close();
  });

  it('ends without a trace when the report is dropped meanwhile', async () => {
    const readModels = open();
    async function* dropped(): AsyncGenerator<Change> {
      yield change('a');
      readModels.changes.drop('r1');
      yield change('b');
    }
    await expect(readModels.changes.fill('r1', dropped())).rejects.toThrow('dropped');
    expect(readModels.changes.has('r1')).toBe(false);
    readModels.close();
  });

  it('outlives a restart', () =>
    withFolder(async (folder) => {
      const file = join(folder, 'read-models.db');
      const before = open(file);
      await before.changes.fill('r1', stream([change('a')]));
      before.close();

      const after = open(file);
      expect(after.changes.change('r1', 'a')?.displayName).toBe('User a');
      after.close();
    }));
});

const HOURS = ['09', '10', '11'].map((hour) => `2026-11-24T${hour}:00:00.000Z`);

const CHANGES = fc.uniqueArray(
  fc.record({
    type: fc.constantFrom('user', 'group', 'application'),
    id: fc.integer({ min: 0, max: 999 }).map(String),
    displayName: fc.option(fc.constantFrom('Anna', 'anna', 'Bert', 'Émile', '', '100 %')),
    kind: fc.constantFrom('created', 'modified', 'softDeleted'),
    action: fc.option(fc.constantFrom('update', 'restore', 'softDelete')),
    notRecoverable: fc.option(fc.constantFrom('onPremisesSynced', 'builtIn')),
    attributes: fc.uniqueArray(
      fc.record({
        name: fc.constantFrom('city', 'Mail', 'country'),
        backupValue: fc.constant(1),
        currentValue: fc.constant(2),
      }),
      { selector: ({ name }) => name },
    ),
    links: fc.array(
      fc.record({
        link: fc.constant('members'),
        target: fc.constantFrom('x', 'y'),
        change: fc.constantFrom('add', 'remove'),
        backupValue: fc.constant(null),
        currentValue: fc.constant(''),
      }),
      { maxLength: 2 },
    ),
    madeBy: fc.array(
      fc.record({
        actor: fc.record({
          kind: fc.constantFrom('user', 'application'),
          id: fc.option(fc.constantFrom('m', 't')),
          name: fc.option(fc.constantFrom('Mallory', 'Émile')),
        }),
        activity: fc.constant('Update user'),
        firstAt: fc.constantFrom(...HOURS),
        at: fc.constantFrom(...HOURS),
        count: fc.constant(2),
      }),
      { maxLength: 2 },
    ),
  }),
  { selector: ({ id }) => id, maxLength: 30 },
) satisfies fc.Arbitrary<Change[]>;

const someOf = <Value>(...values: readonly Value[]) =>
  fc.option(fc.subarray([...values], { minLength: 0 }), { nil: undefined });

const FILTER: fc.Arbitrary<ChangeFilter> = fc.record({
  objectTypes: someOf('user', 'group', 'application'),
  actions: someOf('update', 'restore', 'softDelete'),
  kinds: someOf('created', 'modified', 'softDeleted'),
  attributes: someOf('city', 'Mail', 'members'),
  nameContains: fc.constantFrom(undefined, undefined, '', 'AN', 'é', '%'),
  recoverable: fc.constantFrom(undefined, true, false),
  actorId: fc.constantFrom(undefined, undefined, '', 'M', 'nobody'),
  actorName: fc.constantFrom(undefined, undefined, '', 'aLL', 'é'),
  changedAfter: fc.constantFrom(undefined, undefined, ...HOURS),
  changedBefore: fc.constantFrom(undefined, undefined, ...HOURS),
});

const ORDER: fc.Arbitrary<ChangeOrder> = fc.record({
  field: fc.constantFrom('objectType', 'displayName', 'action', 'kind', 'attribute'),
  direction: fc.constantFrom('ascending', 'descending'),
});

const asksWho = ({ actorId, actorName, changedAfter, changedBefore }: ChangeFilter): boolean =>
  [actorId, actorName, changedAfter, changedBefore].some(Boolean);

function isAskedFor({ actor, at, firstAt = at }: Attribution, filter: ChangeFilter): boolean {
  const { actorId, actorName, changedAfter, changedBefore } = filter;
  return (
    (!actorId || actor.id === actorId.toLowerCase()) &&
    (!actorName || (actor.name ?? '').toLowerCase().includes(actorName.toLowerCase())) &&
    (!changedAfter || at >= changedAfter) &&
    (!changedBefore || firstAt <= changedBefore)
  );
}

/** What the index promises, said plainly. */
function expectedIds(changes: readonly Change[], filter: ChangeFilter, order: ChangeOrder): string[] {
  const { objectTypes, actions, kinds, attributes, nameContains, recoverable } = filter;
  const namesOf = (each: Change) => [
    ...each.attributes.map(({ name }) => name),
    ...each.links.map(({ link }) => link),
  ];
  const keyOf = (each: Change): string =>
    ({
      objectType: each.type,
      displayName: (each.displayName ?? '').toLowerCase(),
      action: each.action ?? '',
      kind: each.kind,
      attribute: (namesOf(each)[0] ?? '').toLowerCase(),
    })[order.field];
  const compare = (a: string, b: string) => Buffer.compare(Buffer.from(a), Buffer.from(b));
  const sorted = changes
    .filter(({ type }) => objectTypes?.includes(type) ?? true)
    .filter(({ action }) => actions === undefined || (action !== null && actions.includes(action)))
    .filter(({ kind }) => kinds?.includes(kind) ?? true)
    .filter((each) => attributes === undefined || namesOf(each).some((name) => attributes.includes(name)))
    .filter(({ displayName }) =>
      (displayName ?? '').toLowerCase().includes((nameContains ?? '').toLowerCase()),
    )
    .filter(({ notRecoverable }) => recoverable === undefined || (notRecoverable === null) === recoverable)
    .filter(({ madeBy }) => !asksWho(filter) || madeBy?.some((doing) => isAskedFor(doing, filter)))
    .map((each, place) => ({ id: each.id, key: keyOf(each), place }))
    .sort((a, b) => compare(a.key, b.key) || a.place - b.place)
    .map(({ id }) => id);
  return order.direction === 'ascending' ? sorted : sorted.reverse();
}
