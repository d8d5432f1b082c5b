import { isObjectType, OBJECT_TYPES, objectKey, type ObjectRef, type ObjectType } from '#catalogue';
import { refusal, type Refusal } from './refusal.js';

/** What a difference report or a recovery looks at. */
export type Scope =
  | { readonly kind: 'allObjects' }
  | { readonly kind: 'objectTypes'; readonly objectTypes: readonly ObjectType[] }
  | { readonly kind: 'objectIds'; readonly objectIds: readonly string[] };

/** A scope names at most this many objects by id. */
export const MOST_OBJECT_IDS = 100;

/** What an untrusted caller may have sent as a scope. */
export interface ScopeRequest {
  readonly allObjects?: boolean | null | undefined;
  readonly objectTypes?: readonly string[] | null | undefined;
  readonly objectIds?: readonly string[] | null | undefined;
}

const ID = /^[0-9a-z][0-9a-z-]{0,127}$/;

/**
 * Reads a scope: exactly one of all objects, some object types, or 1 to 100 object ids (any mix of types).
 * Ids are compared in lower case; repeated ones count once.
 */
export function parseScope(request: ScopeRequest): Scope | Refusal {
  const given = Object.entries(request).filter(([, value]) => value !== undefined && value !== null);
  if (given.length !== 1)
    return refusal('InvalidScope', 'Give exactly one of allObjects, objectTypes and objectIds.');
  if (request.allObjects !== undefined && request.allObjects !== null)
    return request.allObjects
      ? { kind: 'allObjects' }
      : refusal(
          'InvalidScope',
          'allObjects can only be true; to narrow the scope, name objectTypes or objectIds.',
        );
  if (request.objectTypes) return typesScope(request.objectTypes);
  return idsScope(request.objectIds ?? []);
}

function typesScope(names: readonly string[]): Scope | Refusal {
  if (names.length === 0) return refusal('InvalidScope', 'Name at least one object type.');
  const objectTypes = [...new Set(names)].filter(isObjectType);
  const unknown = names.find((name) => !isObjectType(name));
  return unknown === undefined
    ? { kind: 'objectTypes', objectTypes }
    : refusal('InvalidScope', 'One of the object types is not supported; see the ObjectType enumeration.');
}

function idsScope(ids: readonly string[]): Scope | Refusal {
  const objectIds = [...new Set(ids.map((id) => id.trim().toLowerCase()))];
  if (objectIds.length === 0) return refusal('InvalidScope', 'Name at least one object id.');
  if (objectIds.length > MOST_OBJECT_IDS)
    return refusal(
      'InvalidScope',
      `A scope names at most ${MOST_OBJECT_IDS} object ids; ${objectIds.length} were given. Name object types instead, or split the work.`,
    );
  return objectIds.every((id) => ID.test(id))
    ? { kind: 'objectIds', objectIds }
    : refusal('InvalidScope', 'An object id is a GUID, such as 00000000-0000-0000-0000-000000000000.');
}

/** Whether two scopes look at the same; the order of types and ids means nothing. */
export function sameScope(one: Scope, other: Scope): boolean {
  return JSON.stringify(inOrder(one)) === JSON.stringify(inOrder(other));
}

function inOrder(scope: Scope): Scope {
  switch (scope.kind) {
    case 'allObjects':
      return { kind: scope.kind };
    case 'objectTypes':
      return { kind: scope.kind, objectTypes: scope.objectTypes.toSorted() };
    case 'objectIds':
      return { kind: scope.kind, objectIds: scope.objectIds.toSorted() };
    default:
      return scope satisfies never;
  }
}

/** Whether an object, or a link by its owner, lies in the scope. */
export function inScope(scope: Scope, { type, id }: ObjectRef): boolean {
  switch (scope.kind) {
    case 'allObjects':
      return true;
    case 'objectTypes':
      return scope.objectTypes.includes(type);
    case 'objectIds':
      return scope.objectIds.includes(id);
    default:
      return scope satisfies never;
  }
}

/**
 * The object types that a scope reaches beyond the permitted ones. Of ids it says `undefined`: which types they are of is
 * for the caller to find out.
 */
export function typesBeyond(
  scope: Scope,
  permitted: readonly ObjectType[],
): readonly ObjectType[] | undefined {
  switch (scope.kind) {
    case 'allObjects':
      return OBJECT_TYPES.filter((type) => !permitted.includes(type));
    case 'objectTypes':
      return scope.objectTypes.filter((type) => !permitted.includes(type));
    case 'objectIds':
      return undefined;
    default:
      return scope satisfies never;
  }
}

/** Refuses what touches object types that the caller's role is not for, and names them. */
export function typesNotPermitted(objectTypes: readonly ObjectType[]): Refusal {
  return {
    ...refusal(
      'ObjectTypesNotPermitted',
      `Your role is not for objects of type ${objectTypes.join(', ')}. Narrow the scope to types that it is for, or ask someone whose role is for these.`,
    ),
    objectTypes,
  };
}

/**
 * The beginnings of all snapshot keys in the scope, in key order: objects together with their links. An id may also
 * begin a longer id, so what is found by these prefixes is still to be checked with {@link inScope}.
 */
export function scopePrefixes(scope: Scope): readonly string[] {
  if (scope.kind !== 'objectIds') {
    const types = scope.kind === 'objectTypes' ? scope.objectTypes : OBJECT_TYPES;
    return types.map((type) => `${type}/`).sort();
  }
  return OBJECT_TYPES.flatMap((type) => scope.objectIds.map((id) => objectKey({ type, id }))).sort();
}
