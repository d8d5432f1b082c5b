import {
  attributeEntry,
  CATALOGUE,
  keptAttributes,
  OBJECT_TYPES,
  sameAttribute,
  writeRefusal,
  type AttributeEntry,
  type DirectoryObject,
  type Json,
  type ObjectType,
} from '#catalogue';
import type { AttributeChange, AttributeValueChange } from './change.js';

/** One attribute that is compared: listed in the catalogue as such, or unknown to it. */
export interface ComparedAttribute {
  readonly name: string;
  readonly absent: Json;
  readonly unreliableWhileDeleted: boolean;
  /** Whether `null` means that the value was never read, so that nothing can be said of it. */
  readonly nullMeansUnread: boolean;
}

/**
 * The attributes whose values differ, in catalogue order, unknown ones last. Attributes that Graph shows wrongly
 * while an object is soft-deleted are left out when either side is.
 */
export function changedAttributes(
  backup: DirectoryObject,
  current: DirectoryObject,
): readonly AttributeChange[] {
  const deleted = backup.lifecycle === 'softDeleted' || current.lifecycle === 'softDeleted';
  return comparedAttributes(backup.type, backup, current)
    .filter(({ unreliableWhileDeleted }) => !(deleted && unreliableWhileDeleted))
    .filter((attribute) => isKnown(backup, attribute) && isKnown(current, attribute))
    .map(({ name, absent }) => ({
      name,
      backupValue: valueOf(backup, name, absent),
      currentValue: valueOf(current, name, absent),
    }))
    .filter(
      ({ name, backupValue, currentValue }) => !sameAttribute(backup.type, name, backupValue, currentValue),
    )
    .map((change) => {
      const notWritable = writeRefusal(backup.type, change.name, change.backupValue);
      const writtenWith = companions(backup, current, change.name);
      return {
        ...change,
        ...(notWritable !== undefined && { notWritable }),
        ...(writtenWith.length > 0 && { writtenWith }),
      };
    });
}

function companions(
  backup: DirectoryObject,
  current: DirectoryObject,
  attribute: string,
): readonly AttributeValueChange[] {
  return (attributeEntry(backup.type, attribute)?.writtenWith ?? []).map((name) => ({
    name,
    backupValue: valueOf(backup, name),
    currentValue: valueOf(current, name),
  }));
}

/** What an object was that is gone for good: every attribute that had a value. */
export function lostAttributes(backup: DirectoryObject): readonly AttributeChange[] {
  const deleted = backup.lifecycle === 'softDeleted';
  return comparedAttributes(backup.type, backup).flatMap(({ name, absent, unreliableWhileDeleted }) => {
    const backupValue = valueOf(backup, name, absent);
    const isToldOf =
      !sameAttribute(backup.type, name, backupValue, absent) && !(deleted && unreliableWhileDeleted);
    return isToldOf ? [{ name, backupValue, currentValue: null }] : [];
  });
}

/** Whether a state says anything of an attribute: older backups, and partly read ones, do not of each. */
export function isKnown(object: DirectoryObject, { name, nullMeansUnread }: ComparedAttribute): boolean {
  const isOfCatalogue = KNOWN.get(object.type)?.has(name) ?? false;
  if (!isOfCatalogue) return true;
  return Object.hasOwn(object.attributes, name) && !(nullMeansUnread && object.attributes[name] === null);
}

/** An attribute's own value: a name such as `constructor` is no more than a name. */
export function valueOf(object: DirectoryObject, name: string, absent: Json = null): Json {
  return Object.hasOwn(object.attributes, name) ? (object.attributes[name] ?? absent) : absent;
}

/** How an attribute of the catalogue is compared. */
export function comparedAs({
  name,
  absent,
  unreliableWhileDeleted,
  read,
}: AttributeEntry): ComparedAttribute {
  return {
    name,
    absent,
    unreliableWhileDeleted: unreliableWhileDeleted === true,
    nullMeansUnread: read.by === 'ownResource',
  };
}

/** The attributes of these objects (of one type) that are in the supported scope. */
export function comparedAttributes(
  type: ObjectType,
  ...objects: readonly DirectoryObject[]
): readonly ComparedAttribute[] {
  const known = KNOWN.get(type);
  const names = new Set(objects.flatMap((object) => Object.keys(object.attributes)));
  const unknown = [...names].filter((name) => !known?.has(name)).sort();
  return [
    ...(COMPARED.get(type) ?? []),
    ...unknown.map((name) => ({
      name,
      absent: null,
      unreliableWhileDeleted: false,
      nullMeansUnread: false,
    })),
  ];
}

const COMPARED = new Map(
  OBJECT_TYPES.map((type): [ObjectType, readonly ComparedAttribute[]] => [
    type,
    keptAttributes(type)
      .filter(({ role }) => role === 'compared')
      .map(comparedAs),
  ]),
);

const KNOWN = new Map(
  OBJECT_TYPES.map((type): [ObjectType, ReadonlySet<string>] => [
    type,
    new Set(CATALOGUE[type].attributes.map(({ name }) => name)),
  ]),
);
