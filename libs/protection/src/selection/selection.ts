import { isObjectType, type ObjectType } from '#catalogue';
import type { ChangeKind } from '../change/change.js';
import type { ChangeAction } from '../change/recovery-action.js';
import { refusal, type Refusal } from '../refusal.js';

/** An object that was ticked: as a whole, or only the attributes and links that are named. */
export interface SelectedObject {
  readonly objectId: string;
  readonly attributes?: readonly string[];
  readonly links?: readonly SelectedLink[];
}

export interface SelectedLink {
  /** The kind of link, such as `members`. */
  readonly link: string;
  /** The link's other end. */
  readonly target: string;
}

/** Chooses changes by what they are. A change is chosen when it meets everything that is given. */
export interface SelectionFilter {
  readonly objectTypes?: readonly ObjectType[];
  readonly actions?: readonly ChangeAction[];
  readonly kinds?: readonly ChangeKind[];
  /** Of an updated object, only these attributes and kinds of link are chosen. */
  readonly attributes?: readonly string[];
  readonly nameContains?: string;
  /** A user's object id or an application's id. */
  readonly actorId?: string;
  readonly actorName?: string;
  /** ISO 8601. What was done often counts from its first to its last time. */
  readonly changedAfter?: string;
  readonly changedBefore?: string;
}

/** Which changes a plan takes back: the ticked objects, and those that the filter chooses, but never the excepted. */
export interface Selection {
  readonly objects?: readonly SelectedObject[];
  readonly filter?: SelectionFilter;
  readonly exceptObjectIds?: readonly string[];
}

const MOST_OBJECTS = 10_000;
const ID = /^[0-9a-z][0-9a-z-]{0,127}$/;

/**
 * Brings ids into lower case; refuses a selection that chooses nothing, or that is more than a plan may be made from.
 */
export function parseSelection(selection: Selection): Selection | Refusal {
  const objects = selection.objects?.map(normalised) ?? [];
  const exceptObjectIds = selection.exceptObjectIds?.map(idOf) ?? [];
  if (objects.length === 0 && selection.filter === undefined)
    return invalid('A selection must tick objects, give a filter, or both.');
  if (objects.length > MOST_OBJECTS || exceptObjectIds.length > MOST_OBJECTS)
    return invalid(`A selection names at most ${MOST_OBJECTS} objects. Choose them by a filter instead.`);
  if (![...objects.map(({ objectId }) => objectId), ...exceptObjectIds].every((id) => ID.test(id)))
    return invalid('An object id is a GUID, such as 00000000-0000-0000-0000-000000000000.');
  const ids = new Set(objects.map(({ objectId }) => objectId));
  if (ids.size < objects.length) return invalid('A selection names an object once. Put its parts together.');
  if (objects.some(ticksNothing))
    return invalid(
      'An object is ticked as a whole, or by attributes or links of which at least one is named.',
    );
  if (selection.filter?.objectTypes?.every(isObjectType) === false)
    return invalid('One of the object types is not supported; see the ObjectType enumeration.');
  return {
    ...(objects.length > 0 && { objects }),
    ...(selection.filter && { filter: selection.filter }),
    ...(exceptObjectIds.length > 0 && { exceptObjectIds }),
  };
}

function normalised({ objectId, attributes, links }: SelectedObject): SelectedObject {
  return {
    objectId: idOf(objectId),
    ...(attributes && { attributes }),
    ...(links && { links: links.map(({ link, target }) => ({ link, target: target.trim().toLowerCase() })) }),
  };
}

const idOf = (id: string): string => id.trim().toLowerCase();

function ticksNothing({ attributes, links }: SelectedObject): boolean {
  return (attributes ?? links) !== undefined && (attributes?.length ?? 0) + (links?.length ?? 0) === 0;
}

const invalid = (message: string): Refusal => refusal('InvalidSelection', message);
