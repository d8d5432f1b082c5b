import { isJsonObject, type Json } from '#catalogue';
import type { Comparison, Filter } from './filter.js';

/** Gives a property of the item under test; `''` is the item itself. */
export type PropertyReader = (path: string) => Json;

/** Tells whether an item satisfies a filter. Texts are compared without regard to case, as the directory does. */
export function matches(filter: Filter, read: PropertyReader): boolean {
  switch (filter.op) {
    case 'and':
      return matches(filter.left, read) && matches(filter.right, read);
    case 'or':
      return matches(filter.left, read) || matches(filter.right, read);
    case 'not':
      return !matches(filter.operand, read);
    case 'compare':
      return compare(filter.with, read(filter.property), filter.value);
    case 'in':
      return filter.values.some((value) => compare('eq', read(filter.property), value));
    case 'function':
      return textFunction(filter.name, read(filter.property), filter.value);
    case 'any':
      return anyItem(read(filter.property), filter.body);
    default:
      return filter satisfies never;
  }
}

/** All properties that a filter names. */
export function propertiesOf(filter: Filter): string[] {
  switch (filter.op) {
    case 'and':
    case 'or':
      return [...propertiesOf(filter.left), ...propertiesOf(filter.right)];
    case 'not':
      return propertiesOf(filter.operand);
    default:
      return [filter.property];
  }
}

/** Whether the filter is one of those that Graph answers only with `ConsistencyLevel: eventual` and `$count=true`. */
export function isAdvanced(filter: Filter): boolean {
  switch (filter.op) {
    case 'and':
    case 'or':
      return isAdvanced(filter.left) || isAdvanced(filter.right);
    case 'not':
      return true;
    case 'compare':
      return filter.with === 'ne';
    case 'function':
      return filter.name !== 'startswith';
    case 'in':
      return false;
    case 'any':
      return filter.body !== undefined && isAdvanced(filter.body);
    default:
      return filter satisfies never;
  }
}

function compare(comparison: Comparison, actual: Json, wanted: Json): boolean {
  const [left, right] = [comparable(actual), comparable(wanted)];
  if (comparison === 'eq') return left === right;
  if (comparison === 'ne') return left !== right;
  if (left === null || right === null || typeof left !== typeof right) return false;
  if (comparison === 'gt') return left > right;
  if (comparison === 'ge') return left >= right;
  return comparison === 'lt' ? left < right : left <= right;
}

function comparable(value: Json): string | number | boolean | null {
  if (typeof value === 'string') return value.toLowerCase();
  return typeof value === 'number' || typeof value === 'boolean' ? value : null;
}

function textFunction(name: 'startswith' | 'endswith' | 'contains', actual: Json, wanted: string): boolean {
  if (typeof actual !== 'string') return false;
  const [text, part] = [actual.toLowerCase(), wanted.toLowerCase()];
  if (name === 'startswith') return text.startsWith(part);
  return name === 'endswith' ? text.endsWith(part) : text.includes(part);
}

function anyItem(value: Json, body: Filter | undefined): boolean {
  if (!Array.isArray(value)) return false;
  const items = value as readonly Json[];
  return items.some((item) => body === undefined || matches(body, (path) => memberOf(item, path)));
}

/** The member of a structure at a path such as `employeeOrgData/costCenter`; `null` where there is none. */
export function memberOf(item: Json, path: string): Json {
  if (path === '') return item;
  let at: Json = item;
  for (const name of path.split('/')) at = isJsonObject(at) ? (at[name] ?? null) : null;
  return at;
}
