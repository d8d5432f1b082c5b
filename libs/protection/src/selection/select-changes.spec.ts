import { describe, expect, it } from '@jest/globals';
import type { Attribution, Change } from '../change/change.js';
import { ChangeSelector } from './select-changes.js';
import { parseSelection, type Selection, type SelectionFilter } from './selection.js';

const doing = (over: Partial<Attribution> = {}): Attribution => ({
  actor: { kind: 'user', id: 'mallory', name: 'Mallory Intruder' },
  activity: 'Update user',
  at: '2026-03-01T10:00:00Z',
  count: 1,
  ...over,
});

const change = (over: Partial<Change> = {}): Change => ({
  type: 'user',
  id: 'ada',
  displayName: 'Ada Lovelace',
  kind: 'modified',
  action: 'update',
  notRecoverable: null,
  attributes: [
    { name: 'jobTitle', backupValue: 'Countess', currentValue: null },
    { name: 'department', backupValue: 'Engines', currentValue: 'Hacked' },
  ],
  links: [],
  madeBy: [doing()],
  ...over,
});
const group = change({
  type: 'group',
  id: 'staff',
  displayName: 'Staff',
  attributes: [],
  links: [
    { link: 'members', target: 'ada', change: 'add', backupValue: '', currentValue: null },
    { link: 'members', target: 'bob', change: 'remove', backupValue: null, currentValue: '' },
  ],
});

const choose = (selection: Selection, changed: Change) => new ChangeSelector(selection).choose(changed);
const chosenBy = (filter: SelectionFilter, changed = change()) => choose({ filter }, changed) !== undefined;

describe('ticks', () => {
  it('choose an object as a whole, or only what is named of it', () => {
    expect(choose({ objects: [{ objectId: 'ada' }] }, change())).toEqual(change());
    const one = choose({ objects: [{ objectId: 'ada', attributes: ['department'] }] }, change());
    expect(one?.attributes.map(({ name }) => name)).toEqual(['department']);
    const links = [{ link: 'members', target: 'bob' }];
    expect(choose({ objects: [{ objectId: 'staff', links }] }, group)?.links).toEqual([group.links[1]]);
  });

  it('choose nothing else', () => {
    expect(choose({ objects: [{ objectId: 'bob' }] }, change())).toBeUndefined();
    expect(choose({ objects: [{ objectId: 'ada', attributes: ['city'] }] }, change())).toBeUndefined();
  });

  it('say more than the filter', () => {
    const selection = {
      objects: [{ objectId: 'ada', attributes: ['jobTitle'] }],
      filter: { objectTypes: ['user'] },
    } as const;
    expect(choose(selection, change())?.attributes).toHaveLength(1);
    expect(choose(selection, change({ id: 'bob' }))?.attributes).toHaveLength(2);
  });

  it('are counted where nothing of them differs', () => {
    const selector = new ChangeSelector({ objects: [{ objectId: 'ada' }, { objectId: 'gone' }] });
    selector.choose(change());
    expect(selector.notChanged).toBe(1);
  });

  it('let right be put after a restore only what was chosen', () => {
    const deleted = change({ kind: 'softDeleted', action: 'restore' });
    const part = new ChangeSelector({ objects: [{ objectId: 'ada', attributes: ['city'] }] });
    expect(part.choose(deleted)).toMatchObject({ action: 'restore', attributes: [] });
    expect(part.mayReconcile(deleted, 'city')).toBe(true);
    expect(part.mayReconcile(deleted, 'jobTitle')).toBe(false);
    expect(part.mayReturn({ type: 'user', id: 'ada', link: 'any', target: 'bob' })).toBe(false);
    const whole = new ChangeSelector({ objects: [{ objectId: 'ada' }] });
    whole.choose(deleted);
    expect(whole.mayReconcile(deleted, 'jobTitle')).toBe(true);
    expect(whole.mayReturn({ type: 'user', id: 'ada', link: 'any', target: 'bob' })).toBe(true);
    expect(whole.mayReturn({ type: 'group', id: 'staff', link: 'members', target: 'ada' })).toBe(false);
  });
});

