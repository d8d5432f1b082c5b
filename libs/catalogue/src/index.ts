export type { Reading, Writing } from './access.js';
export {
  attributeEntry,
  CATALOGUE,
  CATALOGUE_VERSION,
  keptAttributes,
  linkEntry,
  rankOf,
  sameAttribute,
  sameLinkValue,
  selectedProperties,
} from './catalogue.js';
export {
  decodeObject,
  encodeObject,
  fromGraph,
  UnreadableObject,
  type DirectoryObject,
  type Lifecycle,
} from './canonical-object.js';
export { canonicalValue, sortedWords } from './canonical-value.js';
export type {
  AttributeEntry,
  AttributeForm,
  AttributeRole,
  JsonKind,
  LinkEntry,
  ObjectTypeEntry,
  ValueLimits,
} from './entries.js';
export { isJsonObject, jsonObjects, type Json, type JsonObject } from './json.js';
export {
  isLink,
  linkKey,
  linksPrefix,
  NotASnapshotKey,
  objectKey,
  parseKey,
  targetObjectId,
  type LinkRef,
  type ObjectRef,
} from './keys.js';
export { isObjectType, OBJECT_TYPES, type ObjectType } from './object-types.js';
export { writeChannel } from './write-channel.js';
export { writeRefusal, type WriteRefusal } from './write-refusal.js';
