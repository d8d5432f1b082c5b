import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import type { BackupView } from '#projections';
import type { Caller } from '../access/caller.js';
import { VisibleModels } from '../access/visible-models.js';

export class FindBackup extends Query<BackupView | undefined> {
  constructor(
    readonly caller: Caller,
    readonly id: string,
  ) {
    super();
  }
}

@QueryHandler(FindBackup)
export class FindBackupHandler implements IQueryHandler<FindBackup> {
  constructor(private readonly visible: VisibleModels) {}

  async execute({ caller, id }: FindBackup): Promise<BackupView | undefined> {
    return this.visible.backup(caller, id);
  }
}
