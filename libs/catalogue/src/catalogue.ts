import { canonicalValue, sortedWords } from './canonical-value.js';
import { structure, type AttributeEntry, type LinkEntry, type ObjectTypeEntry } from './entries.js';
import type { Json } from './json.js';
import type { LinkRef } from './keys.js';
import type { ObjectType } from './object-types.js';
import { application } from './types/application.js';
import {
  authenticationStrengthPolicy,
  conditionalAccessPolicy,
  namedLocationPolicy,
} from './types/conditional-access.js';
import { group } from './types/group.js';
import { servicePrincipal } from './types/service-principal.js';
import { user } from './types/user.js';

/**
 * Version of the canonical form. It is part of every stored object, because the meaning of a value array is
 * the order of the attributes here: changing the kept attributes of a type asks for a new version.
 */
export const CATALOGUE_VERSION = 1;

/** Every object type by name. */
export const CATALOGUE: Readonly<Record<ObjectType, ObjectTypeEntry>> = {
  user,
  group,
  conditionalAccessPolicy,
  namedLocationPolicy,
  authenticationStrengthPolicy,
  application,
  servicePrincipal,
};

/** The attributes of a type that backups keep, in stored order. */
export function keptAttributes(type: ObjectType): readonly AttributeEntry[] {
  return KEPT.get(type) ?? [];
}

/** The properties to ask Graph for: `id` and all kept attributes. */
export function selectedProperties(type: ObjectType): readonly string[] {
  return ['id', ...keptAttributes(type).map((entry) => entry.name)];
}

/** The entry of one kind of link, or `undefined` where the type has no such link. */
export function linkEntry(type: ObjectType, link: string): LinkEntry | undefined {
  return CATALOGUE[type].links.find((entry) => entry.name === link);
}

/** Whether two values of an attribute say the same; an attribute that the catalogue does not know is a structure. */
export function sameAttribute(type: ObjectType, name: string, one: Json, other: Json): boolean {
  if (one === other) return true;
  const entry = CATALOGUE[type].attributes.find((attribute) => attribute.name === name) ?? structure(name);
  return JSON.stringify(canonicalValue(entry, one)) === JSON.stringify(canonicalValue(entry, other));
}

/** Whether two values of a kind of link say the same. */
export function sameLinkValue({ type, link }: LinkRef, one: string, other: string): boolean {
  if (one === other) return true;
  return linkEntry(type, link)?.value === 'words' && sortedWords(one) === sortedWords(other);
}

const keptOf = (entry: ObjectTypeEntry): readonly AttributeEntry[] =>
  entry.attributes.filter((attribute) => attribute.role !== 'ignored');

const KEPT = new Map(Object.values(CATALOGUE).map((entry) => [entry.type, keptOf(entry)]));
