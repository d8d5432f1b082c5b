import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import {
  objectKey,
  parseKey,
  sameAttribute,
  targetObjectId,
  type DirectoryObject,
  type ObjectRef,
} from '#catalogue';
import type { Change } from '../change/change.js';
import { comparedAttributes, valueOf } from '../change/compare-attributes.js';
import { compareObject, type ComparisonContext } from '../change/compare-object.js';
import { ownsRecoverableLinks } from '../change/recoverability.js';
import { planSteps } from '../plan/plan-steps.js';
import { appliedSteps, type AppliedSteps } from '../plan/applied-steps.js';
import { describeStep } from '../plan/step-text.js';
import type { StepLabel } from '../recovery/recovery-events.js';
import { inScope, type Scope } from '../scope.js';
import { EMERGENCY_ID, history, idOf, modification } from './model-history.contract.js';
import type { ModelTenant, View } from './model-tenant.contract.js';

const EMERGENCY = new Set([EMERGENCY_ID]);
const RUNS = { numRuns: 250, seed: 1 };

function contextOf(then: View, now: View): ComparisonContext {
  const presence = (view: View, id: string) =>
    [...view.objects.values()].find((object) => object.id === id)?.lifecycle ?? 'absent';
  return {
    emergencyAccessAccountIds: EMERGENCY,
    linkTargets: (id) => ({ backup: presence(then, id), current: presence(now, id) }),
  };
}

