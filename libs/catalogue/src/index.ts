export {
  CATALOGUE,
  CATALOGUE_VERSION,
  keptAttributes,
  linkEntry,
  sameAttribute,
  sameLinkValue,
  selectedProperties,
} from './catalogue.js';
export {
  decodeObject,
  encodeObject,
  fromGraph,
  type DirectoryObject,
  type Lifecycle,
} from './canonical-object.js';
export { canonicalValue, sortedWords } from './canonical-value.js';
export type { AttributeEntry, AttributeForm, AttributeRole, LinkEntry, ObjectTypeEntry } from './entries.js';
export { isJsonObject, type Json, type JsonObject } from './json.js';
export {
  isLink,
  linkKey,
  linksPrefix,
  objectKey,
  parseKey,
  targetObjectId,
  type LinkRef,
  type ObjectRef,
} from './keys.js';
export { isObjectType, OBJECT_TYPES, type ObjectType } from './object-types.js';
