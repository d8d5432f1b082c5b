import {
  attributeEntry,
  CATALOGUE,
  canonicalValue,
  isJsonObject,
  isObjectType,
  keptAttributes,
  linkEntry,
  sortedWords,
  type AttributeEntry,
  type DirectoryObject,
  type Json,
  type JsonObject,
  type ObjectType,
} from '#catalogue';
import { sortedLinks, type ObjectWithLinks, type OwnedLink } from './object-with-links.js';

/** The object as one JSON value, every value as the snapshot holds it; attributes in the order of the catalogue. */
export function documentOf({ object, links }: ObjectWithLinks): JsonObject {
  return document(object, attributesInOrder(object), links);
}

/**
 * The object as one JSON value in the form in which equal values are equal text: sets and words sorted, empty members of
 * structures left out. Two such documents differ in what comparison would report, and in nothing else.
 */
export function canonicalDocumentOf({ object, links }: ObjectWithLinks): JsonObject {
  const attributes = attributesInOrder(object).flatMap(([name, value]): [string, Json][] => {
    const entry = attributeEntry(object.type, name);
    const form = entry ?? OPAQUE;
    const canonical = form ? canonicalValue(form, value) : value;
    return entry || canonical !== null ? [[name, canonical]] : [];
  });
  return document(
    object,
    attributes,
    links.map((link) => canonicalLink(object.type, link)),
  );
}

/** Reads a document back; `undefined` where the value is none. What the document leaves out, the object does not have. */
export function objectOfDocument(value: Json): ObjectWithLinks | undefined {
  if (!isJsonObject(value)) return undefined;
  const { type, id, lifecycle, attributes, links } = value;
  if (typeof type !== 'string' || !isObjectType(type) || !isName(id)) return undefined;
  if (lifecycle !== 'live' && lifecycle !== 'softDeleted') return undefined;
  const owned = linksOf(type, links ?? {});
  if (!isJsonObject(attributes) || !owned) return undefined;
  return { object: { type, id, lifecycle, attributes }, links: owned };
}

function document(
  { type, id, lifecycle }: DirectoryObject,
  attributes: readonly (readonly [string, Json])[],
  links: readonly OwnedLink[],
): JsonObject {
  const owned = linkMembers(type, sortedLinks({ type, id }, links));
  return {
    type,
    id,
    lifecycle,
    attributes: Object.fromEntries(attributes),
    ...(owned.length > 0 && { links: Object.fromEntries(owned) }),
  };
}

/** Those of the catalogue in its order, then the others by name. */
function attributesInOrder({ type, attributes }: DirectoryObject): readonly [string, Json][] {
  const known = keptAttributes(type)
    .map(({ name }) => name)
    .filter((name) => Object.hasOwn(attributes, name));
  const places = new Map(known.map((name, place) => [name, place]));
  const place = (name: string): number => places.get(name) ?? places.size;
  return Object.entries(attributes).sort(([a], [b]) => place(a) - place(b) || (a < b ? -1 : 1));
}

function canonicalLink(type: ObjectType, owned: OwnedLink): OwnedLink {
  if (linkEntry(type, owned.link)?.value !== 'words') return owned;
  return { ...owned, value: sortedWords(owned.value) ?? '' };
}

/** Bare links are listed by their targets; links with a value are told by target. */
function linkMembers(type: ObjectType, links: readonly OwnedLink[]): readonly [string, Json][] {
  return [...Map.groupBy(links, ({ link }) => link)].map(([link, ofKind]) => {
    const isBare = linkEntry(type, link)?.value === 'none' && ofKind.every(({ value }) => value === '');
    return [
      link,
      isBare
        ? ofKind.map(({ target }) => target)
        : Object.fromEntries(ofKind.map(({ target, value }) => [target, value])),
    ];
  });
}

function linksOf(type: ObjectType, members: Json): readonly OwnedLink[] | undefined {
  if (!isJsonObject(members)) return undefined;
  const links: OwnedLink[] = [];
  for (const [link, ofKind] of Object.entries(members)) {
    if (!linkEntry(type, link)) return undefined;
    for (const [target, value] of targetsOf(ofKind)) {
      if (!isName(target) || typeof value !== 'string') return undefined;
      links.push({ link, target, value });
    }
  }
  return links;
}

function targetsOf(ofKind: Json): readonly (readonly [Json, Json])[] {
  if (Array.isArray(ofKind)) return (ofKind as readonly Json[]).map((target) => [target, '']);
  return isJsonObject(ofKind) ? Object.entries(ofKind) : [[null, null]];
}

const LONGEST_NAME = 256;

/** What can stand in a key of a snapshot. */
function isName(value: Json | undefined): value is string {
  return typeof value === 'string' && value !== '' && value.length <= LONGEST_NAME && value.isWellFormed();
}

/** An attribute that the catalogue does not know is compared as a structure. */
const OPAQUE: AttributeEntry | undefined = Object.values(CATALOGUE)
  .flatMap(({ attributes }) => attributes)
  .find(({ form, referencesById }) => form === 'object' && referencesById === undefined);
