/** The limits that a request can meet. */
export type LimitName =
  'resourceUnits' | 'writes' | 'tenantWrites' | 'personalApplicationWrites' | 'conditionalAccess' | 'reports';

/** One of Graph's service limits: https://learn.microsoft.com/graph/throttling-limits */
export interface Limit {
  readonly name: LimitName;
  /** How much is allowed within the window, by the number of users of the tenant. */
  readonly amount: (users: number) => number;
  readonly windowMs: number;
  /** Who shares it: each application in the tenant has its own, or all have one together. */
  readonly scope: 'Tenant_Application' | 'Tenant';
  readonly access: 'ReadWrite' | 'Read' | 'Write';
  /** What `x-ms-throttle-information` says; `undefined` where the service says nothing, not even when to come back. */
  readonly information: 'ResourceUnitLimitExceeded' | 'WriteLimitExceeded' | undefined;
  /** The share of the limit that requests of low priority may use. */
  readonly lowPriorityShare: number;
}

const SECOND = 1_000;
const MINUTE = 60 * SECOND;

/** Small, medium and large tenants. */
const unitsBySize = (users: number): number => (users < 50 ? 3_500 : users <= 500 ? 5_000 : 8_000);

/**
 * The limits of one tenant. Those of an application over all its tenants, and the global one, are so high that a single
 * tenant never meets them.
 */
export const LIMITS: Readonly<Record<LimitName, Limit>> = {
  resourceUnits: {
    name: 'resourceUnits',
    amount: unitsBySize,
    windowMs: 10 * SECOND,
    scope: 'Tenant_Application',
    access: 'ReadWrite',
    information: 'ResourceUnitLimitExceeded',
    lowPriorityShare: 0.8,
  },
  writes: {
    name: 'writes',
    amount: () => 3_000,
    windowMs: 150 * SECOND,
    scope: 'Tenant_Application',
    access: 'Write',
    information: 'WriteLimitExceeded',
    lowPriorityShare: 0.8,
  },
  tenantWrites: {
    name: 'tenantWrites',
    amount: () => 18_000,
    windowMs: 5 * MINUTE,
    scope: 'Tenant',
    access: 'Write',
    information: 'WriteLimitExceeded',
    lowPriorityShare: 0.8,
  },
  personalApplicationWrites: {
    name: 'personalApplicationWrites',
    amount: () => 60,
    windowMs: MINUTE,
    scope: 'Tenant_Application',
    access: 'Write',
    information: 'WriteLimitExceeded',
    lowPriorityShare: 1,
  },
  conditionalAccess: {
    name: 'conditionalAccess',
    amount: () => 1,
    windowMs: SECOND,
    scope: 'Tenant',
    access: 'ReadWrite',
    information: undefined,
    lowPriorityShare: 1,
  },
  reports: {
    name: 'reports',
    amount: () => 5,
    windowMs: 10 * SECOND,
    scope: 'Tenant_Application',
    access: 'Read',
    information: 'ResourceUnitLimitExceeded',
    lowPriorityShare: 1,
  },
};
