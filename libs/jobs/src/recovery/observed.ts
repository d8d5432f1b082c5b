import {
  attributeEntry,
  jsonObjects,
  linkKey,
  objectKey,
  sameAttribute,
  sameLinkValue,
  type Json,
  type JsonObject,
  type LinkRef,
  type ObjectRef,
} from '#catalogue';
import type { Directory } from '#directory';
import type { AttributeValues, FoundInstead, Step } from '#protection';

type ReadObject = Awaited<ReturnType<Directory['read']>>[number];

/**
 * How the tenant stands to a step: `holds` (as the step wants it), `asSeen` (as it was when the plan was made, so
 * the step may be sent), `moved` (someone has changed it since).
 */
export type Standing = 'holds' | 'asSeen' | 'moved';

/** What a fresh reading of the tenant showed of some objects and links. */
export class Observed {
  private readonly objects: ReadonlyMap<string, ReadObject>;
  private readonly links: ReadonlyMap<string, string>;

  constructor(read: readonly ReadObject[]) {
    this.objects = new Map(read.map((each) => [objectKey(each.object), each]));
    this.links = new Map(read.flatMap((each) => each.links.map(({ link, value }) => [linkKey(link), value])));
  }

  /** Reads what a step is about: its object, or the object whose links it changes. */
  static async of(directory: Directory, steps: readonly Step[], signal: AbortSignal): Promise<Observed> {
    const [links, objects] = [steps.filter(isLinkStep), steps.filter((step) => !isLinkStep(step))];
    const read = await Promise.all([
      readObjects(directory, objects.map(subjectOf), false, signal),
      readObjects(directory, links.map(subjectOf), true, signal),
    ]);
    return new Observed(read.flat());
  }

  /** The attributes of `wanted` that are not so at present; all of them where the object cannot be seen. */
  differing(object: ObjectRef, wanted: AttributeValues): AttributeValues {
    const present = this.objects.get(objectKey(object))?.object;
    return Object.fromEntries(
      Object.entries(wanted).filter(
        ([name, value]) => !same(object, name, value, present?.attributes[name] ?? null),
      ),
    );
  }

  /** What is there of what a step is about, to be shown beside what its plan had seen. */
  found(step: Step): Omit<FoundInstead, 'step'> {
    const { lifecycle = 'absent', attributes = {} } =
      this.objects.get(objectKey(subjectOf(step)))?.object ?? {};
    const names = 'set' in step ? Object.keys(step.set) : [];
    return {
      lifecycle,
      attributes: Object.fromEntries(names.map((name) => [name, attributes[name] ?? null])),
      linkValue: isLinkStep(step) ? (this.links.get(linkKey(step.link)) ?? null) : null,
    };
  }

  standing(step: Step): Standing {
    switch (step.step) {
      case 'update':
        return this.standingOfUpdate(step);
      case 'reconcile':
        return this.standingOfReconciliation(step);
      case 'create':
        throw new Error('What is to be made has no id that it could be observed by.');
      case 'restore':
        return this.lifecycle(step.object, 'live', 'softDeleted');
      case 'softDelete':
        return this.lifecycle(step.object, 'softDeleted', 'live');
      case 'addLink':
        return this.standingOfLink(step.link, step.value, undefined);
      case 'removeLink':
        return this.standingOfLink(step.link, undefined, step.seen);
      case 'updateLink':
        return this.standingOfLink(step.link, step.value, step.seen);
      default:
        return step satisfies never;
    }
  }

  private standingOfUpdate(step: Extract<Step, { step: 'update' }>): Standing {
    const present = this.objects.get(objectKey(step.object))?.object;
    if (present?.lifecycle !== 'live') return 'moved';
    const names = Object.keys(step.set);
    const is = (name: string, values: AttributeValues): boolean =>
      same(step.object, name, values[name] ?? null, present.attributes[name] ?? null);
    if (names.every((name) => is(name, step.set))) return 'holds';
    const isOnTheWay = (name: string): boolean =>
      isHalfWritten(step.object, name, { set: step.set, seen: step.seen, present: present.attributes });
    return names.every((name) => is(name, step.set) || is(name, step.seen) || isOnTheWay(name))
      ? 'asSeen'
      : 'moved';
  }

  /** What is neither as wanted nor as it could be seen when the plan was made has been changed since. */
  private standingOfReconciliation({
    object,
    set,
    seen = {},
  }: Extract<Step, { step: 'reconcile' }>): Standing {
    const differing = Object.keys(this.differing(object, set));
    if (differing.length === 0) return 'holds';
    const present = this.objects.get(objectKey(object))?.object;
    const isAsSeen = (name: string): boolean =>
      !Object.hasOwn(seen, name) ||
      present === undefined ||
      same(object, name, seen[name] ?? null, present.attributes[name] ?? null) ||
      isHalfWritten(object, name, { set, seen, present: present.attributes });
    return differing.every(isAsSeen) ? 'asSeen' : 'moved';
  }

  /** `undefined`: the link is wanted, or was seen, to be absent. */
  private standingOfLink(link: LinkRef, wanted: string | undefined, seen: string | undefined): Standing {
    const present = this.links.get(linkKey(link));
    const is = (value: string | undefined): boolean =>
      value === undefined || present === undefined ? value === present : sameLinkValue(link, present, value);
    if (is(wanted)) return 'holds';
    return is(seen) ? 'asSeen' : 'moved';
  }

  private lifecycle(
    object: ObjectRef,
    wanted: 'live' | 'softDeleted',
    before: 'live' | 'softDeleted',
  ): Standing {
    const present = this.objects.get(objectKey(object))?.object.lifecycle;
    if (present === wanted) return 'holds';
    return present === before ? 'asSeen' : 'moved';
  }
}

/** The object that a step changes, or whose link it changes. */
export function subjectOf(step: Step): ObjectRef {
  const { type, id } = 'object' in step ? step.object : step.link;
  return { type, id };
}

/** Tells steps on links from steps on objects. */
export function isLinkStep(step: Step): step is Extract<Step, { link: LinkRef }> {
  return 'link' in step;
}

async function readObjects(
  directory: Directory,
  refs: readonly ObjectRef[],
  links: boolean,
  signal: AbortSignal,
) {
  const distinct = [...new Map(refs.map((ref) => [objectKey(ref), ref])).values()];
  return distinct.length === 0 ? [] : directory.read(distinct, { links, signal });
}

const same = ({ type }: ObjectRef, name: string, wanted: Json, present: Json): boolean =>
  sameAttribute(type, name, wanted, present);

/**
 * Whether a collection, whose items are written one by one, is on the way from what was seen to what is wanted: as it
 * is left by a worker that dies between two items. Nobody else's item is there, and none that both have is missing.
 */
function isHalfWritten(
  { type }: ObjectRef,
  name: string,
  values: {
    readonly set: AttributeValues;
    readonly seen: AttributeValues;
    readonly present: AttributeValues;
  },
): boolean {
  if (attributeEntry(type, name)?.write.by !== 'collection') return false;
  const itemsOf = (from: AttributeValues): readonly JsonObject[] => jsonObjects(from[name] ?? null);
  const isAmong = (items: readonly JsonObject[]) => (item: JsonObject) =>
    items.some((other) => sameAttribute(type, name, [item], [other]));
  const [wanted, seen, present] = [itemsOf(values.set), itemsOf(values.seen), itemsOf(values.present)];
  return present.every(isAmong([...wanted, ...seen])) && wanted.filter(isAmong(seen)).every(isAmong(present));
}
