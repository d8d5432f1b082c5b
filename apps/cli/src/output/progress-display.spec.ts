import { describe, expect, it } from '@jest/globals';
import { bar } from './progress-display.js';

describe('a bar', () => {
  it('is as full as the job is done, and never more', () => {
    expect(bar({ plannedSteps: 8, settledSteps: 4 })).toBe(`[${'#'.repeat(12)}${'-'.repeat(12)}]  50 %  `);
    expect(bar({ plannedSteps: 3, settledSteps: 3 })).toContain('100 %');
    expect(bar({ plannedSteps: 1_000, settledSteps: 999 })).toContain(' 99 %');
  });

  it('is full where nothing is to be done, and absent where that is not known yet', () => {
    expect(bar({ plannedSteps: 0, settledSteps: 0 })).toContain('100 %');
    expect(bar({ plannedSteps: null, settledSteps: 0 })).toBe('');
  });
});
