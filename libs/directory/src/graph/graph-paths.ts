import {
  CATALOGUE,
  selectedProperties,
  type LinkEntry,
  type ObjectRef,
  type ObjectType,
  type ObjectTypeEntry,
  type Reading,
} from '#catalogue';

type OwnResource = Extract<Reading, { readonly by: 'ownResource' }>;

/**
 * Every path that is ever asked for or written to is made here. There is none that deletes for good: deleted
 * items can be read and restored, and a member is removed by its `$ref` only.
 */

const V1 = '/v1.0';
const LARGEST_PAGE = 999;
const COUNT_QUERY = '?$count=true&$top=1&$select=id';
/** GUIDs and base64url: nothing that could mean another path. */
const ID = /^[A-Za-z0-9_-]{1,200}={0,2}$/;

/** Tells text that can be an object's id from text that would change the meaning of a path. */
export function isObjectId(id: string): boolean {
  return ID.test(id);
}

/** Where objects of a type are made. */
export function creationPath(type: ObjectType): string {
  return `${V1}${CATALOGUE[type].path}`;
}

/** The whole collection, in the largest pages. */
export function listPath(type: ObjectType): string {
  return `${V1}${CATALOGUE[type].path}${listQuery(type)}`;
}

/** The part of the collection that satisfies a filter, in the largest pages. */
export function filteredListPath(type: ObjectType, filter: string): string {
  return `${listPath(type)}&$filter=${encodeURIComponent(filter)}`;
}

/** Counts a collection: its number comes with one entry. https://learn.microsoft.com/graph/aad-advanced-queries */
export function countPath(type: ObjectType): string {
  return `${V1}${CATALOGUE[type].path}${COUNT_QUERY}`;
}

/** Counts the objects that a link leads to from an object, of all kinds. */
export function linkCountPath(object: ObjectRef, link: string): string {
  return `${linksPath(object, link)}${COUNT_QUERY}`;
}

/** The soft-deleted objects of a type that has them. */
export function deletedListPath(type: ObjectType, deletedPath: string): string {
  return `${V1}${deletedPath}${listQuery(type)}`;
}

/** A delta query that tells everything there is, links included. */
export function firstDeltaPath(type: ObjectType): string {
  const selected = [...selectedProperties(type), ...deltaLinks(CATALOGUE[type]).map((link) => link.name)];
  return `${V1}${CATALOGUE[type].path}/delta?$select=${selected.join(',')}`;
}

/** A delta query that tells nothing but what happens from now on. */
export function latestDeltaPath(type: ObjectType): string {
  return `${firstDeltaPath(type)}&$deltatoken=latest`;
}

/** The links that arrive with their object's delta; the others are read from lists of their own. */
export function deltaLinks(entry: ObjectTypeEntry): readonly LinkEntry[] {
  return entry.delta ? entry.links.filter((link) => link.entity === undefined) : [];
}

/** A live object, for writing; one that there is only one of has no id in its path. */
export function objectPath({ type, id }: ObjectRef, version: 'v1.0' | 'beta' = 'v1.0'): string {
  const { path, singleton } = CATALOGUE[type];
  return singleton ? `/${version}${path}` : `/${version}${path}/${segment(id)}`;
}

/** The one object of a type that a tenant has one object of, whole. */
export function singletonPath(type: ObjectType): string {
  return `${V1}${CATALOGUE[type].path}`;
}

/** What an attribute is read from that has a resource of its own. */
export function ownResourcePath(object: ObjectRef, { path, version }: OwnResource): string {
  return `${objectPath(object, version)}/${path}`;
}

/** A live object's kept properties. */
export function readPath(object: ObjectRef): string {
  return `${objectPath(object)}${selectQuery(object.type)}`;
}

/** A soft-deleted object's kept properties. */
export function readDeletedPath(object: ObjectRef): string | undefined {
  const path = deletedPath(object);
  return path === undefined ? undefined : `${path}${selectQuery(object.type)}`;
}

/** Where a soft-deleted object is brought back. */
export function restorePath(object: ObjectRef): string | undefined {
  const path = deletedPath(object);
  return path === undefined ? undefined : `${path}/restore`;
}

