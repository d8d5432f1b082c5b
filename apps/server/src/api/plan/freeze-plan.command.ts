import { Inject } from '@nestjs/common';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { isRefusal, refusal, type PlanOptions, type RecoverySource, type Refusal } from '#protection';
import { actingFor, type Caller } from '../access/caller.js';
import { Permission } from '../access/permission.js';
import { RecoveryTypes } from '../access/recovery-types.js';
import { API_PARTS, type ApiParts } from '../api-parts.js';
import { sourceOf } from '../recovery/recovery-source.js';
import { keyOf } from '../requests/idempotency-key.decorator.js';
import type { RequestOutcome } from '../requests/request-flow.js';
import type { FreezePlanInput } from './freeze-plan.input.js';
import { asksWhoOrWhen, selectionOf } from './selection.input.js';

export class FreezePlan extends Command<RequestOutcome> {
  constructor(
    readonly caller: Caller,
    readonly input: FreezePlanInput,
  ) {
    super();
  }
}

@CommandHandler(FreezePlan)
export class FreezePlanHandler implements ICommandHandler<FreezePlan> {
  constructor(
    private readonly permission: Permission,
    private readonly types: RecoveryTypes,
    @Inject(API_PARTS) private readonly parts: Pick<ApiParts, 'jobRequests' | 'plans'>,
  ) {}

  async execute({ caller, input }: FreezePlan): Promise<RequestOutcome> {
    const { tenantId } = input;
    const notPermitted = this.permission.refusalIn(caller, 'startRecovery', tenantId);
    if (notPermitted) return notPermitted;
    const from = sourceOf(input);
    if (isRefusal(from)) return from;
    const beyond = await this.types.refusalOf(caller, from);
    if (beyond) return beyond;
    const plan = await this.optionsOf(input, from);
    if (isRefusal(plan)) return plan;
    const options = { from, dryRun: true, plan, reason: input.reason ?? null, ...keyOf(input) };
    return this.parts.jobRequests.startRecovery(tenantId, options, actingFor(caller));
  }

  private async optionsOf(input: FreezePlanInput, from: RecoverySource): Promise<PlanOptions | Refusal> {
    const { tenantId, whatMoved, conditionalAccess } = input;
    if (!input.selection) return { selectionRoot: null, whatMoved, conditionalAccess };
    const selection = selectionOf(input.selection);
    if (isRefusal(selection)) return selection;
    if ('backupId' in from && asksWhoOrWhen(selection))
      return refusal(
        'InvalidSelection',
        'Only a difference report tells who made a change and when. Freeze the plan from a report.',
      );
    const selectionRoot = await this.parts.plans.keepSelection(tenantId, selection);
    return { selectionRoot, whatMoved, conditionalAccess };
  }
}
