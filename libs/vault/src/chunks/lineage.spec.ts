import { describe, expect, it } from '@jest/globals';
import { MAX_LINEAGE, originOfSuccessor, type Lineage } from './lineage.js';

/** The lineages of a line's chunks, as each is kept after the one before it. */
function line(): Lineage[] {
  const lineages: Lineage[] = [[{ digest: 'chunk 0', step: 0 }]];
  for (;;) {
    const last = lineages.at(-1) ?? [];
    const origin = originOfSuccessor(last);
    if (!origin) return lineages;
    const step = lineages.length;
    lineages.push([{ digest: `chunk ${step}`, step }, ...last.slice(last.indexOf(origin))]);
  }
}

describe('a line of differences', () => {
  it('goes on for 255 steps and rests on 8 chunks at most', () => {
    const lineages = line();
    expect(lineages).toHaveLength(256);
    expect(Math.max(...lineages.map(({ length }) => length))).toBe(9);
    expect(MAX_LINEAGE).toBeGreaterThanOrEqual(9);
  });

  it('rests each step on the one without its lowest bit', () => {
    const origins = line().map((lineage) => lineage[1]?.step);
    expect(origins.slice(0, 9)).toEqual([undefined, 0, 0, 2, 0, 4, 4, 6, 0]);
  });

  it('ends where the wanted step is not among its ancestors', () => {
    expect(originOfSuccessor([{ digest: 'a', step: 5 }])).toBeUndefined();
    expect(originOfSuccessor([])).toBeUndefined();
  });
});
