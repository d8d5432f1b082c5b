/** What the tenant keeps: Graph's entity types that this simulator serves. */
export const KINDS = [
  'user',
  'group',
  'application',
  'servicePrincipal',
  'conditionalAccessPolicy',
  'namedLocation',
  'authenticationStrengthPolicy',
  'oAuth2PermissionGrant',
  'appRoleAssignment',
  'agreement',
  'unifiedRoleAssignment',
  'unifiedRoleDefinition',
  'authorizationPolicy',
  'authenticationMethodsPolicy',
] as const;

export type Kind = (typeof KINDS)[number];

/** Kinds that are directory objects: they share one space of ids, `/directoryObjects` and `deletedItems`. */
export const DIRECTORY_OBJECT_KINDS = ['user', 'group', 'application', 'servicePrincipal'] as const;

export type DirectoryObjectKind = (typeof DIRECTORY_OBJECT_KINDS)[number];

/** Tells whether a text names a kind. */
export function isKind(text: string): text is Kind {
  return (KINDS as readonly string[]).includes(text);
}

/** Tells whether a kind is one of the directory objects. */
export function isDirectoryObjectKind(kind: string): kind is DirectoryObjectKind {
  return (DIRECTORY_OBJECT_KINDS as readonly string[]).includes(kind);
}
