import { describe, expect, it } from '@jest/globals';
import { Pace } from './pace.js';

const at = (seconds: number) => new Date(seconds * 1_000).toISOString();

describe('The pace of a recovery', () => {
  it('is unknown until there is a second to measure over', () => {
    const pace = new Pace();
    expect(pace.ratePerSecond).toBeNull();
    pace.note(at(0), 0);
    pace.note(at(0.9), 50);
    expect(pace.ratePerSecond).toBeNull();
    pace.note(at(2), 100);
    expect(pace.ratePerSecond).toBe(50);
  });

  it('forgets what is longer ago than half a minute', () => {
    const pace = new Pace();
    for (let second = 0; second <= 60; second += 1) pace.note(at(second), second * 10);
    for (let second = 61; second <= 120; second += 1) pace.note(at(second), 600 + (second - 60));
    expect(pace.ratePerSecond).toBe(1);
  });

  it('stays exact under very many samples', () => {
    const pace = new Pace();
    for (let sample = 0; sample <= 10_000; sample += 1) pace.note(at(sample / 1_000), sample);
    expect(pace.ratePerSecond).toBeCloseTo(1_000);
  });
});
