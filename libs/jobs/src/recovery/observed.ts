import {
  linkKey,
  objectKey,
  sameAttribute,
  sameLinkValue,
  type Json,
  type LinkRef,
  type ObjectRef,
} from '#catalogue';
import type { Directory } from '#directory';
import type { AttributeValues, Step } from '#protection';

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

  hasLink(link: LinkRef): boolean {
    return this.links.has(linkKey(link));
  }

  standing(step: Step): Standing {
    switch (step.step) {
      case 'update':
        return this.standingOfUpdate(step);
      case 'reconcile':
        return Object.keys(this.differing(step.object, step.set)).length === 0 ? 'holds' : 'asSeen';
      case 'restore':
        return this.lifecycle(step.object, 'live', 'softDeleted');
      case 'softDelete':
        return this.lifecycle(step.object, 'softDeleted', 'live');
      case 'addLink':
        return this.hasLink(step.link) ? 'holds' : 'asSeen';
      case 'removeLink':
        return this.hasLink(step.link) ? 'asSeen' : 'holds';
      case 'updateLink':
        return this.standingOfLinkValue(step);
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
    return names.every((name) => is(name, step.set) || is(name, step.seen)) ? 'asSeen' : 'moved';
  }

  private standingOfLinkValue({ link, value, seen }: Extract<Step, { step: 'updateLink' }>): Standing {
    const present = this.links.get(linkKey(link));
    if (present === undefined) return 'moved';
    if (sameLinkValue(link, present, value)) return 'holds';
    return sameLinkValue(link, present, seen) ? 'asSeen' : 'moved';
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
