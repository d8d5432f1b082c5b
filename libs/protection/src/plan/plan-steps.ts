import { linkKey, targetObjectId } from '#catalogue';
import type { Change, NotRecoverableReason } from '../change/change.js';
import type { LinkWithValue, PlanLookups } from './plan-lookups.js';
import { LINK_STAGE } from './stages.js';
import {
  linkSteps,
  restoreSteps,
  softDeleteSteps,
  updateSteps,
  type PlannedChange,
} from './steps-of-change.js';
import type { PlannedStep } from './step.js';

/** The steps in the order of their stages, and what was left out of them by reason. */
export interface Plan {
  readonly steps: readonly PlannedStep[];
  readonly excluded: Readonly<Record<string, number>>;
}

/**
 * The steps that undo the changes, in dependency order: restores, then updates, each by the catalogue's rank, then
 * links, then Conditional Access, soft-deletes last. Touches nothing but what the changes name and the links of what
 * is restored. Emergency-access accounts are neither soft-deleted nor disabled, whatever the changes say.
 */
export function planSteps(changes: Iterable<Change>, lookups: PlanLookups): Plan {
  const steps: PlannedStep[] = [];
  const excluded = new Map<NotRecoverableReason, number>();
  const restored = new Set<string>();
  for (const change of changes) {
    const planned = planChange(change, lookups);
    steps.push(...planned.steps);
    const { leftOut } = planned;
    if (leftOut !== null) excluded.set(leftOut, (excluded.get(leftOut) ?? 0) + 1);
    if (change.action === 'restore') restored.add(change.id);
  }
  steps.push(...returningLinkSteps(steps, restored, lookups.restoredLinks));
  return {
    steps: steps.sort((one, other) => one.stage - other.stage),
    excluded: Object.fromEntries(excluded),
  };
}

function planChange(change: Change, lookups: PlanLookups): PlannedChange {
  switch (change.action) {
    case null:
      return { steps: [], leftOut: change.notRecoverable };
    case 'restore':
      return restoreSteps(change, lookups);
    case 'softDelete':
      return softDeleteSteps(change, lookups);
    case 'update': {
      const updates = updateSteps(change, lookups);
      const links = linkSteps(change, lookups);
      return { steps: [...updates.steps, ...links.steps], leftOut: updates.leftOut ?? links.leftOut };
    }
    default:
      return change.action satisfies never;
  }
}

/** Links of restored objects that no change has planned already. */
function returningLinkSteps(
  steps: readonly PlannedStep[],
  restored: ReadonlySet<string>,
  links: Iterable<LinkWithValue>,
): readonly PlannedStep[] {
  const planned = new Set(steps.flatMap((step) => ('link' in step ? [linkKey(step.link)] : [])));
  const returning = new Map<string, PlannedStep>();
  for (const { link, value } of links) {
    const key = linkKey(link);
    if (planned.has(key)) continue;
    if (!restored.has(link.id) && !restored.has(targetObjectId(link.target))) continue;
    returning.set(key, { step: 'addLink', link, value, stage: LINK_STAGE });
  }
  return [...returning.values()];
}
