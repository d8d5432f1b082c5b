import { type Json, type JsonObject } from '#catalogue';

/** Properties that a service principal takes over from its application under the same name. */
const COPIED = ['displayName', 'tags', 'appRoles', 'info', 'signInAudience'];

/**
 * The properties that a service principal takes over when the named ones of its application have changed. Much
 * of a service principal is a copy, refreshed whenever the application changes.
 */
export function copiedFromApplication(
  application: JsonObject,
  changed: readonly string[],
  principal: JsonObject,
): JsonObject {
  const copied: Record<string, Json> = {};
  for (const name of changed) if (COPIED.includes(name)) copied[name] = application[name] ?? null;
  if (changed.includes('displayName')) copied['appDisplayName'] = application['displayName'] ?? null;
  if (changed.includes('description')) copied['appDescription'] = application['description'] ?? null;
  if (changed.includes('identifierUris')) copied['servicePrincipalNames'] = namesOf(application);
  return Object.fromEntries(
    Object.entries(copied).filter(
      ([name, value]) => JSON.stringify(value) !== JSON.stringify(principal[name] ?? null),
    ),
  );
}

/** A service principal's names: its application's id and identifier URIs. */
export function namesOf(application: JsonObject): readonly Json[] {
  const uris = application['identifierUris'];
  return [application['appId'] ?? null, ...(Array.isArray(uris) ? (uris as readonly Json[]) : [])];
}
