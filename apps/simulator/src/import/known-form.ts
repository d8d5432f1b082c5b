import { isJsonObject, type Json, type JsonObject } from '#catalogue';
import { ruleOf, type EntityType } from '../model/entity-type.js';
import type { Shape } from '../model/shape.js';

/**
 * An exported object in the form the tenant keeps: property names in Graph's case, annotations and bound actions
 * left out but for types, and properties that were never set left out. Types that are open keep every other
 * member verbatim.
 */
export function knownForm(type: EntityType, exported: JsonObject): JsonObject {
  const known: Record<string, Json> = {};
  for (const [name, value] of Object.entries(exported)) {
    if (isControl(name)) continue;
    const rule = ruleOf(type, name, true);
    if (rule?.name === 'id') continue;
    if (rule?.secret) continue;
    if (rule && value !== null) known[rule.name] = namesInCase(rule.shape, value);
    else if (!rule && type.open) known[name] = withoutControls(value);
  }
  const odataType = exported['@odata.type'];
  if (type.kind === 'namedLocation') known['@odata.type'] = odataType ?? locationType(known);
  return known;
}

function locationType(location: JsonObject): string {
  return `#microsoft.graph.${'ipRanges' in location ? 'ip' : 'country'}NamedLocation`;
}

/** Brings misspelt member names into the case of the shape, at any depth. */
function namesInCase(shape: Shape, value: Json): Json {
  if (shape.is === 'list' && Array.isArray(value))
    return (value as readonly Json[]).map((item) => namesInCase(shape.of, item));
  if (shape.is !== 'structure' || !isJsonObject(value)) return withoutControls(value);
  const names = new Map(Object.keys(shape.members).map((name) => [name.toLowerCase(), name]));
  const members = Object.entries(value).flatMap(([name, member]): [string, Json][] => {
    if (name === '@odata.type') return [[name, member]];
    if (isControl(name)) return [];
    const known = names.get(name.toLowerCase());
    const memberShape = known === undefined ? undefined : shape.members[known];
    return [[known ?? name, memberShape ? namesInCase(memberShape, member) : withoutControls(member)]];
  });
  return Object.fromEntries(members);
}

function withoutControls(value: Json): Json {
  if (Array.isArray(value)) return (value as readonly Json[]).map(withoutControls);
  if (!isJsonObject(value)) return value;
  const members = Object.entries(value).filter(([name]) => name === '@odata.type' || !isControl(name));
  return Object.fromEntries(members.map(([name, member]) => [name, withoutControls(member)]));
}

function isControl(name: string): boolean {
  return name.includes('@odata.') || name.startsWith('#') || name.startsWith('@');
}
