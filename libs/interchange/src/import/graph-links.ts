import {
  CATALOGUE,
  isJsonObject,
  OBJECT_TYPES,
  type Json,
  type JsonObject,
  type LinkEntry,
  type ObjectRef,
  type ObjectType,
} from '#catalogue';
import { idOf } from './ids.js';
import type { ToldLink } from './raw-item.js';

/** The link that a reference below its owner stands for; `notHeld` where backups do not hold what it points to. */
export function referenceLink(
  owner: ObjectRef,
  entry: LinkEntry,
  reference: Json,
): ToldLink | 'notHeld' | 'noId' {
  const object: JsonObject = isJsonObject(reference) ? reference : { id: reference };
  const target = idOf(object) ?? idOfAddress(object['@odata.id']);
  const type = object['@odata.type'];
  const isHeld =
    typeof type !== 'string' ||
    entry.targets.some((kind) => type.toLowerCase() === `#microsoft.graph.${kind.toLowerCase()}`);
  if (!isHeld) return 'notHeld';
  return target === undefined ? 'noId' : { link: { ...owner, link: entry.name, target }, value: '' };
}

/** The links that an object carries in itself: `members: […]`, or `members@odata.bind` with addresses. */
export function* linksWithin(
  owner: ObjectRef,
  exported: JsonObject,
): Generator<{ readonly entry: LinkEntry; readonly reference: Json }> {
  for (const entry of CATALOGUE[owner.type].links) {
    for (const reference of listOf(exported[entry.name])) yield { entry, reference };
    for (const address of listOf(exported[`${entry.name}@odata.bind`]))
      yield { entry, reference: { '@odata.id': address } };
  }
}

/**
 * The link that an app role assignment or a permission grant stands for. `notHeld` for a grant to one person:
 * backups hold those for everyone.
 */
export function linkOfObject(
  entity: NonNullable<LinkEntry['entity']>,
  exported: JsonObject,
): ToldLink | 'notHeld' | 'noId' {
  const place = PLACES.get(entity);
  const id = idOf({ id: exported['resourceId'] ?? null });
  if (!place) return 'notHeld';
  if (entity === 'oAuth2PermissionGrant' && exported['consentType'] !== 'AllPrincipals') return 'notHeld';
  const target = entity === 'oAuth2PermissionGrant' ? clientOf(exported) : assignedOf(exported);
  if (id === undefined || target === undefined) return 'noId';
  const { scope } = exported;
  const value = place.entry.value === 'words' && typeof scope === 'string' ? scope : '';
  return { link: { type: place.type, id, link: place.entry.name, target }, value };
}

function clientOf(grant: JsonObject): string | undefined {
  return idOf({ id: grant['clientId'] ?? null });
}

function assignedOf(assignment: JsonObject): string | undefined {
  const principal = idOf({ id: assignment['principalId'] ?? null });
  const role = idOf({ id: assignment['appRoleId'] ?? null });
  return principal === undefined || role === undefined ? undefined : `${principal}.${role}`;
}

function idOfAddress(address: Json | undefined): string | undefined {
  return typeof address === 'string' ? idOf({ id: address.split('/').at(-1) ?? '' }) : undefined;
}

function listOf(value: Json | undefined): readonly Json[] {
  if (Array.isArray(value)) return value as readonly Json[];
  return isJsonObject(value) ? [value] : [];
}

/** Which type holds the links that are objects in Graph. */
const PLACES: ReadonlyMap<string, { readonly type: ObjectType; readonly entry: LinkEntry }> = new Map(
  OBJECT_TYPES.flatMap((type) =>
    CATALOGUE[type].links.flatMap(
      (entry): [string, { readonly type: ObjectType; readonly entry: LinkEntry }][] =>
        entry.entity === undefined ? [] : [[entry.entity, { type, entry }]],
    ),
  ),
);
