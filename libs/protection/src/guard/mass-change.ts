import type { ObjectType } from '#catalogue';
import type { GuardSettings } from './guard-settings.js';

/** Below so many changed objects of a type nothing is a mass change, however few there are. */
const FEWEST = 10;

/** A type of which more is changed than the settings let pass unconfirmed. */
export interface MassChange {
  readonly objectType: ObjectType;
  readonly changed: number;
  readonly objects: number;
}

/** The types of which a plan changes more than the limit. */
export function massChanges(
  changed: ReadonlyMap<ObjectType, number>,
  objectsOf: (type: ObjectType) => number,
  { massChangeLimitPercent }: GuardSettings,
): readonly MassChange[] {
  if (massChangeLimitPercent >= 100) return [];
  return [...changed].flatMap(([objectType, count]) => {
    const objects = Math.max(objectsOf(objectType), count);
    const isMass = count >= FEWEST && count * 100 > objects * massChangeLimitPercent;
    return isMass ? [{ objectType, changed: count, objects }] : [];
  });
}

/** Says what is too much, and what to do. */
export function massChangeText(
  changes: readonly MassChange[],
  { massChangeLimitPercent }: GuardSettings,
): string {
  const each = changes.map(
    ({ objectType, changed, objects }) => `${changed} of ${objects} ${objectType} objects`,
  );
  return `This would change ${each.join(', ')}, more than the ${massChangeLimitPercent} % that need no confirmation. Look at the plan, and start again with confirmMassChange if it is meant.`;
}
