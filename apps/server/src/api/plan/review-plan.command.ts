import { Inject } from '@nestjs/common';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { actingFor, type Caller } from '../access/caller.js';
import { Permission } from '../access/permission.js';
import { RecoveryTypes } from '../access/recovery-types.js';
import { API_PARTS, type ApiParts } from '../api-parts.js';
import type { RequestOutcome } from '../requests/request-flow.js';
import type { ReviewPlanInput } from './review-plan.input.js';

export class ReviewPlan extends Command<RequestOutcome> {
  constructor(
    readonly caller: Caller,
    readonly decision: 'ApprovePlan' | 'RejectPlan',
    readonly input: ReviewPlanInput,
  ) {
    super();
  }
}

@CommandHandler(ReviewPlan)
export class ReviewPlanHandler implements ICommandHandler<ReviewPlan> {
  constructor(
    private readonly permission: Permission,
    private readonly types: RecoveryTypes,
    @Inject(API_PARTS) private readonly parts: Pick<ApiParts, 'jobRequests'>,
  ) {}

  async execute({ caller, decision, input }: ReviewPlan): Promise<RequestOutcome> {
    const notPermitted = this.permission.refusalFor(caller, 'approvePlan');
    if (notPermitted) return notPermitted;
    const { planId, digest: planDigest, reason } = input;
    const beyond = await this.types.refusalOfPlan(caller, planId, 'approvePlan');
    if (beyond) return beyond;
    const review = { type: decision, planId, planDigest, reason };
    return this.parts.jobRequests.reviewPlan(caller.principal.tenantId, review, actingFor(caller));
  }
}
