import { Inject } from '@nestjs/common';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { isRefusal, parseScope } from '#protection';
import { keyOf } from '../requests/idempotency-key.decorator.js';
import { actingFor, type Caller } from '../access/caller.js';
import { Permission } from '../access/permission.js';
import { API_PARTS, type ApiParts } from '../api-parts.js';
import type { RequestOutcome } from '../requests/request-flow.js';
import type { CreateDifferenceReportInput } from './create-difference-report.input.js';

export class CreateDifferenceReport extends Command<RequestOutcome> {
  constructor(
    readonly caller: Caller,
    readonly input: CreateDifferenceReportInput,
  ) {
    super();
  }
}

@CommandHandler(CreateDifferenceReport)
export class CreateDifferenceReportHandler implements ICommandHandler<CreateDifferenceReport> {
  constructor(
    private readonly permission: Permission,
    @Inject(API_PARTS) private readonly parts: Pick<ApiParts, 'jobRequests'>,
  ) {}

  async execute({ caller, input }: CreateDifferenceReport): Promise<RequestOutcome> {
    const { tenantId, backupId, compareWithBackupId } = input;
    const refusal = this.permission.refusalIn(caller, 'createDifferenceReport', tenantId);
    if (refusal) return refusal;
    const scope = parseScope(input.scope);
    if (isRefusal(scope)) return scope;
    const options = {
      backupId,
      ...(compareWithBackupId && { compareWithBackupId }),
      scope,
      ...keyOf(input),
    };
    return this.parts.jobRequests.startDifferenceReport(tenantId, options, actingFor(caller));
  }
}
