import { describe, expect, it } from '@jest/globals';
import { linkKey, objectKey, OBJECT_TYPES } from '#catalogue';
import {
  inScope,
  MOST_OBJECT_IDS,
  parseScope,
  scopePrefixes,
  typesBeyond,
  typesNotPermitted,
  type Scope,
} from './scope.js';

const refused = { refused: true, code: 'InvalidScope' };

describe('a scope', () => {
  it('is exactly one of all objects, some types, or some ids', () => {
    expect(parseScope({ allObjects: true })).toEqual({ kind: 'allObjects' });
    expect(parseScope({ objectTypes: ['user', 'user'], objectIds: null })).toEqual({
      kind: 'objectTypes',
      objectTypes: ['user'],
    });
    expect(parseScope({ objectIds: [' ABC ', 'abc'] })).toEqual({ kind: 'objectIds', objectIds: ['abc'] });
    expect(parseScope({})).toMatchObject(refused);
    expect(parseScope({ allObjects: false })).toMatchObject(refused);
    expect(parseScope({ allObjects: true, objectIds: ['a'] })).toMatchObject(refused);
  });

  it('names known types, and at most a hundred ids', () => {
    const ids = (count: number) => Array.from({ length: count }, (_, index) => `id-${index}`);
    expect(parseScope({ objectTypes: [] })).toMatchObject(refused);
    expect(parseScope({ objectTypes: ['device'] })).toMatchObject(refused);
    expect(parseScope({ objectIds: [] })).toMatchObject(refused);
    expect(parseScope({ objectIds: ['../x'] })).toMatchObject(refused);
    expect(parseScope({ objectIds: ids(MOST_OBJECT_IDS) })).toHaveProperty('kind', 'objectIds');
    expect(parseScope({ objectIds: ids(MOST_OBJECT_IDS + 1) })).toMatchObject(refused);
  });

  const user = { type: 'user', id: 'u1' } as const;
  const membership = { type: 'group', id: 'g1', link: 'members', target: 'u1' } as const;
  const scopes: readonly (readonly [Scope, boolean, boolean])[] = [
    [{ kind: 'allObjects' }, true, true],
    [{ kind: 'objectTypes', objectTypes: ['group', 'application'] }, false, true],
    [{ kind: 'objectIds', objectIds: ['u1', 'x'] }, true, false],
  ];

  it('holds objects by type and id, and links by their owner', () => {
    for (const [scope, holdsUser, holdsMembership] of scopes) {
      expect(inScope(scope, user)).toBe(holdsUser);
      expect(inScope(scope, membership)).toBe(holdsMembership);
    }
  });

  it('is found in a snapshot by the beginnings of its keys, in key order', () => {
    for (const [scope, holdsUser, holdsMembership] of scopes) {
      const prefixes = scopePrefixes(scope);
      expect(prefixes).toEqual([...prefixes].sort());
      expect(prefixes.some((prefix) => objectKey(user).startsWith(prefix))).toBe(holdsUser);
      expect(prefixes.some((prefix) => linkKey(membership).startsWith(prefix))).toBe(holdsMembership);
    }
  });
});

describe('the types that a scope reaches beyond the permitted ones', () => {
  it.each<[Scope, readonly string[] | undefined]>([
    [{ kind: 'allObjects' }, OBJECT_TYPES.filter((type) => type !== 'group')],
    [{ kind: 'objectTypes', objectTypes: ['user', 'group'] }, ['user']],
    [{ kind: 'objectTypes', objectTypes: ['group'] }, []],
    [{ kind: 'objectIds', objectIds: ['a'] }, undefined],
  ])('of %j are %j', (scope, beyond) => {
    expect(typesBeyond(scope, ['group'])).toEqual(beyond);
  });

  it('are named by the refusal', () => {
    expect(typesNotPermitted(['user', 'application'])).toMatchObject({
      ...{ code: 'ObjectTypesNotPermitted', objectTypes: ['user', 'application'] },
      message: expect.stringContaining('user, application'),
    });
  });
});