describe('a filter', () => {
  it('chooses by type, action, kind and name', () => {
    expect(chosenBy({ objectTypes: ['user'], actions: ['update'], kinds: ['modified'] })).toBe(true);
    expect(chosenBy({ objectTypes: ['group'] })).toBe(false);
    expect(chosenBy({ actions: ['restore'] })).toBe(false);
    expect(chosenBy({ actions: ['update'] }, change({ action: null }))).toBe(false);
    expect(chosenBy({ kinds: ['created'] })).toBe(false);
    expect(chosenBy({ nameContains: 'LOVE' })).toBe(true);
    expect(chosenBy({ nameContains: 'Babbage' })).toBe(false);
    expect(chosenBy({ nameContains: 'x' }, change({ displayName: null }))).toBe(false);
  });

  it('chooses only the attributes and links that it names', () => {
    const chosen = choose({ filter: { attributes: ['department'] } }, change());
    expect(chosen?.attributes.map(({ name }) => name)).toEqual(['department']);
    expect(choose({ filter: { attributes: ['members'] } }, group)?.links).toEqual(group.links);
    expect(chosenBy({ attributes: ['city'] })).toBe(false);
  });

  it('chooses by who made the change, and when: by one and the same doing', () => {
    expect(chosenBy({ actorId: 'MALLORY' })).toBe(true);
    expect(chosenBy({ actorName: 'intruder' })).toBe(true);
    expect(
      chosenBy({ changedAfter: '2026-03-01T10:00:00Z', changedBefore: '2026-03-01T11:00:00+01:00' }),
    ).toBe(true);
    expect(chosenBy({ changedAfter: '2026-03-01T10:00:01Z' })).toBe(false);
    expect(chosenBy({ changedBefore: '2026-03-01T09:59:59Z' })).toBe(false);
    expect(chosenBy({ actorId: 'mallory' }, change({ madeBy: [] }))).toBe(false);
    const others = [doing({ at: '2026-01-01T00:00:00Z' }), doing({ actor: { ...doing().actor, id: 'bob' } })];
    const filter = { actorId: 'mallory', changedAfter: '2026-02-01T00:00:00Z' };
    expect(chosenBy(filter, change({ madeBy: others }))).toBe(false);
  });

  it('takes what was done often from its first to its last time', () => {
    const often = change({ madeBy: [doing({ firstAt: '2026-02-01T00:00:00Z', count: 9 })] });
    expect(chosenBy({ changedBefore: '2026-02-02T00:00:00Z' }, often)).toBe(true);
  });

  it('never chooses what is excepted', () => {
    expect(choose({ filter: {}, exceptObjectIds: ['ada'] }, change())).toBeUndefined();
    expect(choose({ objects: [{ objectId: 'ada' }], exceptObjectIds: ['ada'] }, change())).toBeUndefined();
  });
});

describe('what can be no selection', () => {
  it.each<[string, Selection]>([
    ['nothing', {}],
    ['no objects', { objects: [] }],
    ['what is no id', { objects: [{ objectId: 'Ada Lovelace' }] }],
    ['an object twice', { objects: [{ objectId: 'ada' }, { objectId: 'ADA' }] }],
    ['no part of an object', { objects: [{ objectId: 'ada', attributes: [] }] }],
    ['too many', { objects: Array.from({ length: 10_001 }, (_, n) => ({ objectId: `o${n}` })) }],
  ])('is refused: %s', (_what, selection) => {
    expect(parseSelection(selection)).toMatchObject({ code: 'InvalidSelection' });
  });

  it('is told apart from what is only written differently', () => {
    expect(
      parseSelection({ objects: [{ objectId: ' ADA ', links: [{ link: 'members', target: 'BOB' }] }] }),
    ).toEqual({
      objects: [{ objectId: 'ada', links: [{ link: 'members', target: 'bob' }] }],
    });
  });
});
