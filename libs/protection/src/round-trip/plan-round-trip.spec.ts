import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { linkKey, objectKey, sameAttribute, targetObjectId, type DirectoryObject } from '#catalogue';
import type { Change } from '../change/change.js';
import { comparedAttributes, valueOf } from '../change/compare-attributes.js';
import { isRefusal } from '../refusal.js';
import { ChangeSelector } from '../selection/select-changes.js';
import { parseSelection, type SelectedObject, type Selection } from '../selection/selection.js';
import { history } from './model-history.contract.js';
import { changesBetween, coveredView, EMERGENCY, recover, undo } from './model-recovery.contract.js';
import type { View } from './model-tenant.contract.js';

/** `KNOWN_GOOD_PLAN_RUNS=100000` tries as many tenants and plans. */
const RUNS = { numRuns: Number(process.env['KNOWN_GOOD_PLAN_RUNS'] ?? 500), seed: 1 };
const LONG_ENOUGH_MS = 3_600_000;

/** How each change is ticked: not at all, as a whole, or in part. */
const ticks = fc.array(fc.constantFrom('not', 'not', 'whole', 'part'), { minLength: 40, maxLength: 40 });

function selectionOf(changes: readonly Change[], ticked: readonly string[]): Selection | undefined {
  const objects = changes.flatMap((change, index): SelectedObject[] => {
    const tick = ticked[index % ticked.length];
    if (tick === 'whole') return [{ objectId: change.id }];
    if (tick !== 'part') return [];
    const attributes = change.attributes.slice(0, 1).map(({ name }) => name);
    const links = change.links.slice(0, 1).map(({ link, target }) => ({ link, target }));
    return attributes.length + links.length === 0 ? [] : [{ objectId: change.id, attributes, links }];
  });
  // The model gives objects of different types the same id: a tick is by id, so one of them is ticked.
  const once = [...new Map(objects.map((object) => [object.objectId, object])).values()];
  const selection = parseSelection({ objects: once });
  return isRefusal(selection) ? undefined : selection;
}

/** Whatever differs between the views was chosen, or has come or gone with an object that was. */
function expectOnlyChosen(
  before: View,
  after: View,
  chosen: readonly Change[],
  selector: ChangeSelector,
): void {
  const byKey = new Map(chosen.map((change) => [objectKey(change), change]));
  for (const [key, object] of before.objects) {
    const change = byKey.get(key);
    const found = after.objects.get(key);
    if (change === undefined) expect(found).toEqual(object);
    else if (change.kind === 'modified' && found) expectSameBut(change, object, found);
  }
  const links = new Set(
    chosen.flatMap(({ type, id, links: own }) =>
      own.map(({ link, target }) => linkKey({ type, id, link, target })),
    ),
  );
  const comeOrGone = new Set(chosen.filter(({ kind }) => kind !== 'modified').map(({ id }) => id));
  for (const [key, { link }] of [...before.links, ...after.links]) {
    const [then, now] = [before.links.get(key)?.value, after.links.get(key)?.value];
    if (then === now || links.has(key) || selector.mayReturn(link)) continue;
    expect([link.id, targetObjectId(link.target)].some((id) => comeOrGone.has(id))).toBe(true);
  }
}

function expectSameBut({ attributes }: Change, then: DirectoryObject, now: DirectoryObject): void {
  const names = new Set(attributes.map(({ name }) => name));
  for (const { name } of comparedAttributes(then.type, then))
    if (!names.has(name))
      expect(sameAttribute(then.type, name, valueOf(now, name), valueOf(then, name))).toBe(true);
}

describe('a plan of chosen changes', () => {
  it(
    'touches nothing that was not chosen, and its undo gives the state before it',
    () => {
      let applied = 0;
      fc.assert(
        fc.property(history, ticks, ({ then, now }, ticked) => {
          const before = now.view();
          const changes = changesBetween(then.view(), before);
          const selection = selectionOf(changes, ticked);
          if (selection === undefined) return;
          const selector = new ChangeSelector(selection);
          const chosen = changes.flatMap((change) => selector.choose(change) ?? []);
          const byKey = new Map(chosen.map((change) => [objectKey(change), change]));

          const tenant = now.copy();
          const labels = recover(tenant, then.view(), chosen, { selector });
          for (const label of labels) {
            const owner = { type: label.objectType, id: label.objectId };
            expect(byKey.has(objectKey(owner))).toBe(true);
          }

          expectOnlyChosen(before, tenant.view(), chosen, selector);

          undo(tenant, before, labels);
          expect(coveredView(tenant.view(), EMERGENCY)).toEqual(coveredView(before, EMERGENCY));
          applied += labels.length;
        }),
        RUNS,
      );
      expect(applied).toBeGreaterThan(RUNS.numRuns / 2);
    },
    LONG_ENOUGH_MS,
  );

  it('of everything does what a recovery does', () => {
    fc.assert(
      fc.property(history, ({ then, now }) => {
        const changes = changesBetween(then.view(), now.view());
        const selector = new ChangeSelector({ filter: {} });
        const [planned, whole] = [now.copy(), now.copy()];
        recover(
          planned,
          then.view(),
          changes.flatMap((change) => selector.choose(change) ?? []),
          { selector },
        );
        recover(whole, then.view(), changes);
        expect(planned.view().objects).toEqual(whole.view().objects);
      }),
      { numRuns: Math.min(RUNS.numRuns, 500), seed: 1 },
    );
  });
});
