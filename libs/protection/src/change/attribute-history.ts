import { attributeEntry, sameAttribute, type DirectoryObject, type Json, type ObjectType } from '#catalogue';
import { refusal, type Refusal } from '../refusal.js';
import { comparedAs, isKnown, valueOf } from './compare-attributes.js';

/** An object as one backup shows it. */
export interface ObjectSighting {
  readonly backupId: string;
  /** `undefined` where the backup does not hold it. */
  readonly object: DirectoryObject | undefined;
  /** Whether the backup does not hold the object's type whole, so that nothing follows from its absence. */
  readonly isPartial: boolean;
}

/** Backups, one after the other, in which an attribute had the same value. */
export interface AttributePeriod {
  readonly value: Json;
  /** The first backup that shows the value, and the last one. */
  readonly since: string;
  readonly until: string;
}

/**
 * The values of one attribute over backups, which come in the order of their moments: the oldest period first. A backup that
 * says nothing of the attribute (older than its place in the catalogue, not read, or shown wrongly by Microsoft Graph while
 * the object is soft-deleted) neither ends a period nor begins one. A backup without the object ends it.
 * Refuses an attribute that neither the catalogue nor any of the backups knows.
 */
export function attributeHistory(
  type: ObjectType,
  name: string,
  sightings: readonly ObjectSighting[],
): readonly AttributePeriod[] | Refusal {
  if (!isAttribute(type, name, sightings))
    return refusal(
      'InvalidInput',
      `Backups keep no such attribute of a ${type}. Use Microsoft Graph’s name of the attribute; the catalogue lists them.`,
    );
  const periods: AttributePeriod[] = [];
  let isOpen = false;
  for (const { backupId, object, isPartial } of sightings) {
    if (object === undefined) {
      isOpen &&= isPartial;
      continue;
    }
    const told = toldValue(object, name);
    if (told === undefined) continue;
    const last = isOpen ? periods.pop() : undefined;
    if (last && sameAttribute(type, name, last.value, told.value)) periods.push({ ...last, until: backupId });
    else periods.push(...(last ? [last] : []), { value: told.value, since: backupId, until: backupId });
    isOpen = true;
  }
  return periods;
}

function isAttribute(type: ObjectType, name: string, sightings: readonly ObjectSighting[]): boolean {
  const entry = attributeEntry(type, name);
  if (entry !== undefined) return entry.role !== 'ignored';
  return sightings.some(({ object }) => object !== undefined && Object.hasOwn(object.attributes, name));
}

/** The value that a backup shows; `undefined` where it says nothing of the attribute. */
function toldValue(object: DirectoryObject, name: string): { readonly value: Json } | undefined {
  const entry = attributeEntry(object.type, name);
  if (entry === undefined) return { value: valueOf(object, name) };
  const attribute = comparedAs(entry);
  if (attribute.unreliableWhileDeleted && object.lifecycle === 'softDeleted') return undefined;
  return isKnown(object, attribute) ? { value: valueOf(object, name, attribute.absent) } : undefined;
}
