import type { Clock, Random } from '#runtime';
import { isJsonObject } from '#catalogue';
import { repliesToParts } from './batch.js';
import { hasStatus, succeeded, type GraphReply, type GraphRequest } from './graph-request.js';
import type { Departure, Pace } from './pace.js';
import { PersonalApplications } from './personal-applications.js';
import { QuotaQueue, type Held } from './quota-queue.js';
import { requestCost, sumOfCosts, type RequestCost } from './request-cost.js';
import { retryAfterMs } from './retry-after.js';
import { TokenBucket } from './token-bucket.js';
import { QUOTA_LANES, type OnWaiting, type QuotaLane } from './waiting.js';
import { backOffMs } from './with-retry.js';

export interface QuotaSettings {
  /** The share of each quota to use, above 0 and at most 1; what is left is for others. Default: all. */
  readonly share?: number;
  /** How many users the tenant has, where that is known: it decides how much may be read. Learnt otherwise. */
  readonly users?: number;
}

export interface QuotaPorts {
  readonly clock: Clock;
  readonly random: Random;
  readonly onWaiting?: OnWaiting | undefined;
}

interface Limit {
  readonly amount: number;
  readonly windowMs: number;
  /** The first pause after a refusal that does not say how long to wait. */
  readonly firstPauseMs: number;
}

/** Resource units in ten seconds, by the tenant's number of users. The least until it is known. */
const unitsFor = (users: number): number => (users > 500 ? 8_000 : users >= 50 ? 5_000 : 3_500);

/** https://learn.microsoft.com/graph/throttling-limits#identity-and-access-service-limits */
const LIMITS: Readonly<Record<QuotaLane, Limit>> = {
  resourceUnits: { amount: unitsFor(0), windowMs: 10_000, firstPauseMs: 1_000 },
  writes: { amount: 3_000, windowMs: 150_000, firstPauseMs: 1_000 },
  personalApplications: { amount: 60, windowMs: 60_000, firstPauseMs: 1_000 },
  conditionalAccess: { amount: 1, windowMs: 1_000, firstPauseMs: 2_000 },
  reports: { amount: 5, windowMs: 10_000, firstPauseMs: 1_000 },
};

/** Their clock is not ours, and requests do not arrive as evenly as they leave: this much is given up for it. */
const MARGIN = 0.003;

/**
 * Keeps to the quotas that one application has in one tenant, so that Graph need not refuse for our sake; what Graph
 * says of them in its answers is heeded. Beyond our own, the quotas of the whole tenant (Conditional Access) are used by
 * others too: a refusal stops a whole quota until Graph takes requests again.
 */
export class TenantQuota implements Pace {
  readonly personalApplications = new PersonalApplications();
  private readonly queues: Readonly<Record<QuotaLane, QuotaQueue>>;
  private readonly refusals = new Map<QuotaLane, number>();
  private users: number;

  constructor(
    private readonly ports: QuotaPorts,
    private readonly settings: QuotaSettings = {},
  ) {
    const { share = 1, users = 0 } = settings;
    if (!(share > 0 && share <= 1)) throw new Error('The share of the quota must be above 0 and at most 1.');
    this.users = users;
    const entries = QUOTA_LANES.map((lane) => [lane, this.queue(lane)] as const);
    this.queues = Object.fromEntries(entries) as Record<QuotaLane, QuotaQueue>;
  }

  async turn(request: GraphRequest, signal: AbortSignal): Promise<Departure> {
    const cost = this.costOf(request);
    const held = new Map<QuotaLane, Held>();
    try {
      for (const lane of QUOTA_LANES) {
        const amount = cost[lane];
        if (amount === undefined) continue;
        held.set(lane, await this.queues[lane].take(amount, request.priority ?? 'high', signal));
      }
    } catch (error) {
      for (const one of held.values()) one.giveBack();
      throw error;
    }
    return { ended: (reply) => this.ended(request, cost, held, reply) };
  }

