import { CATALOGUE_VERSION, isJsonObject, isObjectType, type Json, type ObjectType } from '#catalogue';
import type { SyncToken } from '../../directory.js';

const TOKEN_VERSION = 1;

/** Where the delta query of each type goes on: paths without a host. */
export type DeltaPaths = ReadonlyMap<ObjectType, string>;

/** Writes a token. The delta paths hold Graph's own opaque tokens and the names of the selected properties. */
export function writeToken(tenantId: string, paths: DeltaPaths): SyncToken {
  return JSON.stringify({
    version: TOKEN_VERSION,
    tenantId,
    catalogue: CATALOGUE_VERSION,
    paths: Object.fromEntries(paths),
  });
}

/**
 * Reads a token. What cannot be read, or was written for another tenant or another list of properties, is empty:
 * everything will be read anew.
 */
export function readToken(tenantId: string, token: SyncToken | undefined): DeltaPaths {
  const content = parsed(token ?? '');
  if (!isJsonObject(content)) return new Map();
  const { version, catalogue, paths } = content;
  if (content['tenantId'] !== tenantId) return new Map();
  if (version !== TOKEN_VERSION || catalogue !== CATALOGUE_VERSION || !isJsonObject(paths ?? null))
    return new Map();
  return new Map(
    Object.entries(isJsonObject(paths) ? paths : {}).flatMap(([type, path]): [ObjectType, string][] =>
      isObjectType(type) && typeof path === 'string' && path.startsWith('/v1.0/') ? [[type, path]] : [],
    ),
  );
}

function parsed(text: string): Json {
  try {
    return JSON.parse(text) as Json;
  } catch {
    return null;
  }
}
