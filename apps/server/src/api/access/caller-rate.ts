import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';
import type { Principal } from '#access';

const WINDOW_S = 60;

/** Limits what one caller asks of this node, by whatever address: a person or an application, in one tenant. */
export class CallerRate {
  private readonly limiter: RateLimiterMemory;

  /** `perMinute`: requests and subscriptions that one caller may begin in a minute. */
  constructor(perMinute: number) {
    this.limiter = new RateLimiterMemory({ points: perMinute, duration: WINDOW_S });
  }

  /** Counts one more request. Answers after how many seconds to ask again; `undefined` where it may be carried out. */
  async secondsToWait({
    tenantId,
    objectId,
  }: Pick<Principal, 'tenantId' | 'objectId'>): Promise<number | undefined> {
    try {
      await this.limiter.consume(`${tenantId}/${objectId}`);
      return undefined;
    } catch (refused) {
      if (refused instanceof RateLimiterRes) return Math.max(1, Math.ceil(refused.msBeforeNext / 1_000));
      throw refused;
    }
  }
}
