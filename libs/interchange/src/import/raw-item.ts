import type { LinkRef } from '#catalogue';
import type { ImportProblem } from './import-summary.js';
import type { ToldObject } from './payload.js';

/** A link of an export. `value` is empty for a bare link. */
export interface ToldLink {
  readonly link: LinkRef;
  readonly value: string;
}

/** What a file of an export tells, before it is held against what other files told. */
export type RawItem = ToldObject | ToldLink | ImportProblem;
