import { describe, expect, it } from '@jest/globals';
import { planSource } from './plan-source.js';

const ids = (count: number): string[] => Array.from({ length: count }, (_each, index) => `object-${index}`);
const toRecover = { reportId: 'r', objectIds: [], exceptObjectIds: [], filter: {}, parts: [] };
const from = { differenceReportId: 'r' };

describe('what a plan is frozen from', () => {
  it('is the whole report where nothing is chosen', () => {
    expect(planSource(toRecover)).toEqual({ from });
    expect(planSource({ ...toRecover, filter: { recoverable: true } })).toEqual({ from });
  });

  it('is what the filter shows, also by who made it and when', () => {
    const filter = { objectTypes: ['user' as const], actorId: 'a', changedAfter: '2026-03-01T00:00:00Z' };
    expect(planSource({ ...toRecover, filter: { ...filter, recoverable: false } })).toEqual({
      from,
      selection: { filter },
    });
  });

  it('is what was ticked, whatever the filter shows', () => {
    expect(planSource({ ...toRecover, objectIds: ['a', 'b'], filter: { nameContains: 'x' } })).toEqual({
      from,
      selection: { objects: [{ objectId: 'a' }, { objectId: 'b' }] },
    });
    expect(planSource({ ...toRecover, objectIds: ids(1_001) })).toBeUndefined();
  });

  it('is everything, or what the filter shows, but for what is left out', () => {
    const exceptObjectIds = ['a', 'b'];
    expect(planSource({ ...toRecover, exceptObjectIds })).toEqual({
      from,
      selection: { filter: {}, exceptObjectIds },
    });
    expect(planSource({ ...toRecover, exceptObjectIds, filter: { nameContains: 'x' } })).toEqual({
      from,
      selection: { filter: { nameContains: 'x' }, exceptObjectIds },
    });
    expect(planSource({ ...toRecover, exceptObjectIds: ids(1_001) })).toBeUndefined();
  });

  it('is some attributes and links of one object, without the rest', () => {
    const link = { link: 'members', targetId: 'b' };
    const parts = [{ attribute: 'city' }, link, { attribute: 'jobTitle' }];
    expect(planSource({ ...toRecover, objectIds: ['a'], parts })?.selection).toEqual({
      objects: [{ objectId: 'a', attributes: ['city', 'jobTitle'], links: [link] }],
    });
  });
});
