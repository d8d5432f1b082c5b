import type { PlannedStep } from '../plan/step.js';
import { textWithIds, withIds } from './mentioned-ids.js';

/**
 * The step with the new ids of what has been made again. What it still awaits has not been made, and it must not be
 * sent. A step that makes an object keeps the id that the object had: it is what it is known by.
 */
export function withNewIds(step: PlannedStep, ids: ReadonlyMap<string, string>): PlannedStep {
  if (step.awaits === undefined) return step;
  const awaits = step.awaits.filter((id) => !ids.has(id));
  if ('link' in step) {
    const { type, id, link, target } = step.link;
    const renamed = { type, link, id: ids.get(id) ?? id, target: textWithIds(target, ids) };
    return { ...step, link: renamed, awaits };
  }
  if (!('set' in step)) return { ...step, awaits };
  const set = Object.fromEntries(
    Object.entries(step.set).map(([name, value]) => [name, withIds(value, ids)]),
  );
  if (step.step === 'create') return { ...step, set, awaits };
  const { type, id } = step.object;
  return { ...step, object: { type, id: ids.get(id) ?? id }, set, awaits };
}
