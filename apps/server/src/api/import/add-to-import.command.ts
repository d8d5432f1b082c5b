import { Inject } from '@nestjs/common';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { entriesOfLine } from '#interchange';
import { isRefusal, refusal, type Refusal } from '#protection';
import type { Caller } from '../access/caller.js';
import { Permission } from '../access/permission.js';
import { API_PARTS, type ApiParts } from '../api-parts.js';
import type { RequestOutcome } from '../requests/request-flow.js';
import type { AddToImportInput } from './add-to-import.input.js';

export class AddToImport extends Command<RequestOutcome> {
  constructor(
    readonly caller: Caller,
    readonly input: AddToImportInput,
  ) {
    super();
  }
}

@CommandHandler(AddToImport)
export class AddToImportHandler implements ICommandHandler<AddToImport> {
  constructor(
    private readonly permission: Permission,
    @Inject(API_PARTS) private readonly parts: Pick<ApiParts, 'imports'>,
  ) {}

  /** Writes no event: what is added is nothing until the import is completed. The id is the root to go on from. */
  async execute({ caller, input }: AddToImport): Promise<RequestOutcome> {
    const { tenantId, importRoot, lines } = input;
    const notPermitted = this.permission.refusalIn(caller, 'importBackup', tenantId);
    if (notPermitted) return notPermitted;
    const entries = lines.map((line, place) => entriesOfLine(line) ?? notTold(place));
    const fault = entries.find(isRefusal);
    if (fault) return fault;
    const told = entries.flatMap((each) => (isRefusal(each) ? [] : each));
    const root = await this.parts.imports.add(tenantId, importRoot ?? undefined, told);
    return isRefusal(root) ? root : { id: root, position: undefined };
  }
}

const notTold = (place: number): Refusal =>
  refusal(
    'InvalidInput',
    `Line ${place} (from 0) is neither an object ({type, id, lifecycle, attributes, links}) nor a link ({type, id, link, target, value}) that backups hold.`,
  );
