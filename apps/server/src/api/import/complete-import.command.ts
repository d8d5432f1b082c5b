import { Inject } from '@nestjs/common';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { isRefusal } from '#protection';
import { actingFor, type Caller } from '../access/caller.js';
import { Permission } from '../access/permission.js';
import { API_PARTS, type ApiParts } from '../api-parts.js';
import { keyOf } from '../requests/idempotency-key.decorator.js';
import type { RequestOutcome } from '../requests/request-flow.js';
import type { CompleteImportInput } from './complete-import.input.js';

export class CompleteImport extends Command<RequestOutcome> {
  constructor(
    readonly caller: Caller,
    readonly input: CompleteImportInput,
  ) {
    super();
  }
}

@CommandHandler(CompleteImport)
export class CompleteImportHandler implements ICommandHandler<CompleteImport> {
  constructor(
    private readonly permission: Permission,
    @Inject(API_PARTS) private readonly parts: Pick<ApiParts, 'imports' | 'jobRequests'>,
  ) {}

  async execute({ caller, input }: CompleteImport): Promise<RequestOutcome> {
    const { tenantId, importRoot: root, name } = input;
    const notPermitted = this.permission.refusalIn(caller, 'importBackup', tenantId);
    if (notPermitted) return notPermitted;
    const contents = await this.parts.imports.contentsOf(tenantId, root);
    if (isRefusal(contents)) return contents;
    const options = { root, name, contents, ...keyOf(input) };
    return this.parts.jobRequests.importBackup(tenantId, options, actingFor(caller));
  }
}
