import type { AttributeValues, PlannedStep } from './step.js';
import { decodeStep } from './step-text.js';

/** What a step found at the tenant instead of what its plan had seen. */
export interface FoundInstead {
  readonly step: PlannedStep;
  /** Of the step's object, or of the owner of its link. */
  readonly lifecycle: 'live' | 'softDeleted' | 'absent';
  /** The attributes that the step would have written. */
  readonly attributes: AttributeValues;
  /** The value of the step's link; `null` where it is absent, or the step is on no link. */
  readonly linkValue: string | null;
}

const DIGITS = 9;

/** The key in the vault of what step number `step` found. */
export function foundKey(step: number): string {
  return `found/${String(step).padStart(DIGITS, '0')}`;
}

/** The text that the vault keeps. */
export function encodeFound(found: FoundInstead): string {
  return JSON.stringify(found);
}

/** Reads it back. Throws on text that {@link encodeFound} has not written. */
export function decodeFound(text: string): FoundInstead {
  const value: unknown = JSON.parse(text);
  if (isFound(value)) return { ...value, step: decodeStep(JSON.stringify(value.step)) };
  throw new Error('The vault holds a text that does not say what a step found.');
}

function isFound(value: unknown): value is FoundInstead {
  return (
    typeof value === 'object' &&
    value !== null &&
    'step' in value &&
    'lifecycle' in value &&
    'attributes' in value &&
    typeof value.attributes === 'object' &&
    'linkValue' in value
  );
}
