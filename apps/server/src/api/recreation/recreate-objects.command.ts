import { Inject } from '@nestjs/common';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { isRefusal, parseScope } from '#protection';
import { actingFor, type Caller } from '../access/caller.js';
import { Permission } from '../access/permission.js';
import { RecoveryTypes } from '../access/recovery-types.js';
import { API_PARTS, type ApiParts } from '../api-parts.js';
import { keyOf } from '../requests/idempotency-key.decorator.js';
import type { RequestOutcome } from '../requests/request-flow.js';
import type { RecreateObjectsInput } from './recreate-objects.input.js';

export class RecreateObjects extends Command<RequestOutcome> {
  constructor(
    readonly caller: Caller,
    readonly input: RecreateObjectsInput,
  ) {
    super();
  }
}

@CommandHandler(RecreateObjects)
export class RecreateObjectsHandler implements ICommandHandler<RecreateObjects> {
  constructor(
    private readonly permission: Permission,
    private readonly types: RecoveryTypes,
    @Inject(API_PARTS) private readonly parts: Pick<ApiParts, 'jobRequests'>,
  ) {}

  async execute({ caller, input }: RecreateObjects): Promise<RequestOutcome> {
    const { tenantId, differenceReportId, objectIds, dryRun, confirmMassChange } = input;
    const refusal = this.permission.refusalIn(caller, 'startRecovery', tenantId);
    if (refusal) return refusal;
    // What named an object is made to name the new one, whatever type it is of.
    const beyond = this.types.refusalOfAnyType(caller);
    if (beyond) return beyond;
    const scope = parseScope({ objectIds });
    if (isRefusal(scope)) return scope;
    const options = {
      ...{ from: { differenceReportId, scope }, dryRun, recreate: true },
      ...(confirmMassChange && { confirmMassChange }),
      reason: input.reason ?? null,
      ...keyOf(input),
    };
    return this.parts.jobRequests.startRecovery(tenantId, options, actingFor(caller));
  }
}
