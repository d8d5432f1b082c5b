import type { ChangeFilterInput, FreezePlanInput, SelectionFilterInput } from '../api/generated.js';

/** What is to be recovered from a difference report: the chosen objects, else what the filter shows, else everything. */
export interface ToRecover {
  readonly reportId: string;
  readonly objectIds: readonly string[];
  /** How the report is narrowed. */
  readonly filter: ChangeFilterInput;
  /** Only these attributes or links of the one chosen object. */
  readonly part?: ChosenPart;
}

/** A part of an object that is taken back by itself. */
export type ChosenPart =
  { readonly attribute: string } | { readonly link: string; readonly targetId: string };

/** A request holds so many chosen objects at most. */
export const MOST_OBJECTS = 1_000;

/** From what a plan is frozen, and what of it; `undefined` where more is chosen than can be asked for. */
export function planSource({
  reportId,
  objectIds,
  filter,
  part,
}: ToRecover): Pick<FreezePlanInput, 'from' | 'selection'> | undefined {
  const from = { differenceReportId: reportId };
  if (objectIds.length > MOST_OBJECTS) return undefined;
  if (objectIds.length > 0) {
    const parts = part === undefined ? {} : partOf(part);
    return { from, selection: { objects: objectIds.map((objectId) => ({ objectId, ...parts })) } };
  }
  const chosen = selectionFilter(filter);
  return chosen === undefined ? { from } : { from, selection: { filter: chosen } };
}

/** What of a report's filter can choose; whether a change can be taken back is for the plan to find out. */
export function selectionFilter({
  recoverable: _shown,
  ...filter
}: ChangeFilterInput): SelectionFilterInput | undefined {
  return Object.keys(filter).length === 0 ? undefined : filter;
}

const partOf = (part: ChosenPart) =>
  'attribute' in part ? { attributes: [part.attribute] } : { attributes: [], links: [part] };
