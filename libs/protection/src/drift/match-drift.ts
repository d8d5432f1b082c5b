import type { ObjectType } from '#catalogue';
import type { Change } from '../change/change.js';
import { ChangeSelector } from '../selection/select-changes.js';
import type { DriftMassChange } from './drift-events.js';
import type { DriftRule, MassChangeAlarm } from './drift-watch.js';

/** Tells what of the changes one rule is about. */
export class DriftMatcher {
  private readonly selector: ChangeSelector;
  private readonly exceptActors: ReadonlySet<string>;

  constructor(readonly rule: DriftRule) {
    const { objectTypes, actions, kinds, attributes, exceptObjectIds, exceptActorIds } = rule;
    this.selector = new ChangeSelector({
      filter: {
        ...(objectTypes && { objectTypes }),
        ...(actions && { actions }),
        ...(kinds && { kinds }),
        ...(attributes && { attributes }),
      },
      ...(exceptObjectIds && { exceptObjectIds }),
    });
    this.exceptActors = new Set(exceptActorIds?.map((id) => id.toLowerCase()));
  }

  /** The part of a change that the rule is about; `undefined` where it is about none of it. */
  match(change: Change): Change | undefined {
    return this.isMeant(change) ? undefined : this.selector.choose(change);
  }

  /** Whether it is known who made the change, and all of them are meant to. */
  private isMeant({ madeBy = [] }: Change): boolean {
    return (
      this.exceptActors.size > 0 &&
      madeBy.length > 0 &&
      madeBy.every(({ actor }) => actor.id !== null && this.exceptActors.has(actor.id.toLowerCase()))
    );
  }
}

/** The types of which more has changed than the alarm lets pass. */
export function massChangesOf(
  changed: ReadonlyMap<ObjectType, number>,
  objectsOf: (type: ObjectType) => number,
  alarm: MassChangeAlarm | null,
): readonly DriftMassChange[] {
  if (alarm === null) return [];
  return [...changed].flatMap(([objectType, count]) => {
    const objects = objectsOf(objectType);
    const isMass = count >= alarm.atLeast && count * 100 > objects * alarm.percent;
    return isMass ? [{ objectType, changed: count, objects }] : [];
  });
}
