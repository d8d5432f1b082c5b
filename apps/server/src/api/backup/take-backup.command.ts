import { Inject } from '@nestjs/common';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { actingFor, type Caller } from '../access/caller.js';
import { Permission } from '../access/permission.js';
import { API_PARTS, type ApiParts } from '../api-parts.js';
import { keyOf } from '../requests/idempotency-key.decorator.js';
import type { RequestOutcome } from '../requests/request-flow.js';
import type { TakeBackupInput } from './take-backup.input.js';

export class TakeBackup extends Command<RequestOutcome> {
  constructor(
    readonly caller: Caller,
    readonly input: TakeBackupInput,
  ) {
    super();
  }
}

@CommandHandler(TakeBackup)
export class TakeBackupHandler implements ICommandHandler<TakeBackup> {
  constructor(
    private readonly permission: Permission,
    @Inject(API_PARTS) private readonly parts: Pick<ApiParts, 'jobRequests'>,
  ) {}

  async execute({ caller, input }: TakeBackup): Promise<RequestOutcome> {
    const refusal = this.permission.refusalIn(caller, 'takeBackup', input.tenantId);
    if (refusal) return refusal;
    const options = { trigger: 'request', ...keyOf(input) } as const;
    return this.parts.jobRequests.requestBackup(input.tenantId, options, actingFor(caller));
  }
}
