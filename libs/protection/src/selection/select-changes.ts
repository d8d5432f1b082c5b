import { objectKey, type LinkRef, type ObjectRef } from '#catalogue';
import type { Attribution, Change, LinkChange } from '../change/change.js';
import { searchKey } from './search-key.js';
import type { SelectedObject, Selection, SelectionFilter } from './selection.js';

/** What of a change was chosen. */
interface SelectedChange {
  /** The change, narrowed to the chosen attributes and links. */
  readonly change: Change;
  /** The names that were chosen; `null` where the object was chosen as a whole, with all that belongs to it. */
  readonly attributes: ReadonlySet<string> | null;
}

/** Chooses changes by a selection, and knows what it has chosen. */
export class ChangeSelector {
  private readonly ticked: ReadonlyMap<string, SelectedObject>;
  private readonly excepted: ReadonlySet<string>;
  private readonly tickedAndChanged = new Set<string>();
  /** What was chosen of each object, by its key; `null`: all of it. */
  private readonly chosen = new Map<string, ReadonlySet<string> | null>();

  constructor(private readonly selection: Selection) {
    this.ticked = new Map(selection.objects?.map((object) => [object.objectId, object]));
    this.excepted = new Set(selection.exceptObjectIds);
  }

  /** Objects that were ticked, and of which nothing chosen differs. Known once all changes have been looked at. */
  get notChanged(): number {
    return this.ticked.size - this.tickedAndChanged.size;
  }

  /** The chosen part of a change; `undefined` where none of it is. A tick says more than the filter. */
  choose(change: Change): Change | undefined {
    const selected = this.select(change);
    if (selected === undefined) return undefined;
    if (this.ticked.has(change.id)) this.tickedAndChanged.add(change.id);
    this.chosen.set(objectKey(change), selected.attributes);
    return selected.change;
  }

  /** Whether an attribute of a chosen object may be put right once the object has been restored. */
  mayReconcile(object: ObjectRef, attribute: string): boolean {
    const names = this.chosen.get(objectKey(object));
    return names === null || (names?.has(attribute) ?? false);
  }

  /** Whether a link may be put right that no change shows: its owner must have been chosen as a whole. */
  mayReturn({ type, id }: LinkRef): boolean {
    return this.chosen.get(objectKey({ type, id })) === null;
  }

  private select(change: Change): SelectedChange | undefined {
    if (this.excepted.has(change.id)) return undefined;
    const ticked = this.ticked.get(change.id);
    if (ticked) return narrowToTicks(change, ticked);
    const { filter } = this.selection;
    if (filter === undefined || !meets(change, filter)) return undefined;
    return narrowToNames(change, filter.attributes);
  }
}

function narrowToTicks(change: Change, ticked: SelectedObject): SelectedChange | undefined {
  const { attributes, links } = ticked;
  if (attributes === undefined && links === undefined) return { change, attributes: null };
  const isTicked = (link: LinkChange): boolean =>
    links?.some((each) => each.link === link.link && each.target === link.target) ?? false;
  return narrow(change, attributes ?? [], isTicked);
}

function narrowToNames(change: Change, names: readonly string[] | undefined): SelectedChange | undefined {
  if (names === undefined) return { change, attributes: null };
  return narrow(change, names, ({ link }) => names.includes(link));
}

/** An object that comes back, or goes, does so as a whole; only what is put right about it can be chosen. */
function narrow(
  change: Change,
  names: readonly string[],
  hasLink: (link: LinkChange) => boolean,
): SelectedChange | undefined {
  const attributes = change.attributes.filter(({ name }) => names.includes(name));
  const links = change.links.filter(hasLink);
  if (change.kind === 'modified' && attributes.length + links.length === 0) return undefined;
  return { change: { ...change, attributes, links }, attributes: new Set(names) };
}

function meets(change: Change, filter: SelectionFilter): boolean {
  const { objectTypes, actions, kinds, attributes, nameContains } = filter;
  const names = [...change.attributes.map(({ name }) => name), ...change.links.map(({ link }) => link)];
  return (
    (objectTypes?.includes(change.type) ?? true) &&
    (actions === undefined || (change.action !== null && actions.includes(change.action))) &&
    (kinds?.includes(change.kind) ?? true) &&
    (attributes === undefined || attributes.some((attribute) => names.includes(attribute))) &&
    (!nameContains || containsText(change.displayName, nameContains)) &&
    wasMadeAsAsked(change, filter)
  );
}

function wasMadeAsAsked({ madeBy = [] }: Change, filter: SelectionFilter): boolean {
  const { actorId, actorName, changedAfter, changedBefore } = filter;
  if (!actorId && !actorName && !changedAfter && !changedBefore) return true;
  return madeBy.some(
    (doing) =>
      (!actorId || doing.actor.id === actorId.toLowerCase()) &&
      (!actorName || containsText(doing.actor.name, actorName)) &&
      wasDoneBetween(doing, changedAfter, changedBefore),
  );
}

function wasDoneBetween(
  { at, firstAt = at }: Attribution,
  after: string | undefined,
  before: string | undefined,
): boolean {
  return (
    (!after || Date.parse(at) >= Date.parse(after)) && (!before || Date.parse(firstAt) <= Date.parse(before))
  );
}

const containsText = (text: string | null, part: string): boolean =>
  searchKey(text ?? '').includes(searchKey(part));
