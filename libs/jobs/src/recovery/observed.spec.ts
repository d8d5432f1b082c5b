import { describe, expect, it } from '@jest/globals';
import type { Json } from '#catalogue';
import { Observed } from './observed.js';

const strength = {
  type: 'authenticationStrengthPolicy',
  id: 'c0ffee00-0000-4000-8000-000000000001',
} as const;
const only = (key: string): Json => ({
  '@odata.type': '#microsoft.graph.fido2CombinationConfiguration',
  appliesToCombinations: ['fido2'],
  allowedAAGUIDs: [key],
});
const [kept, wanted, alsoWanted, intruders, someoneElses] = ['k', 'w', 'a', 'i', 's'].map(only) as [
  Json,
  Json,
  Json,
  Json,
  Json,
];

const update = {
  step: 'update',
  object: strength,
  set: { combinationConfigurations: [kept, wanted, alsoWanted] },
  seen: { combinationConfigurations: [kept, intruders] },
} as const;
const reconciliation = { ...update, step: 'reconcile' } as const;

function showing(combinationConfigurations: Json): Observed {
  const object = { ...strength, lifecycle: 'live', attributes: { combinationConfigurations } } as const;
  return new Observed([{ object, links: [] }]);
}

describe.each([update, reconciliation])('a collection that a step ($step) writes item by item', (step) => {
  it('is as seen where the writing has stopped between two items', () => {
    expect(showing([kept, intruders]).standing(step)).toBe('asSeen');
    expect(showing([kept]).standing(step)).toBe('asSeen');
    expect(showing([kept, wanted]).standing(step)).toBe('asSeen');
    expect(showing([wanted, kept, alsoWanted]).standing(step)).toBe('holds');
  });

  it('has moved where it holds an item of someone else’s, or lacks one that nobody was to remove', () => {
    expect(showing([kept, wanted, someoneElses]).standing(step)).toBe('moved');
    expect(showing([intruders]).standing(step)).toBe('moved');
  });
});
