import type { Json, JsonObject } from '#catalogue';
import { badRequest, invalidValue, readOnly } from '../graph/graph-error.js';
import { inGraphCase } from './graph-case.js';
import { ruleOf, type EntityType } from './entity-type.js';
import type { PropertyRule } from './property-rule.js';
import { isAnnotation, misfit } from './shape.js';

/** What is being written. */
export interface Write {
  readonly to: 'create' | 'patch';
  readonly beta: boolean;
  /** The object's present properties; none on creation. */
  readonly present: JsonObject;
}

/**
 * The properties that a POST or PATCH body sets, each checked against its rule: read-only, create-only, unknown,
 * length, enumeration, form. Throws Graph's refusal of the first that breaks one. Annotations are dropped.
 */
export function checkedProperties(type: EntityType, body: JsonObject, write: Write): JsonObject {
  const set: Record<string, Json> = {};
  for (const [name, sent] of Object.entries(body)) {
    if (isAnnotation(name)) continue;
    const rule = ruleOf(type, name, write.beta);
    if (!rule) {
      if (type.open && name in write.present) set[name] = sent;
      else throw undeclared(name);
      continue;
    }
    const value = inGraphCase(rule.shape, sent);
    if (write.to === 'create' && value === null && rule.writable === 'never') continue;
    checkValue(type, rule, value, write);
    if (!rule.secret) set[rule.name] = value;
  }
  return set;
}

function checkValue(type: EntityType, rule: PropertyRule, value: Json, write: Write): void {
  if (!isWritable(rule, write)) throw readOnly(rule.name);
  if (value === null && !rule.clearable && write.to === 'patch') throw invalidValue(rule.name, type.label);
  const path = misfit(rule.shape, value, write.present[rule.name] ?? null);
  if (path !== undefined) throw invalidValue(path === '' ? rule.name : `${rule.name}/${path}`, type.label);
}

function isWritable(rule: PropertyRule, write: Write): boolean {
  switch (rule.writable) {
    case 'always':
      return true;
    case 'create':
      return write.to === 'create';
    case 'beta':
      return write.beta;
    case 'never':
      return false;
    default:
      return rule.writable satisfies never;
  }
}

/** Throws when one of the named properties is missing or null. */
export function requireProperties(type: EntityType, body: JsonObject, names: readonly string[]): void {
  for (const name of names)
    if (body[name] === undefined || body[name] === null) {
      const message = `A value is required for property '${name}' of resource '${type.label}'.`;
      throw badRequest(message, [{ code: 'MissingValue', message, target: name }]);
    }
}

function undeclared(name: string): Error {
  return badRequest(`Property '${name}' does not exist as a declared property or extension property.`);
}
