import {
  CATALOGUE,
  OBJECT_TYPES,
  type AttributeEntry,
  type DirectoryObject,
  type Json,
  type ObjectType,
} from '#catalogue';
import { newValue } from './new-values.js';

/** One attribute of one object, and the value that an intruder gives it. */
export interface AttributeCase {
  readonly type: ObjectType;
  readonly entry: AttributeEntry;
  readonly object: DirectoryObject;
  readonly value: Json;
}

/** Every compared attribute that Graph shows: what there must be a case for. */
export const COMPARED = OBJECT_TYPES.flatMap((type) =>
  CATALOGUE[type].attributes
    .filter(({ role, read }) => role === 'compared' && read.by !== 'nothing')
    .map((entry) => ({ type, entry })),
);

/**
 * A case for every attribute, each on an object of its own, so that each change of the report stands for one
 * attribute. Singletons have all of theirs on the one object there is.
 */
export function attributeCases(
  objects: readonly DirectoryObject[],
  domain: string,
): readonly AttributeCase[] {
  const used = new Set<string>();
  return COMPARED.map(({ type, entry }) => {
    const object = objects.find(
      (candidate) =>
        candidate.type === type &&
        !used.has(candidate.id) &&
        isFit(candidate, entry.name) &&
        isOrdinary(candidate),
    );
    if (!object) throw new Error(`The simulated tenant has no ${type} left for ${entry.name}.`);
    if (!CATALOGUE[type].singleton) used.add(object.id);
    return { type, entry, object, value: newValue(object, entry, domain) };
  });
}

/** Whether recovery may change an object, whatever the attribute. */
export function isOrdinary({ type, lifecycle, attributes }: DirectoryObject): boolean {
  if (lifecycle !== 'live') return false;
  if (type === 'user') return attributes['onPremisesSyncEnabled'] !== true;
  if (type === 'authenticationStrengthPolicy') return attributes['policyType'] === 'custom';
  if (type === 'servicePrincipal') return attributes['servicePrincipalType'] === 'Application';
  if (type !== 'group') return true;
  const isUnified = includes(attributes['groupTypes'], 'Unified');
  return (
    attributes['onPremisesSyncEnabled'] !== true &&
    attributes['isAssignableToRole'] !== true &&
    (isUnified || attributes['mailEnabled'] !== true) &&
    !includes(attributes['groupTypes'], 'DynamicMembership')
  );
}

/** Whether the object is of the kind that has the attribute. */
function isFit({ type, attributes }: DirectoryObject, name: string): boolean {
  const isUnified = includes(attributes['groupTypes'], 'Unified');
  if (type === 'group') return isUnified === ['visibility', 'theme', 'securityEnabled'].includes(name);
  if (name === 'combinationConfigurations') return isEmpty(attributes[name]);
  if (type === 'namedLocationPolicy' && name !== 'displayName') {
    const isIp = attributes['@odata.type'] === '#microsoft.graph.ipNamedLocation';
    return isIp === ['isTrusted', 'ipRanges'].includes(name);
  }
  return true;
}

const isEmpty = (value: Json | undefined): boolean => Array.isArray(value) && value.length === 0;
const includes = (value: Json | undefined, item: string): boolean =>
  Array.isArray(value) && (value as readonly Json[]).includes(item);
