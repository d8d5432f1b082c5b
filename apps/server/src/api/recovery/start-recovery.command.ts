import { Inject } from '@nestjs/common';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { isRefusal } from '#protection';
import { keyOf } from '../requests/idempotency-key.decorator.js';
import { sourceOf } from './recovery-source.js';
import { actingFor, type Caller } from '../access/caller.js';
import { Permission } from '../access/permission.js';
import { RecoveryTypes } from '../access/recovery-types.js';
import { API_PARTS, type ApiParts } from '../api-parts.js';
import type { RequestOutcome } from '../requests/request-flow.js';
import type { StartRecoveryInput } from './start-recovery.input.js';

export class StartRecovery extends Command<RequestOutcome> {
  constructor(
    readonly caller: Caller,
    readonly input: StartRecoveryInput,
  ) {
    super();
  }
}

@CommandHandler(StartRecovery)
export class StartRecoveryHandler implements ICommandHandler<StartRecovery> {
  constructor(
    private readonly permission: Permission,
    private readonly types: RecoveryTypes,
    @Inject(API_PARTS) private readonly parts: Pick<ApiParts, 'jobRequests'>,
  ) {}

  async execute({ caller, input }: StartRecovery): Promise<RequestOutcome> {
    const { tenantId } = input;
    const refusal = this.permission.refusalIn(caller, 'startRecovery', tenantId);
    if (refusal) return refusal;
    const from = sourceOf(input);
    if (isRefusal(from)) return from;
    const beyond = await this.types.refusalOf(caller, from);
    if (beyond) return beyond;
    const { dryRun, confirmMassChange } = input;
    const options = {
      from,
      dryRun,
      ...(confirmMassChange && { confirmMassChange }),
      reason: input.reason ?? null,
      ...keyOf(input),
    };
    return this.parts.jobRequests.startRecovery(tenantId, options, actingFor(caller));
  }
}
