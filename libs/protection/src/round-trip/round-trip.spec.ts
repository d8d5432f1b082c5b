import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { objectKey, sameAttribute, targetObjectId, type ObjectRef } from '#catalogue';
import type { Change } from '../change/change.js';
import { comparedAttributes, valueOf } from '../change/compare-attributes.js';
import { compareObject } from '../change/compare-object.js';
import { appliedSteps } from '../plan/applied-steps.js';
import { inScope, type Scope } from '../scope.js';
import { EMERGENCY_ID, history, idOf, modification } from './model-history.contract.js';
import {
  changesBetween,
  contextOf,
  covered,
  coveredView,
  EMERGENCY,
  recover,
  undo,
} from './model-recovery.contract.js';
import type { View } from './model-tenant.contract.js';

const RUNS = { numRuns: 250, seed: 1 };

const recoverable = (changes: readonly Change[]) => changes.filter(({ action }) => action !== null);
const ofOthers = <Ref extends { readonly id: string }>(all: readonly Ref[]) =>
  all.filter(({ id }) => id !== EMERGENCY_ID);

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
