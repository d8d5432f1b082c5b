import { CATALOGUE, isJsonObject, OBJECT_TYPES, type Json, type JsonObject } from '#catalogue';

/** Graph's names of what exports hold and this project knows; `migrationTable` is IntuneManagement's own. */
export type GraphResource =
  | 'user'
  | 'group'
  | 'application'
  | 'servicePrincipal'
  | 'conditionalAccessPolicy'
  | 'namedLocation'
  | 'authenticationStrengthPolicy'
  | 'authenticationMethodsPolicy'
  | 'authorizationPolicy'
  | 'organization'
  | 'oAuth2PermissionGrant'
  | 'appRoleAssignment'
  | 'agreement'
  | 'migrationTable';

/** What an exported JSON object is. */
export type Recognised =
  | { readonly is: 'resource'; readonly resource: GraphResource }
  /** A reference below an object: a member in the folder of its group. `owner` is the folder's name. */
  | {
      readonly is: 'reference';
      readonly resource: GraphResource;
      readonly owner: string;
      readonly collection: string;
    }
  /** One element of a collection that is exported element by element. */
  | { readonly is: 'element'; readonly collection: string }
  /** Known to be something else. */
  | { readonly is: 'other' };

/** `@odata.type` without its prefix, in lower case. */
const BY_TYPE: ReadonlyMap<string, GraphResource> = new Map([
  ['user', 'user'],
  ['agentuser', 'user'],
  ['group', 'group'],
  ['application', 'application'],
  ['agentidentityblueprint', 'application'],
  ['serviceprincipal', 'servicePrincipal'],
  ['agentidentity', 'servicePrincipal'],
  ['agentidentityblueprintprincipal', 'servicePrincipal'],
  ['conditionalaccesspolicy', 'conditionalAccessPolicy'],
  ['ipnamedlocation', 'namedLocation'],
  ['countrynamedlocation', 'namedLocation'],
  ['authenticationstrengthpolicy', 'authenticationStrengthPolicy'],
  ['authenticationmethodspolicy', 'authenticationMethodsPolicy'],
  ['authorizationpolicy', 'authorizationPolicy'],
  ['oauth2permissiongrant', 'oAuth2PermissionGrant'],
  ['approleassignment', 'appRoleAssignment'],
  ['agreement', 'agreement'],
  ['organization', 'organization'],
]);

/** The end of a context address, or of a path of folders, in lower case without blanks, `_` and `-`. */
const BY_NAME: readonly (readonly [RegExp, GraphResource])[] = [
  [
    /(^|\/)(conditionalaccess(\/policies)?|conditionalaccesspolicies|conditional\/accesspolicies)$/,
    'conditionalAccessPolicy',
  ],
  [/(^|\/)namedlocations?$/, 'namedLocation'],
  [/(^|\/)authenticationstrengths?(policies)?(\/policies)?$/, 'authenticationStrengthPolicy'],
  [/(^|\/)authenticationmethods?polic(y|ies)$/, 'authenticationMethodsPolicy'],
  [/(^|\/)authorizationpolic(y|ies)$/, 'authorizationPolicy'],
  [/(^|\/)oauth2permissiongrants$/, 'oAuth2PermissionGrant'],
  [/(^|\/)approleassign(edto|ments)$/, 'appRoleAssignment'],
  [/(^|\/)(serviceprincipals|enterpriseapplications)$/, 'servicePrincipal'],
  [/(^|\/)(applications|appregistrations)$/, 'application'],
  [/(^|\/)users$/, 'user'],
  [/(^|\/)groups$/, 'group'],
  [/(^|\/)(agreements|termsofuse)$/, 'agreement'],
];

/** Property names that only objects of one kind have together; the first that fits decides. */
const BY_PROPERTIES: readonly (readonly [readonly string[], GraphResource])[] = [
  [['conditions', 'state'], 'conditionalAccessPolicy'],
  [['conditions', 'grantcontrols'], 'conditionalAccessPolicy'],
  [['conditions', 'sessioncontrols'], 'conditionalAccessPolicy'],
  [['ipranges'], 'namedLocation'],
  [['countriesandregions'], 'namedLocation'],
  [['allowedcombinations'], 'authenticationStrengthPolicy'],
  [['authenticationmethodconfigurations'], 'authenticationMethodsPolicy'],
  [['guestuserroleid'], 'authorizationPolicy'],
  [['clientid', 'resourceid', 'consenttype'], 'oAuth2PermissionGrant'],
  [['approleid', 'principalid', 'resourceid'], 'appRoleAssignment'],
  [['appid', 'serviceprincipaltype'], 'servicePrincipal'],
  [['appid', 'serviceprincipalnames'], 'servicePrincipal'],
  [['appid', 'requiredresourceaccess'], 'application'],
  [['appid', 'identifieruris'], 'application'],
  [['appid', 'signinaudience'], 'application'],
  [['userprincipalname'], 'user'],
  [['grouptypes'], 'group'],
  [['mailenabled', 'securityenabled'], 'group'],
  [['tenantid', 'objects'], 'migrationTable'],
  [['verifieddomains'], 'organization'],
];

/** Folders whose files show users, groups and others only as parts of something else. */
const FOREIGN: ReadonlySet<string> = new Set([
  'administrativeunits',
  'directoryroles',
  'iam',
  'pim',
  'rolemanagement',
]);

