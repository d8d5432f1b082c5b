import { isJsonObject, type Json, type JsonObject } from '#catalogue';
import { textOf } from '../model/json-text.js';
import type { Tenant } from '../tenant/tenant.js';
import type { Permission } from './inclusions.js';

/** Properties of users whose change is a sensitive action. */
const SENSITIVE = [
  'accountEnabled',
  'businessPhones',
  'mobilePhone',
  'onPremisesImmutableId',
  'otherMails',
  'passwordProfile',
  'userPrincipalName',
];

/** Properties of users with least permissions of their own: https://learn.microsoft.com/graph/api/user-update */
const BY_USER_PROPERTY: Readonly<Record<string, readonly Permission[]>> = {
  accountEnabled: ['User.EnableDisableAccount.All', 'User.Read.All'],
  businessPhones: ['User-Phone.ReadWrite.All'],
  employeeLeaveDateTime: ['User-LifeCycleInfo.ReadWrite.All', 'User.Read.All'],
  mobilePhone: ['User-Phone.ReadWrite.All'],
  otherMails: ['User-Mail.ReadWrite.All'],
  passwordProfile: ['User-PasswordProfile.ReadWrite.All'],
};

/** Whether a PATCH of a user sets a property that is a sensitive action. */
export function isSensitive(body: Json | undefined): boolean {
  return propertiesIn(body).some((name) => SENSITIVE.includes(name));
}

/** The permissions that an update of a user needs for the properties it sets. */
export function userUpdateNeeds(body: Json | undefined): readonly Permission[] {
  const names = propertiesIn(body);
  if (names.length === 0) return ['User.ReadUpdate.All'];
  return names.flatMap((name) => BY_USER_PROPERTY[name] ?? (['User.ReadUpdate.All'] as const));
}

/** The permissions that an update or creation of a group needs for the properties it sets, members apart. */
export function groupWriteNeeds(body: Json | undefined): readonly Permission[] {
  const names = propertiesIn(body);
  return [
    ...(names.length > 0 ? (['Group.ReadWrite.All'] as const) : []),
    ...(names.includes('preferredDataLocation')
      ? (['Group-PreferredDataLocation.ReadWrite.All'] as const)
      : []),
    ...(objectOf(body)['isAssignableToRole'] === true
      ? (['RoleManagement.ReadWrite.Directory'] as const)
      : []),
  ];
}

/** The permissions that adding or removing members needs besides: service principals are members of another kind. */
export function memberNeeds(members: readonly string[], tenant: Tenant): readonly Permission[] {
  return members.some((id) => tenant.collection('servicePrincipal').get(id) !== undefined)
    ? ['Application.ReadWrite.All']
    : [];
}

/** The ids of the members that a body adds to a group, by one reference or by `members@odata.bind`. */
export function membersIn(body: Json | undefined): readonly string[] {
  const { '@odata.id': one = null, 'members@odata.bind': many = null } = objectOf(body);
  const references = [one, ...(Array.isArray(many) ? (many as readonly Json[]) : [])];
  return references.flatMap((reference) => {
    const id = /([0-9a-f-]{36})(?:'\))?\/?$/i.exec(textOf(reference))?.[1];
    return id === undefined ? [] : [id.toLowerCase()];
  });
}

/** The properties that a body sets; annotations and references are none. */
function propertiesIn(body: Json | undefined): readonly string[] {
  return Object.keys(objectOf(body)).filter((name) => !name.includes('@'));
}

function objectOf(body: Json | undefined): JsonObject {
  return isJsonObject(body) ? body : {};
}
