import {
  isJsonObject,
  type Json,
  type JsonObject,
  type LinkEntry,
  type LinkRef,
  type ObjectRef,
} from '#catalogue';
import { assignmentsListPath, isObjectId, linkTargetsPath, tenantGrantsPath } from '../graph-paths.js';
import { readEntries, type Reader } from '../request/read-pages.js';

/** One link and the value it carries (empty for a bare link). */
export interface ReadLink {
  readonly link: LinkRef;
  readonly value: string;
}

/** The links of one kind that an object has now. Throws ReadFailure; `absent` where the object is not live. */
export async function readTargets(
  reader: Reader,
  object: ObjectRef,
  entry: LinkEntry,
): Promise<readonly ReadLink[]> {
  const targets = await readEntries(reader, linkTargetsPath(object, entry.name), { lane: 'identity' });
  return targets.flatMap((target) => bareLink(object, entry, target));
}

/** The link that a member entry stands for; none where the member is of a type that backups do not hold. */
export function bareLink(object: ObjectRef, entry: LinkEntry, target: JsonObject): readonly ReadLink[] {
  const id = target['id'];
  const type = target['@odata.type'];
  const kept = typeof type !== 'string' || entry.targets.some((kind) => type === `#microsoft.graph.${kind}`);
  if (typeof id !== 'string' || !isObjectId(id) || !kept) return [];
  return [{ link: { ...object, link: entry.name, target: id }, value: '' }];
}

/** The app role assignments to one service principal. */
export async function readAssignments(
  reader: Reader,
  resource: ObjectRef,
  entry: LinkEntry,
): Promise<readonly ReadLink[]> {
  const assignments = await readEntries(reader, assignmentsListPath(resource), { lane: 'identity' });
  return assignments.flatMap(({ principalId, appRoleId }) =>
    typeof principalId === 'string' && typeof appRoleId === 'string'
      ? [{ link: { ...resource, link: entry.name, target: `${principalId}.${appRoleId}` }, value: '' }]
      : [],
  );
}

/** The permission grants made for everyone in the tenant, by the id of the service principal they open. */
export async function readTenantGrants(
  reader: Reader,
  entry: LinkEntry,
): Promise<ReadonlyMap<string, readonly ReadLink[]>> {
  const byResource = new Map<string, ReadLink[]>();
  for (const grant of await readEntries(reader, tenantGrantsPath(), { lane: 'identity' })) {
    const { clientId, resourceId, scope } = grant;
    if (typeof clientId !== 'string' || typeof resourceId !== 'string' || !isForEveryone(grant)) continue;
    const link = { type: 'servicePrincipal', id: resourceId, link: entry.name, target: clientId } as const;
    const value = typeof scope === 'string' ? scope : '';
    byResource.set(resourceId, [...(byResource.get(resourceId) ?? []), { link, value }]);
  }
  return byResource;
}

/** Whether a grant holds for all people of the tenant, rather than for one. */
export function isForEveryone(grant: Json): boolean {
  return isJsonObject(grant) && grant['consentType'] === 'AllPrincipals';
}
