import { MAX_STEP } from './packed-chunk.js';

/** A chunk in a line of differences: 0 where it is kept whole. */
export interface Ancestor {
  readonly digest: string;
  readonly step: number;
}

/** A chunk, what it is a difference to, and so on to the one that is kept whole. */
export type Lineage = readonly Ancestor[];

/** The most chunks that are read to expand one. The lines that we write need 9 at most. */
export const MAX_LINEAGE = 64;

/**
 * What the successor of a chunk is kept as a difference to. Step `n` rests on the step whose number is `n` without
 * its lowest bit: so the differences stay small, and a chunk rests on 8 others at most. `undefined` at the line's end.
 */
export function originOfSuccessor(lineage: Lineage): Ancestor | undefined {
  const step = (lineage[0]?.step ?? MAX_STEP) + 1;
  if (step > MAX_STEP) return undefined;
  const wanted = step & (step - 1);
  return lineage.find((ancestor) => ancestor.step === wanted);
}
