import type { Json, JsonObject } from '#catalogue';
import { isUnified } from './group-kinds.js';
import type { Kind } from './kinds.js';

/** A value that only one live object of the tenant may have. */
export interface UniqueKey {
  readonly property: string;
  readonly value: string;
}

/** The values of an object that must be unique among live objects of its kind. */
function uniqueKeys(kind: Kind, entity: JsonObject): readonly UniqueKey[] {
  switch (kind) {
    case 'user':
      return keysOf('userPrincipalName', entity);
    case 'group':
      return isUnified(entity) ? keysOf('mailNickname', entity) : [];
    case 'application':
      return [...keysOf('appId', entity), ...keysOf('identifierUris', entity)];
    case 'servicePrincipal':
      return [...keysOf('appId', entity), ...keysOf('servicePrincipalNames', entity)];
    default:
      return [];
  }
}

/** Which live object holds each unique value. Values are compared without regard to case. */
export class UniqueIndex {
  private readonly holders = new Map<string, string>();

  holder(kind: Kind, key: UniqueKey): string | undefined {
    return this.holders.get(text(kind, key));
  }

  claim(kind: Kind, id: string, entity: JsonObject): void {
    for (const key of uniqueKeys(kind, entity)) this.holders.set(text(kind, key), id);
  }

  release(kind: Kind, id: string, entity: JsonObject): void {
    for (const key of uniqueKeys(kind, entity))
      if (this.holder(kind, key) === id) this.holders.delete(text(kind, key));
  }

  /** The first value of `entity` that another live object holds already. */
  conflict(kind: Kind, id: string, entity: JsonObject): UniqueKey | undefined {
    return uniqueKeys(kind, entity).find((key) => {
      const holder = this.holder(kind, key);
      return holder !== undefined && holder !== id;
    });
  }
}

const text = (kind: Kind, key: UniqueKey): string => `${kind} ${key.property} ${key.value.toLowerCase()}`;

function keysOf(property: string, entity: JsonObject): UniqueKey[] {
  const value = entity[property];
  const values = Array.isArray(value) ? (value as Json[]) : [value];
  return values.flatMap((each) => (typeof each === 'string' ? [{ property, value: each }] : []));
}
