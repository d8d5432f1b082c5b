import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import type { Page, PageRequest, TenantView } from '#projections';
import type { Caller } from '../access/caller.js';
import { VisibleModels } from '../access/visible-models.js';

export class ListTenants extends Query<Page<TenantView>> {
  constructor(
    readonly caller: Caller,
    readonly page: PageRequest,
  ) {
    super();
  }
}

@QueryHandler(ListTenants)
export class ListTenantsHandler implements IQueryHandler<ListTenants> {
  constructor(private readonly visible: VisibleModels) {}

  async execute({ caller, page }: ListTenants): Promise<Page<TenantView>> {
    return this.visible.tenants(caller, page);
  }
}