/** Folders of references, whatever they stand below. */
const REFERENCES: ReadonlySet<string> = new Set([
  'members',
  'owners',
  'scopedmembers',
  'scopedrolemembers',
  'externalsponsors',
  'internalsponsors',
  'reviewers',
]);

/** Collections of links that are objects in their own right, which name both their ends. */
const LINK_OBJECTS: ReadonlySet<GraphResource> = new Set(['appRoleAssignment', 'oAuth2PermissionGrant']);

/** Collections whose elements are attributes in the catalogue. */
const ELEMENT_COLLECTIONS: ReadonlyMap<string, string> = new Map(
  OBJECT_TYPES.flatMap((type) => CATALOGUE[type].attributes).flatMap(({ read }): [string, string][] =>
    read.by === 'element' ? [[read.collection.toLowerCase(), read.collection]] : [],
  ),
);

const GUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/**
 * What an exported object is. What lies below another object is a reference to be read as such, however much it looks
 * like an object; otherwise its type or context tells, then the properties that only its kind has, and last the folder
 * it lies in. `undefined` where nothing tells.
 */
export function recognise(object: JsonObject, path: string): Recognised | undefined {
  const segments = path.split('/');
  return (
    byPlace(segments) ?? byType(object) ?? byContext(object) ?? byProperties(object) ?? byFolders(segments)
  );
}

/** The objects of a file: itself, the items of an array, or those of a `value` collection. */
export function* objectsOf(content: Json): Generator<JsonObject> {
  if (Array.isArray(content)) {
    for (const item of content as readonly Json[]) yield* objectsOf(item);
    return;
  }
  if (!isJsonObject(content)) return;
  const items = content['value'] ?? content['Value'];
  if (!Array.isArray(items)) return void (yield content);
  const context = content['@odata.context'];
  for (const item of objectsOf(items))
    yield context === undefined ? item : { '@odata.context': context, ...item };
}

/**
 * Below a foreign folder, among elements, or below another object: `Groups/<id>/Members/…`, `Groups/<name>/Members/…`,
 * `Groups/<id>/members.json`.
 */
function byPlace(segments: readonly string[]): Recognised | undefined {
  const folders = segments.slice(0, -1).map(plain);
  if (folders.some((folder) => FOREIGN.has(folder))) return { is: 'other' };
  const element = ELEMENT_COLLECTIONS.get(folders.at(-1) ?? '');
  if (element !== undefined) return { is: 'element', collection: element };
  for (const [place, owner] of segments.slice(0, -1).entries()) {
    const below = place + 1 < folders.length ? segments[place + 1] : undefined;
    const collection = plain(below ?? stemOf(segments));
    if (!REFERENCES.has(collection) && !(below !== undefined && GUID.test(owner) && !GUID.test(below)))
      continue;
    const linkObject = byName(collection);
    if (linkObject && LINK_OBJECTS.has(linkObject)) return { is: 'resource', resource: linkObject };
    const resource = byName(folders.slice(0, place).join('/'));
    if (resource) return { is: 'reference', resource, owner, collection };
    if (below !== undefined && REFERENCES.has(collection)) return { is: 'other' };
  }
  return undefined;
}

/** The kind that an `@odata.type` names. Types that are none of these are something else for certain. */
export function byType({ '@odata.type': type }: JsonObject): Recognised | undefined {
  if (typeof type !== 'string') return undefined;
  const resource = BY_TYPE.get(type.replace(/^#?microsoft\.graph\./i, '').toLowerCase());
  return resource ? { is: 'resource', resource } : { is: 'other' };
}

function byContext({ '@odata.context': context }: JsonObject): Recognised | undefined {
  if (typeof context !== 'string') return undefined;
  const set = (context.split('$metadata#')[1] ?? '').replace(/\(.*\)/g, '').replace(/\/\$entity$/, '');
  return set === 'organization' ? { is: 'resource', resource: 'organization' } : resourceNamed(set);
}

function byProperties(object: JsonObject): Recognised | undefined {
  const names = new Set(Object.keys(object).map((name) => name.toLowerCase()));
  const found = BY_PROPERTIES.find(([all]) => all.every((name) => names.has(name)));
  return found && { is: 'resource', resource: found[1] };
}

/** The folder that the file, or the folder named like it, lies in; else the file's own name. */
function byFolders(segments: readonly string[]): Recognised | undefined {
  const stem = stemOf(segments);
  const folders = segments.slice(0, -1);
  if (folders.at(-1)?.toLowerCase() === stem.toLowerCase()) folders.pop();
  return resourceNamed(folders.join('/')) ?? resourceNamed(stem);
}

function resourceNamed(name: string): Recognised | undefined {
  const resource = byName(plainPath(name));
  return resource && { is: 'resource', resource };
}

function byName(name: string): GraphResource | undefined {
  return BY_NAME.find(([pattern]) => pattern.test(name))?.[1];
}

const plainPath = (path: string): string => path.split('/').map(plain).join('/');

const plain = (name: string): string => name.toLowerCase().replaceAll(/[ _-]/g, '');

const stemOf = (segments: readonly string[]): string => (segments.at(-1) ?? '').replace(/\.jsonl?$/i, '');
