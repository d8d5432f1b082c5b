import { Field, Int, ObjectType } from '@nestjs/graphql';
import type { RecoveryView } from '#projections';
import type { PlanOptions } from '#protection';
import { PlanReview } from './plan-review.model.js';
import { ConditionalAccessModeEnum, WhatMovedEnum } from './plan-terms.enums.js';

@ObjectType({ description: 'Exactly what a recovery does: its steps in order, with the values seen.' })
export class RecoveryPlan {
  readonly tenantId: string;
  /** The recovery that it is the plan of. */
  readonly recoveryId: string;
  /** The object id of whoever asked for it. */
  readonly requesterId: string;

  @Field({
    description: 'Names the plan by its whole content: give it when the plan is started or approved.',
  })
  readonly digest: string;

  @Field(() => Int, { description: 'The number of its steps.' })
  readonly stepCount: number;

  @Field(() => WhatMovedEnum, { description: 'What becomes of what has moved since it was seen.' })
  readonly whatMoved: PlanOptions['whatMoved'];

  @Field(() => ConditionalAccessModeEnum, { description: 'How Conditional Access policies come back.' })
  readonly conditionalAccess: PlanOptions['conditionalAccess'];

  @Field(() => PlanReview, {
    nullable: true,
    description: 'What a second person has decided on it; null where nobody has.',
  })
  readonly review: PlanReview | null;

  /** `undefined` until there is a plan, and once its values are gone. */
  static of(view: RecoveryView): RecoveryPlan | undefined {
    const { id, tenantId, planRoot, plannedSteps, plan, review, expired, requestedBy } = view;
    if (planRoot === null || plannedSteps === null || expired) return undefined;
    return Object.assign(new RecoveryPlan(), {
      ...{ tenantId, recoveryId: id, digest: planRoot, stepCount: plannedSteps, review },
      requesterId: requestedBy.id,
      whatMoved: plan?.whatMoved ?? 'skip',
      conditionalAccess: plan?.conditionalAccess ?? 'asInBackup',
    });
  }
}
