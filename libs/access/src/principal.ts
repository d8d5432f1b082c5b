import type { ObjectType } from '#catalogue';
import type { Operation } from './operation.js';

/**
 * What a caller may be: after Entra Backup Reader and Entra Backup Administrator, and besides an approver, who reads and
 * decides on plans.
 */
export type Role = 'reader' | 'approver' | 'administrator';

/** Who calls, as a validated access token says. */
export interface Principal {
  /** The caller's own tenant (`tid`), in lower case: the only one on which the caller may act. */
  readonly tenantId: string;
  /** The caller's object id (`oid`), in lower case: with the tenant id, the identity for the audit log. */
  readonly objectId: string;
  /** For display only: names change and are not unique. */
  readonly name: string;
  /** Empty for a caller who signed in but was given no role. */
  readonly roles: readonly Role[];
  /** The roles that are for some object types only, each with these. A role that is not named here is for all. */
  readonly typesByRole?: Readonly<Partial<Record<Role, readonly ObjectType[]>>>;
  /** Where the token's scopes are narrower than the roles: the only operations that it is good for. */
  readonly mayOnly?: readonly Operation[];
  /** The client that asked for the token (`azp`). */
  readonly applicationId: string;
  /** From when on the token is no longer good: long-lived connections end then. */
  readonly expiresAt: Date;
}
