import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import type { TenantView } from '#projections';
import type { Caller } from '../access/caller.js';
import { VisibleModels } from '../access/visible-models.js';

export class FindTenant extends Query<TenantView | undefined> {
  constructor(
    readonly caller: Caller,
    readonly id: string,
  ) {
    super();
  }
}

@QueryHandler(FindTenant)
export class FindTenantHandler implements IQueryHandler<FindTenant> {
  constructor(private readonly visible: VisibleModels) {}

  async execute({ caller, id }: FindTenant): Promise<TenantView | undefined> {
    return this.visible.tenant(caller, id);
  }
}
