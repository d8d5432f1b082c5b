import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { ACTION_WORDS, KIND_WORDS } from '../words/changes.js';
import { OBJECT_TYPES } from '../words/object-types.js';
import { addressOf, filterOf, viewIn, type ReportView } from './view-address.js';

const keysOf = <Key extends string>(words: Readonly<Record<Key, unknown>>): Key[] =>
  Object.keys(words) as Key[];
const some = <Value>(values: readonly Value[]): fc.Arbitrary<Value[]> => fc.subarray([...values]);

const moments = fc
  .date({ min: new Date('2000-01-01T00:00:00Z'), max: new Date('2100-01-01T00:00:00Z'), noInvalidDate: true })
  .map((date) => date.toISOString());

const views: fc.Arbitrary<ReportView> = fc.record({
  types: some(OBJECT_TYPES),
  actions: some(keysOf(ACTION_WORDS)),
  kinds: some(keysOf(KIND_WORDS)),
  recoverable: fc.option(fc.boolean(), { nil: undefined }),
  text: fc.string(),
  madeBy: fc.string(),
  actorId: fc.option(fc.uuid(), { nil: undefined }),
  after: fc.option(moments, { nil: undefined }),
  before: fc.option(moments, { nil: undefined }),
  order: fc.record({
    field: fc.constantFrom('objectType', 'displayName', 'kind', 'action', 'attribute'),
    direction: fc.constantFrom('ascending', 'descending'),
  }),
  open: fc.option(fc.record({ objectType: fc.constantFrom(...OBJECT_TYPES), objectId: fc.uuid() }), {
    nil: undefined,
  }),
});

describe('a report’s view in its address', () => {
  it('comes back as it went in', () => {
    fc.assert(
      fc.property(views, (view) => {
        expect(viewIn(new URLSearchParams(addressOf(view).toString()))).toEqual(view);
      }),
    );
  });

  it('is nothing for the view that is shown first', () => {
    expect(addressOf(viewIn(new URLSearchParams())).toString()).toBe('');
  });

  it('leaves out what it does not know', () => {
    const view = viewIn(
      new URLSearchParams('type=planet&type=user&action=toString&after=soon&sort=-size&change=planet/1'),
    );
    expect(view).toMatchObject({
      types: ['user'],
      actions: [],
      after: undefined,
      order: { field: 'objectType', direction: 'ascending' },
      open: undefined,
    });
  });
});

describe('the filter of a view', () => {
  it('holds only what narrows', () => {
    expect(filterOf(viewIn(new URLSearchParams('text=%20%20')))).toEqual({});
    expect(filterOf(viewIn(new URLSearchParams('type=user&recoverable=false&text=%20Bela')))).toEqual({
      objectTypes: ['user'],
      recoverable: false,
      nameContains: 'Bela',
    });
  });

  it('asks for who made the changes, and when', () => {
    const address =
      'madeBy=%20Eve&actor=c0ffee00-0000-4000-8000-000000000001&after=2026-03-01T09:00:00Z&before=2026-03-01T11:00:00Z';
    expect(filterOf(viewIn(new URLSearchParams(address)))).toEqual({
      actorName: 'Eve',
      actorId: 'c0ffee00-0000-4000-8000-000000000001',
      changedAfter: '2026-03-01T09:00:00.000Z',
      changedBefore: '2026-03-01T11:00:00.000Z',
    });
  });
});
