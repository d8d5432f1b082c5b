import { describe, expect, it } from '@jest/globals';
import { CATALOGUE, type ObjectType } from '#catalogue';
import type { Kind } from '../tenant/kinds.js';
import { catalogueRules } from './catalogue-rules.js';
import { ruleOf } from './entity-type.js';
import { ENTITY_TYPES } from './entity-types.js';

/** Only the tenant itself is no collection of the simulator's. */
const KIND_OF: Readonly<Record<Exclude<ObjectType, 'organization'>, Kind>> = {
  user: 'user',
  group: 'group',
  conditionalAccessPolicy: 'conditionalAccessPolicy',
  namedLocationPolicy: 'namedLocation',
  authorizationPolicy: 'authorizationPolicy',
  authenticationMethodPolicy: 'authenticationMethodsPolicy',
  authenticationStrengthPolicy: 'authenticationStrengthPolicy',
  application: 'application',
  servicePrincipal: 'servicePrincipal',
};

const TYPES = Object.entries(KIND_OF) as [keyof typeof KIND_OF, Kind][];

describe('the properties of an entity type', () => {
  it.each(TYPES)('hold every attribute that the catalogue reads with a %s', (type, kind) => {
    for (const { name, read } of CATALOGUE[type].attributes)
      if (read.by === 'object' && !name.startsWith('@'))
        expect([name, ruleOf(ENTITY_TYPES[kind], name, false)?.name]).toEqual([name, name]);
  });

  it.each(TYPES)('are written where the catalogue writes a %s', (type, kind) => {
    for (const { name, read, write, clearable } of CATALOGUE[type].attributes) {
      if (read.by !== 'object' || write.by !== 'patch') continue;
      const writable = write.version === 'beta' ? 'beta' : 'always';
      expect([name, ruleOf(ENTITY_TYPES[kind], name, true)]).toMatchObject([name, { writable, clearable }]);
    }
  });

  it.each(TYPES)('have each name once in a %s', (_, kind) => {
    const names = ENTITY_TYPES[kind].properties.map(({ name }) => name);
    expect(names).toEqual([...new Set(names)]);
  });

  it('cannot be adjusted under a name that the catalogue lacks', () => {
    expect(() => catalogueRules(CATALOGUE.user.attributes, { shoeSize: {} })).toThrow('shoeSize');
  });
});
