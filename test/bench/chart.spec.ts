import { describe, expect, it } from '@jest/globals';
import { logarithmicChart } from './chart.js';

const SIDE = { x: 'objects', y: 'seconds' };

describe('a chart on two logarithmic axes', () => {
  it('puts equal factors at equal distances', () => {
    const chart = logarithmicChart('Backup', SIDE, [
      {
        name: 'first',
        points: [
          [10, 1],
          [100, 10],
          [1_000, 100],
        ],
      },
    ]);
    const [, points = ''] = /points="([^"]*)"/.exec(chart) ?? [];
    const [one = [0, 0], two = [0, 0], three = [0, 0]] = points
      .split(' ')
      .map((point) => point.split(',').map(Number));
    expect((two[0] ?? 0) - (one[0] ?? 0)).toBeCloseTo((three[0] ?? 0) - (two[0] ?? 0));
    expect((two[1] ?? 0) - (one[1] ?? 0)).toBeCloseTo((three[1] ?? 0) - (two[1] ?? 0));
    expect(one[1]).toBeGreaterThan(three[1] ?? 0);
  });

  it('leaves out what has no logarithm, and says no mark-up of a name', () => {
    const chart = logarithmicChart('A < B & C', SIDE, [
      {
        name: 'nothing',
        points: [
          [0, 1],
          [10, 0],
        ],
      },
      { name: 'one', points: [[10, 1]] },
    ]);
    expect(chart).toContain('A &lt; B &amp; C');
    expect(chart).not.toContain('nothing');
    expect(chart.match(/<circle/g)).toHaveLength(1);
  });
});
