import { Args, Context, Mutation, Resolver } from '@nestjs/graphql';
import type { Caller } from '../access/caller.js';
import { VisibleModels } from '../access/visible-models.js';
import { Backup } from '../backup/backup.model.js';
import { shown } from '../paging/shown.js';
import { RequestFlow } from '../requests/request-flow.js';
import { AddToImport } from './add-to-import.command.js';
import { AddToImportInput } from './add-to-import.input.js';
import { CompleteImport } from './complete-import.command.js';
import { CompleteImportInput } from './complete-import.input.js';
import { AddToImportResult, CompleteImportResult, ImportInTheMaking } from './import.results.js';

@Resolver()
export class ImportResolver {
  constructor(
    private readonly visible: VisibleModels,
    private readonly requests: RequestFlow,
  ) {}

  @Mutation(() => AddToImportResult, {
    description:
      'Adds objects and links of an export to an import in the making, or begins one. Needs an administrator role.',
  })
  async addToImport(
    @Args('input', { description: 'What to add.' }) input: AddToImportInput,
    @Context('caller') caller: Caller,
  ): Promise<typeof AddToImportResult> {
    return this.requests.carryOut(
      AddToImportInput,
      input,
      (valid) => new AddToImport(caller, valid),
      (importRoot) => Object.assign(new ImportInTheMaking(), { importRoot }),
    );
  }

  @Mutation(() => CompleteImportResult, {
    description:
      'Makes an import a backup: to be compared with, never to be recovered from. Needs an administrator role.',
  })
  async completeImport(
    @Args('input', { description: 'Which import.' }) input: CompleteImportInput,
    @Context('caller') caller: Caller,
  ): Promise<typeof CompleteImportResult> {
    return this.requests.carryOut(
      CompleteImportInput,
      input,
      (valid) => new CompleteImport(caller, valid),
      (id) => shown(this.visible.backup(caller, id), Backup.of),
    );
  }
}
