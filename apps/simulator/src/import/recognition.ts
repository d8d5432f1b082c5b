import { isJsonObject, type Json, type JsonObject } from '#catalogue';
import type { Kind } from '../tenant/kinds.js';

/** What an exported object is; some things are known, but mean nothing to this tenant. */
export type Recognised = Kind | 'member' | 'owner' | 'migrationTable' | 'organization';

const BY_TYPE: Readonly<Record<string, Recognised>> = {
  user: 'user',
  agentUser: 'user',
  group: 'group',
  application: 'application',
  servicePrincipal: 'servicePrincipal',
  conditionalAccessPolicy: 'conditionalAccessPolicy',
  ipNamedLocation: 'namedLocation',
  countryNamedLocation: 'namedLocation',
  authenticationStrengthPolicy: 'authenticationStrengthPolicy',
  oAuth2PermissionGrant: 'oAuth2PermissionGrant',
  appRoleAssignment: 'appRoleAssignment',
  agreement: 'agreement',
  organization: 'organization',
};

/** The end of a context address, or the name of a folder, that tells a kind. */
const BY_NAME: readonly (readonly [RegExp, Recognised])[] = [
  [/conditionalaccess(\/policies)?$|accesspolicies$|conditionalaccesspolicies$/, 'conditionalAccessPolicy'],
  [/namedlocations?$/, 'namedLocation'],
  [/authenticationstrengths?(policies)?(\/policies)?$/, 'authenticationStrengthPolicy'],
  [/oauth2permissiongrants$/, 'oAuth2PermissionGrant'],
  [/approleassign(edto|ments)$/, 'appRoleAssignment'],
  [/serviceprincipals$|enterpriseapplications$/, 'servicePrincipal'],
  [/applications$|appregistrations$/, 'application'],
  [/users$/, 'user'],
  [/groups$/, 'group'],
  [/agreements$|termsofuse$/, 'agreement'],
  [/organization$/, 'organization'],
];

/** Property names that only objects of one kind have together; the first that fits decides. */
const BY_PROPERTIES: readonly (readonly [readonly string[], Recognised])[] = [
  [['conditions', 'state'], 'conditionalAccessPolicy'],
  [['conditions', 'grantcontrols'], 'conditionalAccessPolicy'],
  [['conditions', 'sessioncontrols'], 'conditionalAccessPolicy'],
  [['ipranges'], 'namedLocation'],
  [['countriesandregions'], 'namedLocation'],
  [['allowedcombinations'], 'authenticationStrengthPolicy'],
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

/** Below a group's folder: its members, in one file or one each. */
const MEMBERS_PATH = /(?:^|\/)groups\/([^/]+)\/(members|owners)(?:\.json$|\/)/i;
const OWNERS_PATH = /(?:^|\/)owners(?:\.json$|\/)/i;

/**
 * What an exported object is: by the place below a group's folder, by its type or context, by the properties that
 * only its kind has, and last by the folder it lies in. `undefined` where nothing tells.
 */
export function recognise(object: JsonObject, path: string): Recognised | undefined {
  if (OWNERS_PATH.test(path)) return 'owner';
  if (MEMBERS_PATH.test(path)) return 'member';
  return byType(object) ?? byContext(object) ?? byProperties(object) ?? byPath(path);
}

/** The folder name of the group that a member's file lies below. */
export function groupOfMemberPath(path: string): string | undefined {
  return MEMBERS_PATH.exec(path)?.[1];
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

/** The kind that an `@odata.type` names. */
export function byType({ '@odata.type': type }: JsonObject): Recognised | undefined {
  if (typeof type !== 'string') return undefined;
  const name = type.replace(/^#?microsoft\.graph\./i, '');
  return Object.entries(BY_TYPE).find(([known]) => known.toLowerCase() === name.toLowerCase())?.[1];
}

function byContext({ '@odata.context': context }: JsonObject): Recognised | undefined {
  if (typeof context !== 'string') return undefined;
  const set = context.split('$metadata#')[1] ?? '';
  return byName(set.replace(/\(.*\)/g, '').replace(/\/\$entity$/, ''));
}

function byProperties(object: JsonObject): Recognised | undefined {
  const names = new Set(Object.keys(object).map((name) => name.toLowerCase()));
  return BY_PROPERTIES.find(([all]) => all.every((name) => names.has(name)))?.[1];
}

function byPath(path: string): Recognised | undefined {
  const folders = path.split('/').slice(0, -1).reverse();
  for (const folder of folders) {
    const kind = byName(folder.replaceAll(/[ _-]/g, ''));
    if (kind) return kind;
  }
  return undefined;
}

function byName(name: string): Recognised | undefined {
  return BY_NAME.find(([pattern]) => pattern.test(name.toLowerCase()))?.[1];
}
