import type { Json, JsonObject } from '#catalogue';
import { ruleOf, type EntityType } from '../model/entity-type.js';
import { inGraphCase, withoutAnnotations } from '../model/graph-case.js';
import { isAnnotation } from '../model/shape.js';

/**
 * An exported object in the form the tenant keeps: property names in Graph's case, annotations and bound actions
 * left out but for types, and properties that were never set left out. Types that are open keep every other
 * member verbatim.
 */
export function knownForm(type: EntityType, exported: JsonObject): JsonObject {
  const known: Record<string, Json> = {};
  for (const [name, value] of Object.entries(exported)) {
    if (isAnnotation(name)) continue;
    const rule = ruleOf(type, name, true);
    if (rule?.name === 'id' || rule?.secret) continue;
    if (rule && value !== null) known[rule.name] = inGraphCase(rule.shape, value);
    else if (!rule && type.open) known[name] = withoutAnnotations(value);
  }
  if (type.kind === 'namedLocation') known['@odata.type'] = exported['@odata.type'] ?? locationType(known);
  return known;
}

function locationType(location: JsonObject): string {
  return `#microsoft.graph.${'ipRanges' in location ? 'ip' : 'country'}NamedLocation`;
}
