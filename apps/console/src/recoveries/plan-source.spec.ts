import { describe, expect, it } from '@jest/globals';
import { planSource } from './plan-source.js';

const ids = (count: number): string[] => Array.from({ length: count }, (_each, index) => `object-${index}`);
const toRecover = { reportId: 'r', objectIds: [], filter: {} };
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

  it('is one attribute or link by itself', () => {
    expect(planSource({ ...toRecover, objectIds: ['a'], part: { attribute: 'city' } })?.selection).toEqual({
      objects: [{ objectId: 'a', attributes: ['city'] }],
    });
    const part = { link: 'members', targetId: 'b' };
    expect(planSource({ ...toRecover, objectIds: ['a'], part })?.selection).toEqual({
      objects: [{ objectId: 'a', attributes: [], links: [part] }],
    });
  });
});
