import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import type { AuditEntryView, AuditFilter, Page, PageRequest } from '#projections';
import type { Caller } from '../access/caller.js';
import { VisibleModels } from '../access/visible-models.js';

export class ReadAuditLog extends Query<Page<AuditEntryView>> {
  constructor(
    readonly caller: Caller,
    readonly tenantId: string,
    readonly filter: AuditFilter,
    readonly page: PageRequest,
  ) {
    super();
  }
}

@QueryHandler(ReadAuditLog)
export class ReadAuditLogHandler implements IQueryHandler<ReadAuditLog> {
  constructor(private readonly visible: VisibleModels) {}

  async execute({ caller, tenantId, filter, page }: ReadAuditLog): Promise<Page<AuditEntryView>> {
    return this.visible.auditLog(caller, tenantId, filter, page);
  }
}
