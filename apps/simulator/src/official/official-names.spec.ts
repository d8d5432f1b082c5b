import { describe, expect, it } from '@jest/globals';
import { ENTITY_TYPES } from '../model/entity-types.js';
import { KINDS } from '../tenant/kinds.js';
import { OFFICIAL_NAMES, OUTSIDE_OFFICIAL_TYPES } from './official-names.contract.js';

describe("the properties of the simulator's entity types", () => {
  it.each(KINDS)('are those of the official type, or excepted for a reason: %s', (kind) => {
    const names = ENTITY_TYPES[kind].properties.map(({ name }) => name);
    const excepted = Object.keys(OUTSIDE_OFFICIAL_TYPES[kind] ?? {});
    expect([...names].sort()).toEqual([...OFFICIAL_NAMES[kind], ...excepted].sort());
  });
});
