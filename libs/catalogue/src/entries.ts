import type { Json } from './json.js';
import type { ObjectType } from './object-types.js';

/**
 * How two values of an attribute are compared.
 * - `scalar`: as they are.
 * - `words`: a text of words joined by commas or blanks, whose order means nothing.
 * - `set`: a collection whose order means nothing, at any depth.
 * - `list`: a collection whose order has a meaning.
 * - `object`: a structure; collections in it are sets, and absent, null and empty members are the same.
 */
export type AttributeForm = 'scalar' | 'words' | 'set' | 'list' | 'object';

/**
 * What an attribute is kept for.
 * - `compared`: in the supported scope; differences are reported and recovered.
 * - `readOnly`: kept for the reader; Graph cannot write it, so it never appears as a difference.
 * - `context`: needed to decide (synced? dynamic? which name?), never compared.
 * - `ignored`: changes with every write (modification times); not kept at all.
 */
export type AttributeRole = 'compared' | 'readOnly' | 'context' | 'ignored';

/** One attribute of an object type. */
export interface AttributeEntry {
  /** Microsoft Graph's v1.0 name. */
  readonly name: string;
  /** The name in Microsoft's list of supported attributes, where it differs. */
  readonly documented?: string;
  readonly form: AttributeForm;
  readonly role: AttributeRole;
  /** The value that an absent or null property stands for. */
  readonly absent: Json;
  /** Graph shows another value while the object is soft-deleted, so the two are not compared then. */
  readonly unreliableWhileDeleted?: true;
  /** Members of this structure that are shown whole but mean only a reference: reduced to their `id`. */
  readonly referencesById?: readonly string[];
}

/** One kind of link between objects. */
export interface LinkEntry {
  readonly name: string;
  /** What the link's other end may be. */
  readonly targets: readonly ObjectType[];
  /** `none`: the link is there or not. `words`: it carries a set of words (the scopes of a grant). */
  readonly value: 'none' | 'words';
  /** Graph's name for the link object where it has one of its own. */
  readonly entity?: 'oAuth2PermissionGrant' | 'appRoleAssignment';
}

/** One object type: everything that select lists, comparison, plans, refusals and documents derive from. */
export interface ObjectTypeEntry {
  readonly type: ObjectType;
  /** Name shown to people. */
  readonly label: string;
  /** Path of the collection below the service root. */
  readonly path: string;
  /** Path of the collection of soft-deleted objects; `undefined` where deletion is final. */
  readonly deletedPath?: string;
  /** Whether Graph offers a delta query. */
  readonly delta: boolean;
  /** Whether every property is in scope (known or not), rather than the listed ones. */
  readonly wholeObject: boolean;
  /** The documented limit that its requests count against. */
  readonly lane: 'identity' | 'conditionalAccess';
  /** Objects of a lower rank are restored and updated before those that may name them. */
  readonly rank: number;
  readonly attributes: readonly AttributeEntry[];
  readonly links: readonly LinkEntry[];
}

type Options = Partial<Omit<AttributeEntry, 'name' | 'form'>>;

const attribute =
  (form: AttributeForm, absent: Json) =>
  (name: string, options: Options = {}) =>
    ({ name, form, absent, role: 'compared', ...options }) satisfies AttributeEntry;

/** Builders, so that an entry of the tables below reads as one line. */
export const scalar = attribute('scalar', null);
export const words = attribute('words', null);
export const set = attribute('set', []);
export const structure = attribute('object', null);
