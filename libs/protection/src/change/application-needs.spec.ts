import { describe, expect, it } from '@jest/globals';
import { applicationNeeds, isSensitive } from './application-needs.js';
import type { Change } from './change.js';

const change = (more: Partial<Change>): Change => ({
  type: 'user',
  id: 'u',
  displayName: null,
  kind: 'modified',
  action: 'update',
  notRecoverable: null,
  attributes: [],
  links: [],
  ...more,
});
const attribute = (name: string) => ({ name, backupValue: 'a', currentValue: 'b' });

describe('what the recovering application needs', () => {
  it.each([
    [change({ attributes: [attribute('city'), attribute('mobilePhone')] }), true],
    [change({ attributes: [attribute('city')] }), false],
    [change({ kind: 'softDeleted', action: 'restore' }), true],
    [change({ kind: 'created', action: 'softDelete' }), true],
    [change({ kind: 'softDeleted', action: null }), false],
    [change({ type: 'group', kind: 'softDeleted', action: 'restore' }), false],
  ])('tells sensitive actions on users from others (%#)', (one, sensitive) => {
    expect(isSensitive(one)).toBe(sensitive);
  });

  it('is a directory role for a sensitive action on someone who holds one', () => {
    const holder = { holdsRole: true, isRoleAssignable: false };
    expect(applicationNeeds(true, holder)).toEqual([
      { kind: 'directoryRole', name: 'Privileged Authentication Administrator' },
    ]);
    expect(applicationNeeds(false, holder)).toEqual([]);
    expect(applicationNeeds(true, { ...holder, holdsRole: false })).toEqual([]);
  });

  it('is a permission for groups that can be given roles', () => {
    expect(applicationNeeds(false, { holdsRole: false, isRoleAssignable: true })).toEqual([
      { kind: 'permission', name: 'RoleManagement.ReadWrite.Directory' },
    ]);
  });
});
