import { CATALOGUE, OBJECT_TYPES } from '#catalogue';
import { describedEnum } from '../scalars/described-enum.js';

/** The catalogue's object types, as an enumeration of the API. */
export const ObjectTypeEnum = describedEnum(
  'ObjectType',
  'The types of directory objects that backups hold.',
  Object.fromEntries(OBJECT_TYPES.map((type) => [type, `${CATALOGUE[type].label}.`])),
);
