import type { Json } from '#catalogue';
import type { Shape } from './shape.js';

/**
 * Who may set a property, and when.
 * - `always`: on creation and by PATCH.
 * - `create`: on creation only.
 * - `beta`: by PATCH, but through the beta endpoint only.
 * - `never`: Graph sets it.
 */
export type Writable = 'always' | 'create' | 'beta' | 'never';

/** One property of an entity type. */
export interface PropertyRule {
  readonly name: string;
  readonly shape: Shape;
  readonly writable: Writable;
  /** Whether PATCH may set it to null. */
  readonly clearable: boolean;
  /** What Graph shows where it was never set. */
  readonly absent: Json;
  /** Shown only when `$select` names it. */
  readonly selectOnly: boolean;
  /** The v1.0 endpoint does not know it. */
  readonly betaOnly: boolean;
  /** Can only be selected on a single object; on a collection Graph answers 501. */
  readonly singleOnly: boolean;
  /** Taken on writing, never shown. */
  readonly secret: boolean;
}

type Options = Partial<Omit<PropertyRule, 'name' | 'shape'>>;

/** Builds a rule; by default the property is writable, clearable and always shown. */
export function property(name: string, shape: Shape, options: Options = {}): PropertyRule {
  return {
    name,
    shape,
    writable: 'always',
    clearable: shape.is !== 'list',
    absent: shape.is === 'list' ? [] : null,
    selectOnly: false,
    betaOnly: false,
    singleOnly: false,
    secret: false,
    ...options,
  };
}

/** A property that only Graph sets. */
export function readOnlyProperty(name: string, shape: Shape, options: Options = {}): PropertyRule {
  return property(name, shape, { writable: 'never', ...options });
}
