import { linkKey, objectKey, type LinkRef, type ObjectRef } from '#catalogue';
import type { Change } from '../change/change.js';
import type { StepLabel } from '../recovery/recovery-events.js';

/** What a recovery touched of one object. */
interface Touched {
  readonly actions: Set<StepLabel['action']>;
  readonly attributes: Set<string>;
  readonly links: Set<string>;
}

/** What a recovery touched: the limits of its undo. */
export interface AppliedSteps {
  /** The part of a change that the recovery touched; `undefined` where it touched none of it. */
  readonly restrict: (change: Change) => Change | undefined;
  /** The attributes of an object that the recovery wrote. */
  readonly attributesOf: (ref: ObjectRef) => ReadonlySet<string>;
  /** The links, by key, that the recovery wrote. */
  readonly links: ReadonlySet<string>;
}

/**
 * Reads from the labels of a recovery's applied (and doubtful) steps what it touched. The plan of the undo may reconcile
 * what `attributesOf` has, and its comparison takes `links` as `linksThatCount`.
 */
export function appliedSteps(labels: Iterable<StepLabel>): AppliedSteps {
  const touched = new Map<string, Touched>();
  const links = new Set<string>();
  for (const label of labels) {
    note(touched, label);
    if (label.link) links.add(linkKey(linkOf(label, label.link)));
  }
  return {
    links,
    restrict: (change) => {
      const own = touched.get(objectKey(change));
      return own && restrictChange(change, own);
    },
    attributesOf: (ref) => touched.get(objectKey(ref))?.attributes ?? new Set(),
  };
}

function note(touched: Map<string, Touched>, label: StepLabel): void {
  const key = objectKey({ type: label.objectType, id: label.objectId });
  const own = touched.get(key) ?? { actions: new Set(), attributes: new Set(), links: new Set() };
  touched.set(key, own);
  if (label.link) {
    own.links.add(linkName(label.link.name, label.link.target));
    return;
  }
  own.actions.add(label.action);
  for (const name of label.attributes) own.attributes.add(name);
}

function restrictChange(change: Change, own: Touched): Change | undefined {
  const attributes = change.attributes.filter(({ name }) => own.attributes.has(name));
  const links = change.links.filter(({ link, target }) => own.links.has(linkName(link, target)));
  switch (change.kind) {
    case 'modified':
      return attributes.length + links.length > 0 ? { ...change, attributes, links } : undefined;
    case 'restored':
      return own.actions.has('restore') ? { ...change, attributes, links } : undefined;
    case 'softDeleted':
      return own.actions.has('softDelete') ? { ...change, attributes, links } : undefined;
    case 'hardDeleted':
      return change;
    case 'created':
      return own.actions.has('create') ? { ...change, attributes, links } : undefined;
    default:
      return change.kind satisfies never;
  }
}

const linkOf = (
  { objectType, objectId }: StepLabel,
  { name, target }: NonNullable<StepLabel['link']>,
): LinkRef => ({ type: objectType, id: objectId, link: name, target });

const linkName = (link: string, target: string): string => `${link}/${target}`;
