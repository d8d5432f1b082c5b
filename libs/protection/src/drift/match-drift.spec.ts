import { describe, expect, it } from '@jest/globals';
import type { Attribution, Change } from '../change/change.js';
import { DriftMatcher, massChangesOf } from './match-drift.js';
import type { DriftRule } from './drift-watch.js';

const change = (over: Partial<Change> = {}): Change => ({
  type: 'user',
  id: 'ada',
  displayName: 'Ada',
  kind: 'modified',
  action: 'update',
  notRecoverable: null,
  attributes: [{ name: 'accountEnabled', backupValue: true, currentValue: false }],
  links: [],
  ...over,
});
const by = (...ids: (string | null)[]): readonly Attribution[] =>
  ids.map((id) => ({
    actor: { kind: 'user', id, name: null },
    activity: 'Update user',
    at: '2026-03-01T10:00:00Z',
    count: 1,
  }));
const matches = (rule: Partial<DriftRule>, changed = change()): boolean =>
  new DriftMatcher({ name: 'Rule', severity: 'low', ...rule }).match(changed) !== undefined;

describe('a drift rule', () => {
  it('is about what meets everything that it says', () => {
    expect(matches({})).toBe(true);
    expect(matches({ objectTypes: ['user'], kinds: ['modified'], actions: ['update'] })).toBe(true);
    expect(matches({ objectTypes: ['group'] })).toBe(false);
    expect(matches({ kinds: ['softDeleted'] })).toBe(false);
    expect(matches({ attributes: ['accountEnabled'] })).toBe(true);
    expect(matches({ attributes: ['city'] })).toBe(false);
    expect(matches({ exceptObjectIds: ['ada'] })).toBe(false);
  });

  it('passes over what only those have done who are meant to', () => {
    const rule = { exceptActorIds: ['SYNC'] };
    expect(matches(rule, change({ madeBy: by('sync') }))).toBe(false);
    expect(matches(rule, change({ madeBy: by('sync', 'mallory') }))).toBe(true);
    expect(matches(rule, change({ madeBy: by(null) }))).toBe(true);
    expect(matches(rule, change())).toBe(true);
  });
});

describe('a mass change', () => {
  const changed = new Map([
    ['user', 20],
    ['group', 2],
  ] as const);
  const alarm = { percent: 5, atLeast: 10 };

  it('is more than the share, and than the least number', () => {
    expect(massChangesOf(changed, () => 100, alarm)).toEqual([
      { objectType: 'user', changed: 20, objects: 100 },
    ]);
    expect(massChangesOf(changed, () => 400, alarm)).toEqual([]);
    expect(massChangesOf(changed, () => 2, { ...alarm, atLeast: 21 })).toEqual([]);
    expect(massChangesOf(changed, () => 1, null)).toEqual([]);
  });
});
