import type { Json } from './json.js';
import type { ObjectType } from './object-types.js';
import type { Reading, Writing } from './access.js';

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

/** The JSON that Graph shows. `time` is ISO 8601 in UTC. */
export type JsonKind = 'text' | 'boolean' | 'time' | 'guid' | 'texts' | 'objects' | 'object';

/** What Graph takes for a value. Lengths in characters, numbers in items. */
export interface ValueLimits {
  readonly maxLength?: number;
  readonly maxItems?: number;
  /** The only values (of an enumeration, or of the words of one). */
  readonly values?: readonly string[];
  readonly pattern?: RegExp;
}

/** One attribute of an object type. */
export interface AttributeEntry {
  /** Microsoft Graph's name. */
  readonly name: string;
  /** The name in Microsoft's list of supported attributes, where it differs. */
  readonly documented?: string;
  readonly kind: JsonKind;
  readonly form: AttributeForm;
  readonly role: AttributeRole;
  /** The value that an absent or null property stands for. */
  readonly absent: Json;
  readonly limits: ValueLimits;
  readonly read: Reading;
  readonly write: Writing;
  /** Whether Graph takes `null`. */
  readonly clearable: boolean;
  /** Application permissions that this attribute needs beyond its type's. */
  readonly permissions?: { readonly read?: string; readonly write?: string };
  /** Changing it for someone who holds an administrator role asks for a role of the application itself. */
  readonly sensitive?: true;
  /** Graph shows another value while the object is soft-deleted, so the two are not compared then. */
  readonly unreliableWhileDeleted?: true;
  /** Members of this structure that are shown whole but mean only a reference: reduced to their `id`. */
  readonly referencesById?: readonly string[];
  /** Members of this collection's items that Graph makes anew with each item: they are not compared. */
  readonly madeByGraph?: readonly string[];
  /** Values that Graph may turn a value into by itself, so that they say the same as the one that was written. */
  readonly becomes?: Readonly<Record<string, readonly string[]>>;
  /** Context attributes that Graph wants to be told together with this one. */
  readonly writtenWith?: readonly string[];
  /** The catalogue version that the attribute came with; backups of older versions know nothing of it. */
  readonly since: number;
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
  /** Application permissions that suffice together with those of the type. */
  readonly permissions: { readonly read: readonly string[]; readonly write: readonly string[] };
}

/** One object type: everything that select lists, comparison, plans, refusals and documents derive from. */
export interface ObjectTypeEntry {
  readonly type: ObjectType;
  /** Name shown to people. */
  readonly label: string;
  /** Path of the collection below the service root; of the one object where there is only one. */
  readonly path: string;
  /** Set where the tenant has exactly one such object. */
  readonly singleton?: true;
  /** Path of the collection of soft-deleted objects; `undefined` where deletion is final. */
  readonly deletedPath?: string;
  /** Whether Graph offers a delta query. */
  readonly delta: boolean;
  /** Whether every property is in scope (known or not), rather than the listed ones. */
  readonly wholeObject: boolean;
  /** The documented limit that its requests count against. */
  readonly lane: 'identity' | 'conditionalAccess';
  /** Types that its objects may name: they are restored and updated first. */
  readonly dependsOn: readonly ObjectType[];
  /** Application permissions: each list suffices as a whole. Empty where no application can be let do it. */
  readonly permissions: { readonly read: readonly string[]; readonly write: readonly string[] };
  readonly attributes: readonly AttributeEntry[];
  readonly links: readonly LinkEntry[];
}
