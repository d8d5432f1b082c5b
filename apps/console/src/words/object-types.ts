import type { ObjectType } from '../api/generated.js';

/** The object types in the words of the Entra admin centre. */
export const OBJECT_TYPE_WORDS: Readonly<Record<ObjectType, string>> = {
  user: 'User',
  group: 'Group',
  conditionalAccessPolicy: 'Conditional Access policy',
  namedLocationPolicy: 'Named location',
  authorizationPolicy: 'Authorization policy',
  authenticationMethodPolicy: 'Authentication method policy',
  authenticationStrengthPolicy: 'Authentication strength',
  application: 'Application',
  servicePrincipal: 'Service principal',
  organization: 'Organization',
};

/** All object types, in the order in which they are shown. */
export const OBJECT_TYPES = Object.keys(OBJECT_TYPE_WORDS) as readonly ObjectType[];

/** Object types by name, one after the other. */
export function typeWords(types: readonly ObjectType[]): string {
  return types.map((type) => OBJECT_TYPE_WORDS[type]).join(', ');
}
