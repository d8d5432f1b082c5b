import { Inject } from '@nestjs/common';
import { Args, Context, Parent, ResolveField, Resolver } from '@nestjs/graphql';
import { TooManyAtOnceError, type Moment, type PastReadModels } from '#projections';
import { API_PARTS, type ApiParts } from '../api-parts.js';
import { clientError } from '../errors/client-error.js';
import { DateTime } from '../scalars/date-time.js';
import { Tenant } from '../tenant/tenant.model.js';
import { SeenMoments } from './seen-moments.js';
import { TenantAsOf } from './tenant-as-of.model.js';

@Resolver(() => Tenant)
export class AsOfResolver {
  constructor(
    private readonly moments: SeenMoments,
    @Inject(API_PARTS) private readonly parts: Pick<ApiParts, 'models'>,
  ) {}

  @ResolveField(() => TenantAsOf, {
    nullable: true,
    description:
      'The tenant at a moment of the past, by a position or a time (one of them); null where it was not yet under protection. An error (`Busy`) while too many moments are being worked out.',
  })
  async asOf(
    @Parent() { id }: Tenant,
    @Context('signal') signal: AbortSignal,
    @Args('position', {
      type: () => String,
      nullable: true,
      description: 'A place in the log: what happened there is included.',
    })
    position?: string | null,
    @Args('time', {
      type: () => DateTime,
      nullable: true,
      description: 'A moment that has passed: what happened at it is included.',
    })
    time?: string | null,
  ): Promise<TenantAsOf | undefined> {
    const moment = await this.moments.read({ position, time }, signal);
    const past = await this.pastOf(id, moment, signal);
    return past && TenantAsOf.of(id, past);
  }

  private async pastOf(
    tenantId: string,
    moment: Moment,
    signal: AbortSignal,
  ): Promise<PastReadModels | undefined> {
    try {
      return await this.parts.models.asOf(tenantId, moment, signal);
    } catch (error) {
      if (error instanceof TooManyAtOnceError) throw clientError('Busy', error.message);
      if (signal.aborted) return undefined;
      throw error;
    }
  }
}
