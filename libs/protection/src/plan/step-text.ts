import type { RecoveryAction } from '../change/recovery-action.js';
import type { StepLabel } from '../recovery/recovery-events.js';
import type { PlannedStep } from './step.js';

/** What every key of a plan in the vault begins with. */
export const STEP_PREFIX = 'step/';

const DIGITS = 9;

/** The key of a plan's step in the vault, so that key order is plan order. */
export function stepKey(index: number): string {
  return `${STEP_PREFIX}${String(index).padStart(DIGITS, '0')}`;
}

/** The text that the vault keeps for a step. */
export function encodeStep(step: PlannedStep): string {
  return JSON.stringify(step);
}

/** Reads a step back. Throws on text that {@link encodeStep} has not written. */
export function decodeStep(text: string): PlannedStep {
  const value: unknown = JSON.parse(text);
  if (isPlannedStep(value)) return value;
  throw new Error('A plan holds a text that is not a step.');
}

const KINDS: ReadonlySet<unknown> = new Set<PlannedStep['step']>([
  'update',
  'reconcile',
  'create',
  'restore',
  'softDelete',
  'addLink',
  'updateLink',
  'removeLink',
]);

function isPlannedStep(value: unknown): value is PlannedStep {
  return (
    typeof value === 'object' &&
    value !== null &&
    'step' in value &&
    KINDS.has(value.step) &&
    'stage' in value &&
    ('object' in value || 'link' in value)
  );
}

/** Names a step in events: ids and attribute names, never values. */
export function describeStep(step: PlannedStep, index: number): StepLabel {
  if ('link' in step) {
    const { type, id, link, target } = step.link;
    const change = LINK_CHANGE[step.step];
    return {
      step: index,
      objectType: type,
      objectId: id,
      action: 'update',
      attributes: [],
      link: { name: link, target, change },
    };
  }
  const { type, id } = step.object;
  const action: RecoveryAction = step.step === 'reconcile' ? 'update' : step.step;
  const attributes = 'set' in step ? Object.keys(step.set) : [];
  return { step: index, objectType: type, objectId: id, action, attributes };
}

const LINK_CHANGE = { addLink: 'add', updateLink: 'update', removeLink: 'remove' } as const;