  private ended(
    request: GraphRequest,
    cost: RequestCost,
    held: ReadonlyMap<QuotaLane, Held>,
    reply: GraphReply,
  ): void {
    if (reply.reply === 'notSent') return held.forEach((one) => one.giveBack());
    if (reply.reply === 'lost') return held.forEach((one) => one.lose());
    const parts = request.parts ?? [request];
    const replies = request.parts ? repliesToParts(parts, reply) : [reply];
    const usedShare = greatest([reply, ...replies].map((one) => quotaOf(one)?.usedShare));
    const [scarcest] = held.keys();
    const spent = this.spent(parts, replies);
    for (const [lane, one] of held)
      one.settle({
        cost: spent[lane] ?? 0,
        // Graph tells of the fullest quota; which one that is, the scarcest knows.
        usedShare: lane === scarcest ? usedShare : undefined,
      });
    this.heedRefusals(cost, replies);
    parts.forEach((part, index) => this.learn(part, replies[index]));
  }

  /** What Graph says it cost, or what is documented; what waited in vain for its predecessor costs nothing. */
  private spent(parts: readonly GraphRequest[], replies: readonly GraphReply[]): RequestCost {
    const costs = parts.map((part, index): RequestCost => {
      const reply = replies[index];
      if (reply && hasStatus(reply, 424)) return {};
      const cost = this.costOf(part);
      const units = cost.resourceUnits && reply && quotaOf(reply)?.resourceUnits;
      return units === undefined ? cost : { ...cost, resourceUnits: units };
    });
    return costs.reduce(sumOfCosts, {});
  }

  private costOf(request: GraphRequest): RequestCost {
    return requestCost(request, (one) => this.personalApplications.isWrittenBy(one));
  }

  /** Stops what Graph has refused, for as long as the longest of its answers asks. */
  private heedRefusals(cost: RequestCost, replies: readonly GraphReply[]): void {
    const refused = replies.filter((reply) => hasStatus(reply, 429));
    const lanes = QUOTA_LANES.filter((lane) => cost[lane] !== undefined);
    for (const lane of lanes) {
      const about = refused.filter((reply) => (quotaOf(reply)?.exceeded ?? lane) === lane);
      if (about.length > 0) this.stop(lane, greatest(about.map((reply) => this.askedMs(reply))));
      else if (replies.some(succeeded)) this.refusals.delete(lane);
    }
  }

  private stop(lane: QuotaLane, askedMs: number | undefined): void {
    const queue = this.queues[lane];
    // Requests that were under way together are refused together: that is one refusal.
    const refusals = (this.refusals.get(lane) ?? 0) + (queue.isHeld ? 0 : 1);
    this.refusals.set(lane, refusals);
    queue.hold(askedMs ?? backOffMs(LIMITS[lane].firstPauseMs, Math.max(1, refusals), this.ports.random));
  }

  private askedMs(reply: GraphReply): number | undefined {
    return reply.reply === 'answered' ? retryAfterMs(reply.retryAfter, this.ports.clock.now()) : undefined;
  }

  private learn(part: GraphRequest, reply: GraphReply | undefined): void {
    if (reply === undefined) return;
    this.personalApplications.learn(part, reply);
    const users = usersShown(part, reply);
    if (users <= this.users) return;
    const grows = unitsFor(users) > unitsFor(this.users);
    this.users = users;
    if (grows) this.queues.resourceUnits.resize(this.amount('resourceUnits'));
  }

  private queue(lane: QuotaLane): QuotaQueue {
    const { clock, onWaiting } = this.ports;
    const bucket = new TokenBucket(this.amount(lane), LIMITS[lane].windowMs, clock.now().getTime());
    return new QuotaQueue(bucket, clock, (waiting) => onWaiting?.({ lane, ...waiting }));
  }

  private amount(lane: QuotaLane): number {
    const { amount } = lane === 'resourceUnits' ? { amount: unitsFor(this.users) } : LIMITS[lane];
    return amount * (this.settings.share ?? 1) * (1 - MARGIN);
  }
}

const quotaOf = (reply: GraphReply) => (reply.reply === 'answered' ? reply.quota : undefined);

function greatest(numbers: readonly (number | undefined)[]): number | undefined {
  const known = numbers.filter((number) => number !== undefined);
  return known.length === 0 ? undefined : Math.max(...known);
}

/** How many users an answer shows the tenant to have at least. */
function usersShown({ path }: GraphRequest, reply: GraphReply): number {
  if (!succeeded(reply) || !/^\/[^/]+\/users(\/delta|\/\$count)?(\?|$)/.test(path)) return 0;
  const { body } = reply;
  if (typeof body === 'number') return body;
  const listed = isJsonObject(body) ? body['value'] : undefined;
  return Array.isArray(listed) ? listed.length : 0;
}
