import { Inject } from '@nestjs/common';
import { Args, Context, Mutation, Parent, ResolveField, Resolver } from '@nestjs/graphql';
import { mayDo } from '#access';
import type { ShelvedStep } from '#jobs';
import { Cursors, type Page, type PageRequest } from '#projections';
import { actingFor, type Caller } from '../access/caller.js';
import { RecoveryTypes } from '../access/recovery-types.js';
import { VisibleModels } from '../access/visible-models.js';
import { API_PARTS, type ApiParts } from '../api-parts.js';
import { connection } from '../paging/connection.js';
import { PageArgs } from '../paging/page.args.js';
import { shown } from '../paging/shown.js';
import { Recovery } from '../recovery/recovery.model.js';
import { RequestFlow } from '../requests/request-flow.js';
import { FreezePlan } from './freeze-plan.command.js';
import { FreezePlanInput } from './freeze-plan.input.js';
import { FreezePlanResult } from './freeze-plan.result.js';
import { PlannedStep, PlannedStepConnection } from './planned-step.model.js';
import { RecoveryPlan } from './recovery-plan.model.js';
import { ReviewPlan } from './review-plan.command.js';
import { ReviewPlanInput } from './review-plan.input.js';
import { ReviewPlanResult } from './review-plan.result.js';
import { seesType, visibleTypes } from '../access/visible-types.js';
import { describeStep } from '#protection';

@Resolver(() => RecoveryPlan)
export class PlanResolver {
  constructor(
    private readonly visible: VisibleModels,
    private readonly requests: RequestFlow,
    private readonly types: RecoveryTypes,
    @Inject(API_PARTS) private readonly parts: Pick<ApiParts, 'plans' | 'jobRequests'>,
  ) {}

  @Mutation(() => FreezePlanResult, {
    description:
      'Starts a dry run that freezes a plan: exactly what a recovery started from it will do. Changes nothing. Needs an administrator role.',
  })
  async freezePlan(
    @Args('input', { description: 'What to plan.' }) input: FreezePlanInput,
    @Context('caller') caller: Caller,
  ): Promise<typeof FreezePlanResult> {
    return this.requests.carryOut(
      FreezePlanInput,
      input,
      (valid) => new FreezePlan(caller, valid),
      (id) => shown(this.visible.recovery(caller, id), (view) => Recovery.of(view)),
    );
  }

  @Mutation(() => ReviewPlanResult, {
    description:
      'Lets a plan be started that someone else has asked for, until the approval ends. Needs an approver or administrator role.',
  })
  async approvePlan(
    @Args('input', { description: 'Which plan, and why.' }) input: ReviewPlanInput,
    @Context('caller') caller: Caller,
  ): Promise<typeof ReviewPlanResult> {
    return this.review('ApprovePlan', input, caller);
  }

  @Mutation(() => ReviewPlanResult, {
    description: 'Keeps a plan from being started, for good. Needs an approver or administrator role.',
  })
  async rejectPlan(
    @Args('input', { description: 'Which plan, and why.' }) input: ReviewPlanInput,
    @Context('caller') caller: Caller,
  ): Promise<typeof ReviewPlanResult> {
    return this.review('RejectPlan', input, caller);
  }

  @ResolveField(() => PlannedStepConnection, {
    description:
      'Its steps, in order, of object types that the caller’s role is for; where that is not for all, `totalCount` is that of the page. Who has looked at those of a plan that needs approval is recorded.',
  })
  async steps(
    @Parent() plan: RecoveryPlan,
    @Args() args: PageArgs,
    @Context('caller') caller: Caller,
  ): Promise<PlannedStepConnection> {
    await this.recordView(plan, caller);
    return connection(
      args,
      (page) => this.pageOf(plan, caller, page),
      ({ step }) => PlannedStep.of(step),
    );
  }

  @ResolveField(() => Boolean, {
    description:
      'Whether the caller may approve or reject it: by role, for all object types that it touches, as a second person, and while it is not rejected.',
  })
  async callerMayReview(
    @Parent() { requesterId, review, tenantId, digest }: RecoveryPlan,
    @Context('caller') caller: Caller,
  ): Promise<boolean> {
    const { principal } = caller;
    const { id, settings } = this.visible.ownTenant(caller);
    const tenant = { id, readersMayCreateReports: settings.readersMayCreateReports };
    const isSecondPerson = principal.objectId !== requesterId;
    if (!isSecondPerson || review?.decision === 'rejected' || !mayDo(principal, 'approvePlan', tenant))
      return false;
    return this.types.coversPlan(caller, tenantId, digest);
  }

  private async review(
    decision: 'ApprovePlan' | 'RejectPlan',
    input: ReviewPlanInput,
    caller: Caller,
  ): Promise<typeof ReviewPlanResult> {
    return this.requests.carryOut(
      ReviewPlanInput,
      input,
      (valid) => new ReviewPlan(caller, decision, valid),
      (id) => shown(this.visible.recovery(caller, id), (view) => Recovery.of(view)),
    );
  }

  /** Once for each person: what is looked at again changes nothing. */
  private async recordView(
    { recoveryId: planId, digest: planDigest }: RecoveryPlan,
    caller: Caller,
  ): Promise<void> {
    const { settings } = this.visible.ownTenant(caller);
    const isPlan = this.visible.recovery(caller, planId)?.dryRun === true;
    if (!isPlan || settings.guards?.recoveriesNeedApproval !== true) return;
    const view = { type: 'RecordPlanView', planId, planDigest } as const;
    await this.parts.jobRequests.reviewPlan(caller.principal.tenantId, view, actingFor(caller));
  }

  private async pageOf(
    { tenantId, digest, stepCount }: RecoveryPlan,
    caller: Caller,
    { first, after }: PageRequest,
  ): Promise<Page<ShelvedStep>> {
    const cursors = new Cursors(`planSteps/${digest}`, isKey);
    const [seen] = after === undefined ? [] : cursors.read(after);
    const found = await this.visibleSteps({ tenantId, digest }, caller, seen, first + 1);
    const rows = found.slice(0, first).map((row) => ({ cursor: cursors.write([row.key]), row }));
    const totalCount = visibleTypes(caller) === undefined ? stepCount : rows.length;
    return { rows, hasNextPage: found.length > first, totalCount };
  }

  /** Reads on until so many steps on objects that the caller may see are found. */
  private async visibleSteps(
    { tenantId, digest }: Pick<RecoveryPlan, 'tenantId' | 'digest'>,
    caller: Caller,
    after: string | undefined,
    limit: number,
  ): Promise<readonly ShelvedStep[]> {
    const visible: ShelvedStep[] = [];
    let last = after;
    do {
      const steps = await this.parts.plans.stepsAfter(tenantId, digest, last, limit);
      visible.push(...steps.filter(({ step }) => seesType(caller, describeStep(step, 0).objectType)));
      last = steps.length < limit ? undefined : steps.at(-1)?.key;
    } while (visible.length < limit && last !== undefined);
    return visible.slice(0, limit);
  }
}

const isKey = (place: readonly unknown[]): place is readonly [string] =>
  place.length === 1 && typeof place[0] === 'string';
