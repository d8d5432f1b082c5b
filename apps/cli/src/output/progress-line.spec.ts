import { describe, expect, it } from '@jest/globals';
import { progressLine, type Progress } from './progress-line.js';

const NOTHING: Progress = {
  status: 'requested',
  plannedSteps: null,
  settledSteps: 0,
  changedObjects: null,
  objectsModified: 0,
  linksModified: 0,
  failedChanges: 0,
  ratePerSecond: null,
  secondsLeft: null,
  ended: false,
};

describe('a line of progress', () => {
  it('says no more than is known', () => {
    expect(progressLine(NOTHING)).toBe('requested');
    expect(progressLine({ ...NOTHING, status: 'completed', changedObjects: 7, ended: true })).toBe(
      'completed               7 changed objects',
    );
  });

  it('tells steps, rate and time left while a recovery runs, and what failed', () => {
    const running = {
      ...NOTHING,
      status: 'inProgress',
      plannedSteps: 100,
      settledSteps: 40,
      objectsModified: 30,
    };
    expect(progressLine({ ...running, failedChanges: 2, ratePerSecond: 20.4, secondsLeft: 3 })).toBe(
      'inProgress              40 of 100 steps  30 objects, 0 links modified  2 failed  20 a second  3 s left',
    );
  });
});