/**
 * All members of a group. The v1.0 list leaves out service principals, so the list is read from beta.
 * https://learn.microsoft.com/graph/api/group-list-members
 */
export function linkTargetsPath(object: ObjectRef, link: string): string {
  return `${linksPath(object, link)}?$select=id&$top=${LARGEST_PAGE}`;
}

/** How a write names an object that a link shall lead to. */
export function reference(origin: string, targetId: string): string {
  return `${origin}${V1}/directoryObjects/${segment(targetId)}`;
}

/** One bare link, for removal: without `$ref` the object at its other end would be deleted. */
export function linkReferencePath(object: ObjectRef, link: string, target: string): string {
  return `${objectPath(object)}/${link}/${segment(target)}/$ref`;
}

/** The app role assignments to a service principal. */
export function assignmentsPath(resource: ObjectRef): string {
  return `${objectPath(resource)}/appRoleAssignedTo`;
}

/** The app role assignments to a service principal, in the largest pages; of one principal where it is given. */
export function assignmentsListPath(resource: ObjectRef, principalId?: string): string {
  const filter =
    principalId === undefined
      ? ''
      : `&$filter=${encodeURIComponent(`principalId eq ${segment(principalId)}`)}`;
  return `${assignmentsPath(resource)}?$top=${LARGEST_PAGE}${filter}`;
}

/** One app role assignment. */
export function assignmentPath(resource: ObjectRef, assignmentId: string): string {
  return `${assignmentsPath(resource)}/${segment(assignmentId)}`;
}

/** All delegated permission grants. */
export const GRANTS_PATH = `${V1}/oauth2PermissionGrants`;

/** The delegated permission grants made for everyone in the tenant; of one client where it is given. */
export function tenantGrantsPath(clientId?: string): string {
  const client = clientId === undefined ? '' : `clientId eq '${segment(clientId)}' and `;
  return `${GRANTS_PATH}?$filter=${encodeURIComponent(`${client}consentType eq 'AllPrincipals'`)}`;
}

/** Who holds which directory role. */
export function roleAssignmentsPath(): string {
  return `${V1}/roleManagement/directory/roleAssignments?$select=principalId&$top=${LARGEST_PAGE}`;
}

/** The tenant's audit log between two moments, newest first, in the largest pages. */
export function auditsPath(from: Date, until: Date): string {
  const filter = `activityDateTime ge ${from.toISOString()} and activityDateTime le ${until.toISOString()}`;
  const options = new URLSearchParams({
    $filter: filter,
    $orderby: 'activityDateTime desc',
    $top: `${LARGEST_PAGE}`,
  });
  return `${V1}/auditLogs/directoryAudits?${options.toString().replaceAll('+', '%20').replaceAll('%24', '$')}`;
}

/** One delegated permission grant. */
export function grantPath(grantId: string): string {
  return `${GRANTS_PATH}/${segment(grantId)}`;
}

/**
 * Path and query of a link that Graph sent, or `undefined` where it leads to another host: a token must not
 * follow it there.
 */
export function pathOfLink(link: string, origin: string): string | undefined {
  if (!URL.canParse(link, origin)) return undefined;
  const url = new URL(link, origin);
  return url.origin === origin ? `${url.pathname}${url.search}` : undefined;
}

function linksPath(object: ObjectRef, link: string): string {
  return `/beta${CATALOGUE[object.type].path}/${segment(object.id)}/${link}`;
}

function deletedPath({ type, id }: ObjectRef): string | undefined {
  const collection = CATALOGUE[type].deletedPath?.replace(/\/microsoft\.graph\.\w+$/, '');
  return collection === undefined ? undefined : `${V1}${collection}/${segment(id)}`;
}

function listQuery(type: ObjectType): string {
  const select = selectQuery(type);
  return select === '' ? '' : `${select}&$top=${LARGEST_PAGE}`;
}

/** Types that are kept whole are asked for whole, and so is what there is only one of. */
function selectQuery(type: ObjectType): string {
  const { wholeObject, singleton } = CATALOGUE[type];
  return wholeObject || singleton ? '' : `?$select=${selectedProperties(type).join(',')}`;
}

function segment(id: string): string {
  if (!isObjectId(id)) throw new Error('This text cannot be an object id.');
  return encodeURIComponent(id);
}
