import { CATALOGUE, CATALOGUE_VERSION, keptAttributes } from './catalogue.js';
import { keptValue, withoutAnnotations } from './canonical-value.js';
import { isJsonObject, type Json, type JsonObject } from './json.js';
import type { ObjectType } from './object-types.js';

/** Whether an object is in use or lies among the deleted items. */
export type Lifecycle = 'live' | 'softDeleted';

/** One object as snapshots keep it: values by Graph name, unknown properties included. */
export interface DirectoryObject {
  readonly type: ObjectType;
  readonly id: string;
  readonly lifecycle: Lifecycle;
  readonly attributes: JsonObject;
}

/** Reads an object as Graph (or an export) shows it. */
export function fromGraph(
  type: ObjectType,
  id: string,
  lifecycle: Lifecycle,
  payload: JsonObject,
): DirectoryObject {
  const attributes: Record<string, Json> = {};
  for (const entry of keptAttributes(type)) attributes[entry.name] = keptValue(entry, payload[entry.name]);
  if (CATALOGUE[type].wholeObject) Object.assign(attributes, unknownProperties(type, payload));
  return { type, id, lifecycle, attributes };
}

/**
 * The stored text of an object: `[catalogue version, lifecycle, values in catalogue order…, unknown properties]`.
 * Objects that Graph shows alike give equal text; whether differing texts mean a difference, comparison tells.
 */
export function encodeObject(object: DirectoryObject): string {
  const kept = keptAttributes(object.type);
  const known = new Set(kept.map((entry) => entry.name));
  const unknown = Object.fromEntries(
    Object.entries(object.attributes)
      .filter(([name]) => !known.has(name))
      .sort(([a], [b]) => (a < b ? -1 : 1)),
  );
  const values = kept.map((entry) => object.attributes[entry.name] ?? entry.absent);
  return JSON.stringify([CATALOGUE_VERSION, object.lifecycle === 'live' ? 0 : 1, ...values, unknown]);
}

/** Reads an object back from its stored text. Throws where the text was written by an unknown catalogue version. */
export function decodeObject(type: ObjectType, id: string, text: string): DirectoryObject {
  const [version, lifecycle, ...rest] = JSON.parse(text) as Json[];
  if (version !== CATALOGUE_VERSION)
    throw new Error(
      `This backup was written by catalogue version ${JSON.stringify(version)}, which this release cannot read.`,
    );
  const kept = keptAttributes(type);
  const attributes: Record<string, Json> = {};
  kept.forEach((entry, index) => {
    attributes[entry.name] = rest[index] ?? entry.absent;
  });
  const unknown = rest[kept.length];
  if (isJsonObject(unknown)) Object.assign(attributes, unknown);
  return { type, id, lifecycle: lifecycle === 0 ? 'live' : 'softDeleted', attributes };
}

function unknownProperties(type: ObjectType, payload: JsonObject): JsonObject {
  const known = new Set(CATALOGUE[type].attributes.map((entry) => entry.name));
  const unknown = Object.entries(payload).filter(
    ([name, value]) => name !== 'id' && value !== null && !known.has(name) && !name.includes('@odata.'),
  );
  return Object.fromEntries(unknown.map(([name, value]) => [name, withoutAnnotations(value)]));
}
