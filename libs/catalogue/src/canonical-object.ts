import { attributeEntry, CATALOGUE, CATALOGUE_VERSION, keptAttributes } from './catalogue.js';
import { keptValue, withoutAnnotations } from './canonical-value.js';
import type { AttributeEntry } from './entries.js';
import { isJsonObject, type Json, type JsonObject, jsonObjects } from './json.js';
import type { ObjectType } from './object-types.js';

/** Whether an object is in use or lies among the deleted items. */
export type Lifecycle = 'live' | 'softDeleted';

/**
 * One object as snapshots keep it: values by Graph name, unknown properties included. An attribute of the catalogue
 * that is missing here was not known when the object was kept: nothing can be said of it.
 */
export interface DirectoryObject {
  readonly type: ObjectType;
  readonly id: string;
  readonly lifecycle: Lifecycle;
  readonly attributes: JsonObject;
}

/**
 * Reads an object as Graph (or an export) shows it. What it does not show with its object is `null`. Attributes named
 * in `unread` were hidden from the reader: they are left out, whatever the payload says.
 */
export function fromGraph(
  type: ObjectType,
  id: string,
  lifecycle: Lifecycle,
  payload: JsonObject,
  unread: ReadonlySet<string> = NONE,
): DirectoryObject {
  const attributes: Record<string, Json> = {};
  for (const entry of keptAttributes(type))
    if (!unread.has(entry.name)) attributes[entry.name] = keptValue(entry, shown(entry, payload, type));
  const unknown = CATALOGUE[type].wholeObject ? unknownProperties(type, payload) : {};
  return { type, id, lifecycle, attributes: together(attributes, unknown) };
}

/**
 * The stored text of an object: `[catalogue version, lifecycle, values in catalogue order…, unknown properties]`, and
 * the names of the attributes that are not known where there are such. What is decoded is what was encoded. Objects that Graph shows alike give equal text; whether differing texts mean a difference, comparison tells.
 */
export function encodeObject(object: DirectoryObject): string {
  const unknown = Object.fromEntries(
    Object.entries(object.attributes)
      .filter(([name]) => !isKept(object.type, name))
      .sort(([a], [b]) => (a < b ? -1 : 1)),
  );
  const kept = keptAttributes(object.type);
  const values = kept.map((entry) => object.attributes[entry.name] ?? entry.absent);
  const unread = kept.map(({ name }) => name).filter((name) => !Object.hasOwn(object.attributes, name));
  return JSON.stringify([
    CATALOGUE_VERSION,
    object.lifecycle === 'live' ? 0 : 1,
    ...values,
    unknown,
    ...(unread.length > 0 ? [unread] : []),
  ]);
}

/** A text under an object's key that this release cannot have written, nor any before it. */
export class UnreadableObject extends Error {
  override readonly name = 'UnreadableObject';
}

/**
 * Reads an object back from its stored text. Throws {@link UnreadableObject} on any other text, and where it was
 * written by a later catalogue version.
 */
export function decodeObject(type: ObjectType, id: string, text: string): DirectoryObject {
  const [version, lifecycle, ...rest] = storedList(text);
  if (typeof version === 'number' && version > CATALOGUE_VERSION)
    throw new UnreadableObject(
      `This backup was written by catalogue version ${version}, which this release cannot read.`,
    );
  if (typeof version !== 'number' || (lifecycle !== 0 && lifecycle !== 1)) throw notAnObject();
  const kept = keptAttributes(type, version);
  const [unknown = {}, unread = []] = rest.slice(kept.length);
  if (!isJsonObject(unknown) || !Array.isArray(unread)) throw notAnObject();
  const missing = new Set(unread as readonly Json[]);
  const attributes: Record<string, Json> = {};
  kept.forEach((entry, index) => {
    if (!missing.has(entry.name)) attributes[entry.name] = rest[index] ?? entry.absent;
  });
  return {
    type,
    id,
    lifecycle: lifecycle === 0 ? 'live' : 'softDeleted',
    attributes: together(attributes, unknown),
  };
}

function storedList(text: string): readonly Json[] {
  try {
    const content = JSON.parse(text) as Json;
    if (Array.isArray(content)) return content as readonly Json[];
  } catch {
    // What the error quotes are values of a directory: it is not passed on.
  }
  throw notAnObject();
}

const notAnObject = (): UnreadableObject =>
  new UnreadableObject('A backup holds a text under the key of an object that is none.');

/** Not assigned to the first, which would take a property named `__proto__` for something else than a property. */
function together(attributes: JsonObject, unknown: JsonObject): JsonObject {
  return Object.keys(unknown).length === 0 ? attributes : { ...attributes, ...unknown };
}

const NONE: ReadonlySet<string> = new Set();

/** What the payload shows of an attribute, as far as it comes with its object. */
function shown({ name, read }: AttributeEntry, payload: JsonObject, type: ObjectType): Json | undefined {
  switch (read.by) {
    case 'object':
      return payload[name];
    case 'element':
      return jsonObjects(payload[read.collection]).find(({ id }) => id === read.id);
    case 'remainder':
      return remainder(type, payload, read.collection);
    case 'ownResource':
    case 'nothing':
      return undefined;
    default:
      return read satisfies never;
  }
}

function remainder(type: ObjectType, payload: JsonObject, collection: string): readonly JsonObject[] {
  const own = new Set(
    CATALOGUE[type].attributes.flatMap(({ read }) =>
      read.by === 'element' && read.collection === collection ? [read.id] : [],
    ),
  );
  return jsonObjects(payload[collection]).filter(({ id }) => typeof id !== 'string' || !own.has(id));
}

function unknownProperties(type: ObjectType, payload: JsonObject): JsonObject {
  const unknown = Object.entries(payload).filter(
    ([name, value]) =>
      name !== 'id' && value !== null && !attributeEntry(type, name) && !name.includes('@odata.'),
  );
  return Object.fromEntries(unknown.map(([name, value]) => [name, withoutAnnotations(value)]));
}

function isKept(type: ObjectType, name: string): boolean {
  const entry = attributeEntry(type, name);
  return entry !== undefined && entry.role !== 'ignored';
}
