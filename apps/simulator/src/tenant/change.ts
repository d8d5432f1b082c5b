import type { JsonObject } from '#catalogue';
import type { Kind } from './kinds.js';

/**
 * The elementary changes of a tenant. Every write is some of these, committed together; the journal on disk
 * holds nothing else, so reading it back is applying them again.
 */
export type TenantChange =
  | { readonly change: 'create'; readonly kind: Kind; readonly id: string; readonly entity: JsonObject }
  /** Sets the named properties; `null` clears one. */
  | { readonly change: 'update'; readonly kind: Kind; readonly id: string; readonly set: JsonObject }
  | { readonly change: 'softDelete'; readonly kind: Kind; readonly id: string }
  | { readonly change: 'restore'; readonly kind: Kind; readonly id: string; readonly set: JsonObject }
  /** Deletes for good, with every link that names the object. */
  | { readonly change: 'remove'; readonly kind: Kind; readonly id: string }
  | { readonly change: 'addMember'; readonly group: string; readonly member: string }
  | { readonly change: 'removeMember'; readonly group: string; readonly member: string };

/** Changes that take effect together, and when. */
export interface Commit {
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly changes: readonly TenantChange[];
  /** Set where nobody asked for it: what was deleted long ago goes for good by itself. */
  readonly by?: 'retention';
}
