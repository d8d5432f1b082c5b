import { canonicalValue, sortedWords } from './canonical-value.js';
import { structure } from './attributes.js';
import type { AttributeEntry, LinkEntry, ObjectTypeEntry } from './entries.js';
import type { Json } from './json.js';
import type { LinkRef } from './keys.js';
import { OBJECT_TYPES, type ObjectType } from './object-types.js';
import { application } from './types/application.js';
import {
  authenticationStrengthPolicy,
  conditionalAccessPolicy,
  namedLocationPolicy,
} from './types/conditional-access.js';
import { group } from './types/group.js';
import { servicePrincipal } from './types/service-principal.js';
import { authenticationMethodPolicy, authorizationPolicy, organization } from './types/tenant-policies.js';
import { user } from './types/user.js';

/** Every object type by name. */
export const CATALOGUE: Readonly<Record<ObjectType, ObjectTypeEntry>> = {
  user,
  group,
  conditionalAccessPolicy,
  namedLocationPolicy,
  authorizationPolicy,
  authenticationMethodPolicy,
  authenticationStrengthPolicy,
  application,
  servicePrincipal,
  organization,
};

/**
 * Version of the kept attributes. It is part of every stored object, whose values stand in the order of the
 * attributes here: an attribute that is added carries the next version in `since`, and older backups are read as
 * knowing nothing of it.
 */
export const CATALOGUE_VERSION = Math.max(
  ...Object.values(CATALOGUE).flatMap(({ attributes }) => attributes.map(({ since }) => since)),
);

/** The attributes of a type that backups keep, in stored order; those that a version knew where one is given. */
export function keptAttributes(
  type: ObjectType,
  version: number = CATALOGUE_VERSION,
): readonly AttributeEntry[] {
  const kept = KEPT.get(type) ?? [];
  return version >= CATALOGUE_VERSION ? kept : kept.filter(({ since }) => since <= version);
}

/** The properties to ask Graph for: `id` and whatever the kept attributes are read from. */
export function selectedProperties(type: ObjectType): readonly string[] {
  return SELECTED.get(type) ?? [];
}

/** The entry of one attribute; `undefined` where the catalogue does not know it. */
export function attributeEntry(type: ObjectType, name: string): AttributeEntry | undefined {
  return BY_NAME.get(type)?.get(name);
}

/** The entry of one kind of link, or `undefined` where the type has no such link. */
export function linkEntry(type: ObjectType, link: string): LinkEntry | undefined {
  return CATALOGUE[type].links.find((entry) => entry.name === link);
}

/** How far down the chain of types that name each other a type stands: what is named comes before what names it. */
export function rankOf(type: ObjectType): number {
  return 1 + Math.max(-1, ...CATALOGUE[type].dependsOn.map(rankOf));
}

/**
 * Whether the value that is there says the same as the one wanted. An attribute that the catalogue does not know is
 * a structure.
 */
export function sameAttribute(type: ObjectType, name: string, wanted: Json, present: Json): boolean {
  if (wanted === present) return true;
  const entry = attributeEntry(type, name) ?? structure(name);
  if (typeof wanted === 'string' && typeof present === 'string' && entry.becomes?.[wanted]?.includes(present))
    return true;
  return JSON.stringify(canonicalValue(entry, wanted)) === JSON.stringify(canonicalValue(entry, present));
}

/** Whether two values of a kind of link say the same. */
export function sameLinkValue({ type, link }: LinkRef, one: string, other: string): boolean {
  if (one === other) return true;
  return linkEntry(type, link)?.value === 'words' && sortedWords(one) === sortedWords(other);
}

function selectedOf({ attributes }: ObjectTypeEntry): readonly string[] {
  const names = attributes.flatMap(({ name, role, read }) => {
    if (role === 'ignored') return [];
    if (read.by === 'object') return [name];
    return read.by === 'element' || read.by === 'remainder' ? [read.collection] : [];
  });
  return [...new Set(['id', ...names])];
}

const perType = <Value>(of: (entry: ObjectTypeEntry) => Value): ReadonlyMap<ObjectType, Value> =>
  new Map(OBJECT_TYPES.map((type) => [type, of(CATALOGUE[type])]));

const KEPT = perType(({ attributes }) => attributes.filter(({ role }) => role !== 'ignored'));
const SELECTED = perType(selectedOf);
const BY_NAME = perType(({ attributes }) => new Map(attributes.map((entry) => [entry.name, entry])));
