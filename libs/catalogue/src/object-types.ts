/** The object types that backups hold, in the order of Microsoft's documentation. */
export const OBJECT_TYPES = [
  'user',
  'group',
  'conditionalAccessPolicy',
  'namedLocationPolicy',
  'authorizationPolicy',
  'authenticationMethodPolicy',
  'authenticationStrengthPolicy',
  'application',
  'servicePrincipal',
  'organization',
] as const;

export type ObjectType = (typeof OBJECT_TYPES)[number];

/** Tells whether `text` names an object type. */
export function isObjectType(text: string): text is ObjectType {
  return (OBJECT_TYPES as readonly string[]).includes(text);
}
