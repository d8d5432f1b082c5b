import { Inject } from '@nestjs/common';
import { Context, Parent, ResolveField, Resolver } from '@nestjs/graphql';
import type { Caller } from '../access/caller.js';
import { API_PARTS, type ApiParts } from '../api-parts.js';
import { shown } from '../paging/shown.js';
import { FoundInstead } from '../plan/found-instead.model.js';
import { RecoveryStep } from './recovery-step.model.js';

@Resolver(() => RecoveryStep)
export class RecoveryStepResolver {
  constructor(@Inject(API_PARTS) private readonly parts: Pick<ApiParts, 'plans'>) {}

  @ResolveField(() => FoundInstead, {
    nullable: true,
    description:
      'Of a step that was skipped because someone has changed what it was to change: what was found. Null for others, and once the recovery’s retention is over.',
  })
  async found(
    @Parent() { foundRoot, step, isExpired }: RecoveryStep,
    @Context('caller') { principal }: Caller,
  ): Promise<FoundInstead | undefined> {
    if (foundRoot === undefined || isExpired) return undefined;
    return shown(await this.parts.plans.found(principal.tenantId, foundRoot, step), FoundInstead.of);
  }
}
