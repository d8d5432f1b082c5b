import { Inject } from '@nestjs/common';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { isRefusal } from '#protection';
import { ReportedChanges } from '../difference-report/reported-changes.js';
import { keyOf } from '../requests/idempotency-key.decorator.js';
import { actingFor, type Caller } from '../access/caller.js';
import { Permission } from '../access/permission.js';
import { RecoveryTypes } from '../access/recovery-types.js';
import { API_PARTS, type ApiParts } from '../api-parts.js';
import type { RequestOutcome } from '../requests/request-flow.js';
import type { RecoverObjectInput } from './recover-object.input.js';

export class RecoverObject extends Command<RequestOutcome> {
  constructor(
    readonly caller: Caller,
    readonly input: RecoverObjectInput,
  ) {
    super();
  }
}

@CommandHandler(RecoverObject)
export class RecoverObjectHandler implements ICommandHandler<RecoverObject> {
  constructor(
    private readonly permission: Permission,
    private readonly types: RecoveryTypes,
    private readonly reportedChanges: ReportedChanges,
    @Inject(API_PARTS) private readonly parts: Pick<ApiParts, 'jobRequests'>,
  ) {}

  async execute({ caller, input }: RecoverObject): Promise<RequestOutcome> {
    const refusal = this.permission.refusalFor(caller, 'startRecovery');
    if (refusal) return refusal;
    const { differenceReportId, objectId } = input;
    const change = await this.reportedChanges.change(caller, differenceReportId, objectId);
    if (isRefusal(change)) return change;
    const beyond = this.types.refusalOfType(caller, change.type);
    if (beyond) return beyond;
    const options = { differenceReportId, objectId, reason: input.reason ?? null, ...keyOf(input) };
    return this.parts.jobRequests.recoverObject(caller.principal.tenantId, options, actingFor(caller));
  }
}
