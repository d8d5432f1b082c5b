import { Field, ID, ObjectType } from '@nestjs/graphql';
import type { PastReadModels } from '#projections';
import { DateTime } from '../scalars/date-time.js';
import { Tenant } from '../tenant/tenant.model.js';

@ObjectType({
  description:
    'How every backup, report and recovery of a tenant stood at a moment. Whatever is reached from here stands as it did then.',
})
export class TenantAsOf {
  /** The tenant as it stood then. */
  readonly tenant: Tenant;

  @Field(() => DateTime, { description: 'When the last event happened that this answer takes in.' })
  readonly at: string;

  @Field(() => ID, {
    description: 'Place in the log of that event: asked for as of it, the answer is the same ever after.',
  })
  readonly position: string;

  /** `undefined` where the tenant was not yet under protection. */
  static of(this: void, tenantId: string, { at, position, models }: PastReadModels): TenantAsOf | undefined {
    const view = models.tenant(tenantId);
    return view && Object.assign(new TenantAsOf(), { at, position, tenant: Tenant.of(view, models) });
  }
}
