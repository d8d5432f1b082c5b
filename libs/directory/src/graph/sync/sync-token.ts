import { isJsonObject, isObjectType, type Json, type JsonObject, type ObjectType } from '#catalogue';
import type { SyncToken } from '../../directory.js';
import type { Rotation } from './rotation.js';

const TOKEN_VERSION = 2;

/** What one sync leaves to the next about one type. */
export interface TypeToken {
  /** The properties that were read, joined: where they differ, the stored objects say too little. */
  readonly properties: string;
  /** Live objects held. */
  readonly live: number;
  /** Where the delta query goes on: a path without a host. It holds Graph's own opaque token. */
  readonly deltaPath?: string;
  /** When everything was read last; ISO 8601. */
  readonly readAt?: string;
  /** Since when the tenant shows nothing where objects are held; ISO 8601. */
  readonly emptySince?: string;
  readonly rotation?: Rotation;
}

export type TypeTokens = ReadonlyMap<ObjectType, TypeToken>;

/** Writes a token. */
export function writeToken(tenantId: string, types: TypeTokens): SyncToken {
  return JSON.stringify({ version: TOKEN_VERSION, tenantId, types: Object.fromEntries(types) });
}

/** Reads a token. What cannot be read, or was written for another tenant, is empty: everything will be read anew. */
export function readToken(tenantId: string, token: SyncToken | undefined): TypeTokens {
  const content = parsed(token ?? '');
  if (!isJsonObject(content) || content['version'] !== TOKEN_VERSION || content['tenantId'] !== tenantId)
    return new Map();
  const { types } = content;
  return new Map(
    Object.entries(isJsonObject(types) ? types : {}).flatMap(([type, state]): [ObjectType, TypeToken][] =>
      isObjectType(type) && isJsonObject(state) ? typeToken(type, state) : [],
    ),
  );
}

function typeToken(type: ObjectType, state: JsonObject): [ObjectType, TypeToken][] {
  const { properties, live, deltaPath, readAt, emptySince } = state;
  if (typeof properties !== 'string' || typeof live !== 'number') return [];
  const rotation = rotationOf(state['rotation']);
  const token: TypeToken = {
    properties,
    live,
    ...(typeof deltaPath === 'string' && deltaPath.startsWith('/v1.0/') && { deltaPath }),
    ...(isTime(readAt) && { readAt }),
    ...(isTime(emptySince) && { emptySince }),
    ...(rotation && { rotation }),
  };
  return [[type, token]];
}

function rotationOf(state: Json | undefined): Rotation | undefined {
  if (!isJsonObject(state)) return undefined;
  const { cursor, cycleStart, knownSince, first, left, refused } = state;
  if (typeof cursor !== 'string' || !isTime(cycleStart) || !(knownSince === null || isTime(knownSince)))
    return undefined;
  return {
    cursor,
    cycleStart,
    knownSince,
    first: first === true,
    left: left === true,
    refused: refused === true,
  };
}

function isTime(value: Json | undefined): value is string {
  return typeof value === 'string' && !Number.isNaN(Date.parse(value));
}

function parsed(text: string): Json {
  try {
    return JSON.parse(text) as Json;
  } catch {
    return null;
  }
}
