import { describe, expect, it } from '@jest/globals';
import type { PlannedStep } from './step.js';
import { decodeStep, describeStep, encodeStep, stepKey } from './step-text.js';

const object = { type: 'user', id: 'u' } as const;
const link = { type: 'group', id: 'g', link: 'members', target: 'u' } as const;
const STEPS: readonly PlannedStep[] = [
  { step: 'restore', object, stage: 1 },
  { step: 'update', object, set: { city: 'Oslo' }, seen: { city: null }, stage: 2 },
  { step: 'reconcile', object, set: { city: 'Oslo', state: null }, stage: 2 },
  { step: 'softDelete', object, stage: 3 },
  { step: 'addLink', link, value: '', stage: 4 },
  { step: 'updateLink', link, value: 'A', seen: 'B', stage: 4 },
  { step: 'removeLink', link, seen: '', stage: 4 },
];

describe('a step’s stored text', () => {
  it('is read back as it was written', () => {
    for (const step of STEPS) expect(decodeStep(encodeStep(step))).toEqual(step);
  });

  it('is not anything else', () => {
    for (const text of [
      'null',
      '{}',
      '{"step":"purge","stage":1,"object":{}}',
      '{"step":"restore","stage":1}',
    ])
      expect(() => decodeStep(text)).toThrow();
  });

  it('stands under a key whose order is the plan’s', () => {
    expect(stepKey(7)).toBe('step/000000007');
    const keys = [9, 10, 99, 100, 499_999].map(stepKey);
    expect([...keys].sort()).toEqual(keys);
  });
});

describe('a step’s label', () => {
  it('names ids and attributes', () => {
    expect(STEPS.map((step, index) => describeStep(step, index))).toMatchObject([
      { step: 0, objectType: 'user', objectId: 'u', action: 'restore', attributes: [] },
      { step: 1, action: 'update', attributes: ['city'] },
      { step: 2, action: 'update', attributes: ['city', 'state'] },
      { step: 3, action: 'softDelete', attributes: [] },
      {
        step: 4,
        objectType: 'group',
        objectId: 'g',
        action: 'update',
        link: { name: 'members', target: 'u', change: 'add' },
      },
      { step: 5, link: { change: 'update' } },
      { step: 6, link: { change: 'remove' } },
    ]);
  });

  it('holds no directory values', () => {
    expect(JSON.stringify(STEPS.map(describeStep))).not.toContain('Oslo');
  });
});
