import type { Clock } from '#runtime';
import { GraphError } from '../graph/graph-error.js';
import type { GraphRequest, Handler, GraphResponse, Wrapper } from '../graph/message.js';
import { callerOf } from '../permissions/caller.js';
import type { Tenant } from '../tenant/tenant.js';
import { LIMITS, type Limit, type LimitName } from './limits.js';
import { Meter } from './meter.js';
import { isPersonalApplicationWrite } from './personal-applications.js';
import { requestCost, type RequestCost } from './request-cost.js';

/** From this share of a limit on, answers say how much of it is used. */
const TOLD_FROM = 0.8;

/** What one request takes from one limit. */
interface Charge {
  readonly limit: Limit;
  readonly meter: Meter;
  readonly amount: number;
  /** The limit at the present size of the tenant. */
  readonly allowed: number;
  /** How much of it a request of this priority may use. */
  readonly ceiling: number;
}

type Headers = Readonly<Record<string, string>>;

/**
 * Refuses what goes beyond Graph's service limits, and only that. Each inner request of a batch is weighed by itself.
 * https://learn.microsoft.com/graph/throttling-limits
 */
export class Throttling {
  private readonly meters = new Map<string, Meter>();
  private readonly refusals = new Map<LimitName, number>();

  /** `factor` multiplies every limit: with 10, ten times as much is allowed in the same time. */
  constructor(
    private readonly tenant: Tenant,
    private readonly clock: Clock,
    private readonly factor: number,
  ) {
    if (!(factor > 0)) throw new Error(`The factor of the limits must be positive, not ${factor}.`);
  }

  /** How many requests were refused: because of one limit, or of any. */
  refused(limit?: LimitName): number {
    if (limit !== undefined) return this.refusals.get(limit) ?? 0;
    return [...this.refusals.values()].reduce((sum, count) => sum + count, 0);
  }

  readonly wrapper: Wrapper = (next) => async (request) => {
    const cost = requestCost(request);
    const charges = this.charges(request, cost);
    const exceeded = charges.find(({ meter, amount, ceiling }) => !meter.hasRoom(amount, ceiling));
    if (exceeded) throw this.refusal(exceeded, charges, callerOf(request.headers).appId);
    for (const { meter, amount } of charges) meter.take(amount);
    const units = cost.service === 'identity' ? { 'x-ms-resource-unit': String(cost.resourceUnits) } : {};
    return answerTold(next, request, { ...units, ...usage(charges) });
  };

  private charges(request: GraphRequest, cost: RequestCost): readonly Charge[] {
    if (cost.service !== 'identity') return [this.charge(LIMITS[cost.service], 1, request)];
    const charges = [this.charge(LIMITS.resourceUnits, cost.resourceUnits, request)];
    if (cost.writes === 0) return charges;
    charges.push(this.charge(LIMITS.writes, cost.writes, request));
    charges.push(this.charge(LIMITS.tenantWrites, cost.writes, request));
    if (isPersonalApplicationWrite(request, this.tenant))
      charges.push(this.charge(LIMITS.personalApplicationWrites, 1, request));
    return charges;
  }

  private charge(limit: Limit, amount: number, { headers }: GraphRequest): Charge {
    const key = `${limit.name} ${limit.scope === 'Tenant' ? '' : callerOf(headers).appId}`;
    let meter = this.meters.get(key);
    if (!meter) this.meters.set(key, (meter = new Meter(limit.windowMs)));
    const allowed = limit.amount(this.tenant.collection('user').liveCount) * this.factor;
    const isLow = headers['x-ms-throttle-priority']?.toLowerCase() === 'low';
    meter.leak(allowed, this.clock.now().getTime());
    return { limit, meter, amount, allowed, ceiling: isLow ? allowed * limit.lowPriorityShare : allowed };
  }

  private refusal(exceeded: Charge, charges: readonly Charge[], appId: string): GraphError {
    const { limit, meter, amount, allowed, ceiling } = exceeded;
    this.refusals.set(limit.name, this.refused(limit.name) + 1);
    meter.refuse(amount, allowed);
    const told = {
      'Retry-After': this.retryAfter(meter.waitMs(amount, ceiling, allowed)),
      'x-ms-throttle-scope': `${limit.scope}/${limit.access}/${appId}/${this.tenant.identity.id}`,
      'x-ms-throttle-information': limit.information ?? '',
      ...usage(charges),
    };
    const headers = limit.information === undefined ? {} : told;
    return new GraphError(429, 'TooManyRequests', 'Please retry again later.', [], headers);
  }

  /** Whole seconds, as Graph tells them; with limits raised by a factor, whole parts of a second by that factor. */
  private retryAfter(waitMs: number): string {
    const steps = Math.max(1, Math.ceil((waitMs * this.factor) / 1000 - 1e-6));
    return String(Math.ceil((steps / this.factor) * 1000) / 1000);
  }
}

/** Passes a request on and adds headers to its answer, be it a refusal. */
async function answerTold(next: Handler, request: GraphRequest, headers: Headers): Promise<GraphResponse> {
  try {
    const response = await next(request);
    return { ...response, headers: { ...headers, ...response.headers } };
  } catch (error) {
    throw error instanceof GraphError ? error.withHeaders(headers) : error;
  }
}

/** How much of the limit that is nearest to its end is used, where that is much. */
function usage(charges: readonly Charge[]): Headers {
  const share = Math.max(
    ...charges
      .filter(({ limit }) => limit.information !== undefined)
      .map(({ meter, allowed }) => meter.demand(allowed)),
  );
  return share < TOLD_FROM ? {} : { 'x-ms-throttle-limit-percentage': share.toFixed(2) };
}
