import { objectKey, parseKey, targetObjectId, type DirectoryObject } from '#catalogue';
import type { Change } from '../change/change.js';
import { comparedAttributes, valueOf } from '../change/compare-attributes.js';
import { compareObject, type ComparisonContext } from '../change/compare-object.js';
import { ownsRecoverableLinks } from '../change/recoverability.js';
import { appliedSteps, type AppliedSteps } from '../plan/applied-steps.js';
import { planSteps } from '../plan/plan-steps.js';
import { describeStep } from '../plan/step-text.js';
import type { StepLabel } from '../recovery/recovery-events.js';
import type { ChangeSelector } from '../selection/select-changes.js';
import { guardedObjects } from '../guard/guarded-objects.js';
import { EMERGENCY_ID } from './model-history.contract.js';
import type { ModelTenant, View } from './model-tenant.contract.js';

/** The accounts that stay as they are. */
export const EMERGENCY = new Set([EMERGENCY_ID]);
/** What a comparison of two views has to know. */
export function contextOf(then: View, now: View): ComparisonContext {
  const presence = (view: View, id: string) =>
    [...view.objects.values()].find((object) => object.id === id)?.lifecycle ?? 'absent';
  return {
    guarded: guardedObjects(EMERGENCY, []),
    linkTargets: (id) => ({ backup: presence(then, id), current: presence(now, id) }),
  };
}

/** What leads from one view to another. */
export function changesBetween(then: View, now: View): readonly Change[] {
  const context = contextOf(then, now);
  const linkKeys = [...new Set([...then.links.keys(), ...now.links.keys()])].sort();
  return [...new Set([...then.objects.keys(), ...now.objects.keys()])].sort().flatMap((key) => {
    const { type, id } = parseKey(key);
    const links = linkKeys
      .map((each) => ({ before: then.links.get(each), after: now.links.get(each) }))
      .flatMap(({ before, after }) => {
        const link = (before ?? after)?.link;
        return link?.id === id
          ? [{ link, backupValue: before?.value ?? null, currentValue: after?.value ?? null }]
          : [];
      });
    return (
      compareObject({
        type,
        id,
        backup: then.objects.get(key),
        current: now.objects.get(key),
        links,
        context,
      }) ?? []
    );
  });
}

/** The links of the backup whose owners recovery may write to: what a plan makes sure of after restores. */
function recoverableLinks(then: View, now: View) {
  return [...then.links.values()].filter(({ link }) => {
    const [backup, current] = [then.objects.get(objectKey(link)), now.objects.get(objectKey(link))];
    return backup !== undefined && current !== undefined && ownsRecoverableLinks(backup, current);
  });
}

/** Plans the changes, or what was chosen of them, and applies the plan; answers the labels of the steps that took effect. */
export function recover(
  tenant: ModelTenant,
  then: View,
  changes: readonly Change[],
  { undone, selector }: { readonly undone?: AppliedSteps; readonly selector?: ChangeSelector } = {},
): readonly StepLabel[] {
  const now = tenant.view();
  const { steps } = planSteps(changes, {
    backupObject: (ref) => then.objects.get(objectKey(ref)),
    currentObject: (ref) => now.objects.get(objectKey(ref)),
    restoredLinks: recoverableLinks(then, now).filter(({ link }) => selector?.mayReturn(link) ?? true),
    guarded: guardedObjects(EMERGENCY, []),
    mayReconcile: (ref, name) =>
      (undone?.attributesOf(ref).has(name) ?? true) && (selector?.mayReconcile(ref, name) ?? true),
  });
  return steps.flatMap((step, index) => (tenant.apply(step) ? [describeStep(step, index)] : []));
}

/** What of an object a backup covers. */
export function covered(object: DirectoryObject | undefined): unknown {
  if (object?.lifecycle !== 'live') return object?.lifecycle ?? 'absent';
  return comparedAttributes(object.type, object)
    .map(({ name, absent }) => [name, valueOf(object, name, absent)] as const)
    .filter(([, value]) => value !== null);
}

/** Live objects with their attributes, deleted ones as such, and the links between live ones. */
export function coveredView(view: View, except: ReadonlySet<string>) {
  return {
    objects: [...view.objects]
      .filter(([, { id }]) => !except.has(id))
      .map(([key, object]) => [key, covered(object)])
      .sort(),
    links: [...view.links]
      .filter(([, { link }]) => !except.has(link.id) && !except.has(targetObjectId(link.target)))
      .map(([key, { value }]) => [key, value])
      .sort(),
  };
}

/** Takes back what the labels say. */
export function undo(tenant: ModelTenant, before: View, labels: readonly StepLabel[]): void {
  const undone = appliedSteps(labels);
  const changes = changesBetween(before, tenant.view()).flatMap((change) => undone.restrict(change) ?? []);
  recover(tenant, before, changes, { undone });
}
