import { seededRandom, type Clock } from '#runtime';
import { disordered, type DisorderOptions } from './delta/disorder.js';
import { gapWrappers, type GapOptions } from './faults/known-gaps.js';
import { RandomFaults, type FaultOptions } from './faults/random-faults.js';
import type { GraphServiceOptions } from './graph/graph-service.js';
import type { Wrapper } from './graph/message.js';
import { refusingConcurrentWrites } from './lag/concurrent-writes.js';
import { replicated } from './lag/replication.js';
import { refusingUnreplicated } from './lag/unreplicated-references.js';
import { permitted, tokensOf } from './permissions/permission-check.js';
import type { Tenant } from './tenant/tenant.js';
import type { LimitName } from './throttling/limits.js';
import { Throttling } from './throttling/throttling.js';

/** How a simulated tenant behaves under load and permission. Everything is off or generous unless it is asked for. */
export interface BehaviourOptions {
  /** Whether applications may do only what their tokens' roles allow; by default any token may do everything. */
  readonly permissions?: boolean;
  /** Graph's service limits, multiplied by `factor`; by default there are none. */
  readonly quota?: { readonly factor: number };
  /** How long reads may show what was before, in milliseconds; by default they never do. */
  readonly lagMs?: number;
  /** What goes wrong by chance; by default nothing. */
  readonly faults?: FaultOptions;
  /** What delta rounds look like; by default tidy, with 200 objects or 1,000 members a page. */
  readonly delta?: DeltaOptions;
  /** Which lists are incomplete, or more complete than Graph's. */
  readonly gaps?: GapOptions;
}

export interface DeltaOptions extends DisorderOptions {
  readonly objectsPerPage?: number;
  readonly membersPerPage?: number;
}

/** What the options come to: behaviours for the Graph service, and what they have counted. */
export interface Behaviours {
  readonly service: Pick<
    GraphServiceOptions,
    'wrappers' | 'wireWrappers' | 'authenticate' | 'seenBy' | 'sizes'
  >;
  /** How many requests were refused because of one limit, or of any. */
  readonly throttled: (limit?: LimitName) => number;
}

/** Builds the behaviours around a tenant. What they do by chance follows from `seed`, by default the tenant's. */
export function behavioursOf(
  tenant: Tenant,
  clock: Clock,
  options: BehaviourOptions,
  seed = tenant.identity.seed,
): Behaviours {
  const { permissions = false, quota, lagMs = 0 } = options;
  const faults = options.faults && new RandomFaults(clock, { seed, ...options.faults });
  const throttling = quota && new Throttling(tenant, clock, quota.factor);
  const wrappers: readonly (Wrapper | undefined)[] = [
    faults?.wrapper,
    throttling?.wrapper,
    permissions ? permitted(tenant, clock) : undefined,
    ...gapWrappers(options.gaps ?? {}),
    disorderOf(options.delta ?? {}, seed),
    ...(lagMs > 0 ? [refusingUnreplicated(tenant, clock, lagMs), refusingConcurrentWrites(clock)] : []),
  ];
  return {
    service: {
      wrappers: wrappers.filter((wrapper) => wrapper !== undefined),
      wireWrappers: faults ? [faults.aroundBatches] : [],
      sizes: sizesOf(options),
      ...(permissions ? { authenticate: tokensOf(tenant, clock) } : {}),
      ...(lagMs > 0 ? { seenBy: replicated(tenant, { clock, random: seededRandom(seed), lagMs }) } : {}),
    },
    throttled: (limit) => throttling?.refused(limit) ?? 0,
  };
}

function disorderOf(options: DeltaOptions, seed: number): Wrapper | undefined {
  return options.repeats || options.reordered ? disordered(options, seededRandom(seed)) : undefined;
}

function sizesOf({ delta = {}, gaps = {} }: BehaviourOptions): GraphServiceOptions['sizes'] & object {
  return {
    ...(delta.objectsPerPage === undefined ? {} : { deltaObjects: delta.objectsPerPage }),
    ...(delta.membersPerPage === undefined ? {} : { deltaMembers: delta.membersPerPage }),
    ...(gaps.expandAll ? { expanded: Infinity } : {}),
  };
}
