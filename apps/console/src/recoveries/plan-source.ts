import type { ChangeFilterInput, FreezePlanInput, SelectionFilterInput } from '../api/generated.js';

/**
 * What is to be recovered from a difference report: the chosen objects; else what the filter shows, or everything,
 * but for the objects that are left out.
 */
export interface ToRecover {
  readonly reportId: string;
  readonly objectIds: readonly string[];
  readonly exceptObjectIds: readonly string[];
  /** How the report is narrowed. */
  readonly filter: ChangeFilterInput;
  /** Where there are any: only these attributes and links of the one chosen object. */
  readonly parts: readonly ChosenPart[];
}

/** A part of an object that is taken back without the rest. */
export type ChosenPart =
  { readonly attribute: string } | { readonly link: string; readonly targetId: string };

/** A request holds so many chosen objects at most. */
export const MOST_OBJECTS = 1_000;

/** From what a plan is frozen, and what of it; `undefined` where more is chosen than can be asked for. */
export function planSource({
  reportId,
  objectIds,
  exceptObjectIds,
  filter,
  parts,
}: ToRecover): Pick<FreezePlanInput, 'from' | 'selection'> | undefined {
  const from = { differenceReportId: reportId };
  if (objectIds.length > MOST_OBJECTS || exceptObjectIds.length > MOST_OBJECTS) return undefined;
  if (objectIds.length > 0)
    return { from, selection: { objects: objectIds.map((objectId) => ({ objectId, ...only(parts) })) } };
  const chosen = selectionFilter(filter);
  // A filter that asks for nothing chooses everything.
  if (exceptObjectIds.length > 0) return { from, selection: { filter: chosen ?? {}, exceptObjectIds } };
  return chosen === undefined ? { from } : { from, selection: { filter: chosen } };
}

/** What of a report's filter can choose; whether a change can be taken back is for the plan to find out. */
export function selectionFilter({
  recoverable: _shown,
  ...filter
}: ChangeFilterInput): SelectionFilterInput | undefined {
  return Object.keys(filter).length === 0 ? undefined : filter;
}

const only = (parts: readonly ChosenPart[]) =>
  parts.length > 0 && {
    attributes: parts.flatMap((part) => ('attribute' in part ? [part.attribute] : [])),
    links: parts.flatMap((part) => ('attribute' in part ? [] : [part])),
  };
