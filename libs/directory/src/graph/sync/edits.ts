import type { HeadEdit } from '../../directory.js';

/** Edits of one page: they travel together, so that a million objects are not a million steps. */
export type Edits = readonly HeadEdit[];
