import { isJsonObject, type Json } from '#catalogue';

/** What a value must look like. */
export type Shape =
  | {
      readonly is: 'text';
      readonly max?: number;
      readonly pattern?: RegExp;
      /** The only values allowed. */
      readonly values?: readonly string[];
    }
  /** Words of an enumeration joined by commas. */
  | { readonly is: 'flags'; readonly values: readonly string[] }
  | { readonly is: 'boolean' }
  | { readonly is: 'number'; readonly min?: number; readonly max?: number }
  | { readonly is: 'time' }
  | { readonly is: 'guid' }
  | { readonly is: 'list'; readonly of: Shape; readonly max?: number }
  | {
      readonly is: 'structure';
      readonly members: Readonly<Record<string, Shape>>;
      readonly required?: readonly string[];
    }
  /** Any JSON: kept as it comes. */
  | { readonly is: 'any' };

export const text = (max?: number): Shape => (max === undefined ? { is: 'text' } : { is: 'text', max });
export const oneOf = (...values: readonly string[]): Shape => ({ is: 'text', values });
export const flags = (...values: readonly string[]): Shape => ({ is: 'flags', values });
export const list = (of: Shape, max?: number): Shape =>
  max === undefined ? { is: 'list', of } : { is: 'list', of, max };
export const structure = (
  members: Readonly<Record<string, Shape>>,
  required: readonly string[] = [],
): Shape => ({
  is: 'structure',
  members,
  required,
});
export const boolean: Shape = { is: 'boolean' };
export const number: Shape = { is: 'number' };
/** A number within these bounds, both included. */
export const between = (min: number, max: number): Shape => ({ is: 'number', min, max });
export const time: Shape = { is: 'time' };
export const guid: Shape = { is: 'guid' };
export const any: Shape = { is: 'any' };

const GUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;
const TIME = /^\d{4}-\d\d-\d\d(T\d\d:\d\d(:\d\d(\.\d{1,7})?)?(Z|[+-]\d\d:\d\d))?$/;

/** Tells a GUID. */
export function isGuid(value: string): boolean {
  return GUID.test(value);
}

/**
 * The path of the first part of `value` that does not fit, `''` for the value itself; `undefined` where it fits.
 * Null fits everywhere below the top: whether a property may be cleared is its rule's own business. Members that
 * `known` has too are accepted although the shape does not name them: newer Graph versions add members, and what
 * a tenant holds can be written back.
 */
export function misfit(shape: Shape, value: Json, known: Json = null): string | undefined {
  if (value === null) return undefined;
  switch (shape.is) {
    case 'text':
      return fitsText(shape, value) ? undefined : '';
    case 'flags':
      return typeof value === 'string' && value.split(',').every((word) => shape.values.includes(word.trim()))
        ? undefined
        : '';
    case 'boolean':
      return typeof value === 'boolean' ? undefined : '';
    case 'number':
      return fitsNumber(shape, value) ? undefined : '';
    case 'time':
      return typeof value === 'string' && TIME.test(value) && !Number.isNaN(Date.parse(value))
        ? undefined
        : '';
    case 'guid':
      return typeof value === 'string' && isGuid(value) ? undefined : '';
    case 'list':
      return misfitOfList(shape, value);
    case 'structure':
      return misfitOfStructure(shape, value, known);
    case 'any':
      return undefined;
    default:
      return shape satisfies never;
  }
}

function fitsText(shape: Extract<Shape, { is: 'text' }>, value: Json): boolean {
  if (typeof value !== 'string') return false;
  if (shape.max !== undefined && value.length > shape.max) return false;
  if (shape.pattern && !shape.pattern.test(value)) return false;
  return !shape.values || shape.values.includes(value);
}

function fitsNumber({ min, max }: Extract<Shape, { is: 'number' }>, value: Json): boolean {
  return typeof value === 'number' && value >= (min ?? -Infinity) && value <= (max ?? Infinity);
}

function misfitOfList(shape: Extract<Shape, { is: 'list' }>, value: Json): string | undefined {
  if (!Array.isArray(value)) return '';
  const items = value as readonly Json[];
  if (shape.max !== undefined && items.length > shape.max) return '';
  for (const item of items) {
    if (item === null) return '';
    const path = misfit(shape.of, item);
    if (path !== undefined) return path;
  }
  return undefined;
}

function misfitOfStructure(
  shape: Extract<Shape, { is: 'structure' }>,
  value: Json,
  known: Json,
): string | undefined {
  if (!isJsonObject(value)) return '';
  const present = isJsonObject(known) ? known : {};
  for (const name of shape.required ?? []) if (value[name] === undefined) return name;
  for (const [name, member] of Object.entries(value)) {
    if (isAnnotation(name)) continue;
    const memberShape = shape.members[name];
    if (!memberShape && !(name in present)) return name;
    const path = memberShape ? misfit(memberShape, member, present[name] ?? null) : undefined;
    if (path !== undefined) return path === '' ? name : `${name}/${path}`;
  }
  return undefined;
}

/** Control information and bound actions, which clients send back as they read them. */
export function isAnnotation(name: string): boolean {
  return name.includes('@') || name.startsWith('#');
}
