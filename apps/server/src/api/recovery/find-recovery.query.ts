import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import type { RecoveryView } from '#projections';
import type { Caller } from '../access/caller.js';
import { VisibleModels } from '../access/visible-models.js';

export class FindRecovery extends Query<RecoveryView | undefined> {
  constructor(
    readonly caller: Caller,
    readonly id: string,
  ) {
    super();
  }
}

@QueryHandler(FindRecovery)
export class FindRecoveryHandler implements IQueryHandler<FindRecovery> {
  constructor(private readonly visible: VisibleModels) {}

  async execute({ caller, id }: FindRecovery): Promise<RecoveryView | undefined> {
    return this.visible.recovery(caller, id);
  }
}
