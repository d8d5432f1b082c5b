import { Inject } from '@nestjs/common';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { actingFor, type Caller } from '../access/caller.js';
import { Permission } from '../access/permission.js';
import { RecoveryTypes } from '../access/recovery-types.js';
import { API_PARTS, type ApiParts } from '../api-parts.js';
import type { RequestOutcome } from '../requests/request-flow.js';
import type { CancelJobInput } from './cancel-job.input.js';

export class CancelJob extends Command<RequestOutcome> {
  constructor(
    readonly caller: Caller,
    readonly input: CancelJobInput,
  ) {
    super();
  }
}

@CommandHandler(CancelJob)
export class CancelJobHandler implements ICommandHandler<CancelJob> {
  constructor(
    private readonly permission: Permission,
    private readonly types: RecoveryTypes,
    @Inject(API_PARTS) private readonly parts: Pick<ApiParts, 'jobRequests'>,
  ) {}

  async execute({ caller, input }: CancelJob): Promise<RequestOutcome> {
    const refusal = this.permission.refusalFor(caller, 'cancelJob');
    if (refusal) return refusal;
    const beyond = this.types.refusalOfCancel(caller, input.jobId);
    if (beyond) return beyond;
    return this.parts.jobRequests.cancelJob(caller.principal.tenantId, input.jobId, actingFor(caller));
  }
}
