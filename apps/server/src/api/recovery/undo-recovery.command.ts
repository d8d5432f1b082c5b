import { Inject } from '@nestjs/common';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { keyOf } from '../requests/idempotency-key.decorator.js';
import { actingFor, type Caller } from '../access/caller.js';
import { Permission } from '../access/permission.js';
import { RecoveryTypes } from '../access/recovery-types.js';
import { API_PARTS, type ApiParts } from '../api-parts.js';
import type { RequestOutcome } from '../requests/request-flow.js';
import type { UndoRecoveryInput } from './undo-recovery.input.js';

export class UndoRecovery extends Command<RequestOutcome> {
  constructor(
    readonly caller: Caller,
    readonly input: UndoRecoveryInput,
  ) {
    super();
  }
}

@CommandHandler(UndoRecovery)
export class UndoRecoveryHandler implements ICommandHandler<UndoRecovery> {
  constructor(
    private readonly permission: Permission,
    private readonly types: RecoveryTypes,
    @Inject(API_PARTS) private readonly parts: Pick<ApiParts, 'jobRequests'>,
  ) {}

  async execute({ caller, input }: UndoRecovery): Promise<RequestOutcome> {
    const refusal = this.permission.refusalFor(caller, 'startRecovery');
    if (refusal) return refusal;
    const { recoveryId, dryRun, confirmMassChange } = input;
    const beyond = this.types.refusalOfUndo(caller, recoveryId);
    if (beyond) return beyond;
    const options = {
      recoveryId,
      dryRun,
      ...(confirmMassChange && { confirmMassChange }),
      reason: input.reason ?? null,
      ...keyOf(input),
    };
    return this.parts.jobRequests.undoRecovery(caller.principal.tenantId, options, actingFor(caller));
  }
}
