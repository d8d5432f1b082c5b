import {
  CATALOGUE,
  type DirectoryObject,
  fromGraph,
  isJsonObject,
  type Json,
  type JsonObject,
  jsonObjects,
  keptAttributes,
  type ObjectType,
} from '#catalogue';

/** An object of an export, and the attributes that backups hold and the export says nothing of. */
export interface ToldObject {
  /** Has no value for what is untold: nothing is known of it, so that no comparison speaks of it. */
  readonly object: DirectoryObject;
  readonly untold: readonly string[];
}

/** Reads an object out of what an exporter has written. */
export function toldObject(type: ObjectType, id: string, exported: JsonObject): ToldObject {
  const payload = inCatalogueCase(type, withType(type, withoutAdditions(exported)));
  const { deletedDateTime } = payload;
  const isDeleted = deletedDateTime !== undefined && deletedDateTime !== null;
  const object = fromGraph(type, id, isDeleted ? 'softDeleted' : 'live', payload);
  const untold = untoldOf(type, payload);
  const attributes = Object.entries(object.attributes).filter(([name]) => !untold.includes(name));
  return { object: { ...object, attributes: Object.fromEntries(attributes) }, untold };
}

/**
 * The value without what Graph's answers and exporters add at any depth: annotations (but the type that tells kinds
 * apart), bound actions, IntuneManagement's `#CustomRef…` and `@ObjectFromFile`.
 */
function withoutAdditions(value: JsonObject): JsonObject {
  return Object.fromEntries(
    Object.entries(value)
      .filter(([name]) => name === '@odata.type' || !(name.startsWith('#') || name.includes('@')))
      .map(([name, member]) => [name, ofMember(member)]),
  );
}

function ofMember(value: Json): Json {
  if (Array.isArray(value)) return (value as readonly Json[]).map(ofMember);
  return isJsonObject(value) ? withoutAdditions(value) : value;
}

/** Property names as the catalogue writes them, whatever case the file has. */
function inCatalogueCase(type: ObjectType, payload: JsonObject): JsonObject {
  const known = new Map(namesOf(type).map((name) => [name.toLowerCase(), name]));
  return Object.fromEntries(
    Object.entries(payload).map(([name, value]) => [known.get(name.toLowerCase()) ?? name, value]),
  );
}

function namesOf(type: ObjectType): readonly string[] {
  return CATALOGUE[type].attributes.flatMap(({ name, read }) =>
    'collection' in read ? [name, read.collection] : [name],
  );
}

/** A named location without its type is known by its properties. */
function withType(type: ObjectType, payload: JsonObject): JsonObject {
  if (type !== 'namedLocationPolicy' || '@odata.type' in payload) return payload;
  const kind = Object.keys(payload).some((name) => name.toLowerCase() === 'ipranges') ? 'ip' : 'country';
  return { ...payload, '@odata.type': `#microsoft.graph.${kind}NamedLocation` };
}

function untoldOf(type: ObjectType, payload: JsonObject): readonly string[] {
  return keptAttributes(type)
    .filter(({ name, read }) => {
      switch (read.by) {
        case 'object':
          return !Object.hasOwn(payload, name);
        case 'element':
          return !jsonObjects(payload[read.collection]).some((element) => element['id'] === read.id);
        case 'remainder':
          return !Array.isArray(payload[read.collection]);
        case 'ownResource':
        case 'nothing':
          return true;
        default:
          return read satisfies never;
      }
    })
    .map(({ name }) => name);
}