function changesBetween(then: View, now: View): readonly Change[] {
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

/** Plans the changes and applies the plan; answers the labels of the steps that took effect. */
function recover(
  tenant: ModelTenant,
  then: View,
  changes: readonly Change[],
  undone?: AppliedSteps,
): readonly StepLabel[] {
  const now = tenant.view();
  const { steps } = planSteps(changes, {
    backupObject: (ref) => then.objects.get(objectKey(ref)),
    currentObject: (ref) => now.objects.get(objectKey(ref)),
    restoredLinks: recoverableLinks(then, now),
    emergencyAccessAccountIds: EMERGENCY,
    ...(undone && { attributesToReconcile: undone.attributesOf }),
  });
  return steps.flatMap((step, index) => (tenant.apply(step) ? [describeStep(step, index)] : []));
}

const recoverable = (changes: readonly Change[]) => changes.filter(({ action }) => action !== null);
const ofOthers = <Ref extends { readonly id: string }>(all: readonly Ref[]) =>
  all.filter(({ id }) => id !== EMERGENCY_ID);

/** What of an object a backup covers. */
function covered(object: DirectoryObject | undefined): unknown {
  if (object?.lifecycle !== 'live') return object?.lifecycle ?? 'absent';
  return comparedAttributes(object.type, object)
    .map(({ name, absent }) => [name, valueOf(object, name, absent)] as const)
    .filter(([, value]) => value !== null);
}

/** Live objects with their attributes, deleted ones as such, and the links between live ones. */
function coveredView(view: View, except: ReadonlySet<string>) {
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

const live = (view: View) => [...view.objects.values()].filter(({ lifecycle }) => lifecycle === 'live');
const at = (view: View, ref: ObjectRef) => view.objects.get(objectKey(ref));

describe('comparing', () => {
  it('finds nothing between a tenant and itself', () => {
    fc.assert(
      fc.property(history, ({ now }) => {
        expect(changesBetween(now.view(), now.view())).toEqual([]);
      }),
      RUNS,
    );
  });

  it('finds every change of a compared attribute, and only that', () => {
    let found = 0;
    fc.assert(
      fc.property(history, modification, ({ now }, { type, number, name }) => {
        const ref = { type, id: idOf(type, number) };
        const before = now.get(ref);
        if (before?.lifecycle !== 'live') return;
        const after = { ...before, attributes: { ...before.attributes, [name]: 'injected' } };
        const change = compareObject({
          ...ref,
          backup: before,
          current: after,
          links: [],
          context: contextOf(now.view(), now.view()),
        });
        const isCompared = comparedAttributes(type, before, after).some(
          (attribute) => attribute.name === name,
        );
        expect(change?.attributes.map((attribute) => attribute.name)).toEqual(
          isCompared ? [name] : undefined,
        );
        found += isCompared ? 1 : 0;
      }),
      RUNS,
    );
    expect(found).toBeGreaterThan(50);
  });
});

describe('recovering a whole tenant', () => {
  it('brings back every object that can be, with its attributes', () => {
    fc.assert(
      fc.property(history, ({ then, now }) => {
        const backup = then.view();
        const changes = changesBetween(backup, now.view());
        const recovered = now.copy();
        recover(recovered, backup, changes);
        const after = recovered.view();
        for (const change of ofOthers(recoverable(changes))) {
          const wanted = change.action === 'softDelete' ? 'softDeleted' : covered(at(backup, change));
          expect(covered(at(after, change))).toEqual(wanted);
        }
      }),
      RUNS,
    );
  });

  it('leaves only links that nobody could see before the restores, and a second recovery settles those', () => {
    fc.assert(
      fc.property(history, ({ then, now }) => {
        const backup = then.view();
        const recovered = now.copy();
        recover(recovered, backup, changesBetween(backup, recovered.view()));
        const left = ofOthers(recoverable(changesBetween(backup, recovered.view())));
        for (const change of left) expect(change).toMatchObject({ action: 'update', attributes: [] });
        recover(recovered, backup, changesBetween(backup, recovered.view()));
        expect(ofOthers(recoverable(changesBetween(backup, recovered.view())))).toEqual([]);
      }),
      RUNS,
    );
  });

  it('touches nothing that has not changed or cannot be recovered', () => {
    fc.assert(
      fc.property(history, ({ then, now }) => {
        const changes = changesBetween(then.view(), now.view());
        const recovered = now.copy();
        recover(recovered, then.view(), changes);
        const touched = new Set(recoverable(changes).map(objectKey));
        for (const [key, object] of now.view().objects)
          if (!touched.has(key)) expect(recovered.view().objects.get(key)).toEqual(object);
        for (const { type, id, kind, attributes } of changes) {
          const [before, after] = [now.get({ type, id }), recovered.get({ type, id })];
          if (kind !== 'modified' || !before || !after) continue;
          const listed = new Set(attributes.map(({ name }) => name));
          for (const name of Object.keys(before.attributes).filter((each) => !listed.has(each)))
            expect(sameAttribute(after.type, name, valueOf(after, name), valueOf(before, name))).toBe(true);
        }
      }),
      RUNS,
    );
  });
});

describe('recovering within a scope', () => {
  it('touches nothing outside it but the memberships of what it restores', () => {
    const scope: fc.Arbitrary<Scope> = fc.oneof(
      fc.constant<Scope>({ kind: 'objectTypes', objectTypes: ['user', 'application'] }),
      fc.constant<Scope>({
        kind: 'objectIds',
        objectIds: [idOf('group', 1), idOf('namedLocationPolicy', 0)],
      }),
    );
    fc.assert(
      fc.property(history, scope, ({ then, now }, limits) => {
        const changes = changesBetween(then.view(), now.view()).filter((change) => inScope(limits, change));
        const restored = new Set(changes.filter(({ action }) => action === 'restore').map(({ id }) => id));
        const recovered = now.copy();
        for (const label of recover(recovered, then.view(), changes)) {
          const owner = { type: label.objectType, id: label.objectId };
          const isReturning = label.link !== undefined && restored.has(targetObjectId(label.link.target));
          expect(inScope(limits, owner) || isReturning).toBe(true);
        }
        for (const [key, object] of now.view().objects)
          if (!inScope(limits, object)) expect(recovered.view().objects.get(key)).toEqual(object);
      }),
      RUNS,
    );
  });
});

describe('undoing a recovery', () => {
  const undo = (tenant: ModelTenant, before: View, labels: readonly StepLabel[]) => {
    const applied = appliedSteps(labels);
    const changes = changesBetween(before, tenant.view()).flatMap((change) => applied.restrict(change) ?? []);
    recover(tenant, before, changes, applied);
  };

  it('gives the state before it', () => {
    let undone = 0;
    fc.assert(
      fc.property(history, ({ then, now }) => {
        const before = now.view();
        const tenant = now.copy();
        const labels = recover(tenant, then.view(), changesBetween(then.view(), before));
        undo(tenant, before, labels);
        expect(coveredView(tenant.view(), EMERGENCY)).toEqual(coveredView(before, EMERGENCY));
        undone += labels.length;
      }),
      RUNS,
    );
    expect(undone).toBeGreaterThan(500);
  });

  it('keeps what others have changed meanwhile where the recovery had not written', () => {
    let kept = 0;
    fc.assert(
      fc.property(history, ({ then, now }) => {
        const before = now.view();
        const tenant = now.copy();
        const labels = recover(tenant, then.view(), changesBetween(then.view(), before));
        const written = appliedSteps(labels);
        const edits = ofOthers(live(tenant.view())).flatMap((object) => {
          const [free] = comparedAttributes(object.type, object).filter(
            ({ name }) => name !== 'groupTypes' && !written.attributesOf(object).has(name),
          );
          return free ? [{ object, name: free.name }] : [];
        });
        for (const { object, name } of edits) tenant.write(object, { [name]: 'edited' });
        undo(tenant, before, labels);
        for (const { object, name } of edits) expect(tenant.get(object)?.attributes[name]).toBe('edited');
        kept += edits.length;
      }),
      RUNS,
    );
    expect(kept).toBeGreaterThan(500);
  });
});
