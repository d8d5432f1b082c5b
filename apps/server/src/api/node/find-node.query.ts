import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import type { Caller } from '../access/caller.js';
import { VisibleModels } from '../access/visible-models.js';
import { Backup } from '../backup/backup.model.js';
import { jobOf } from '../job/job.union.js';
import { shown } from '../paging/shown.js';
import { Tenant } from '../tenant/tenant.model.js';
import type { Node } from './node.model.js';

export class FindNode extends Query<Node | undefined> {
  constructor(
    readonly caller: Caller,
    readonly id: string,
  ) {
    super();
  }
}

@QueryHandler(FindNode)
export class FindNodeHandler implements IQueryHandler<FindNode> {
  constructor(private readonly visible: VisibleModels) {}

  async execute({ caller, id }: FindNode): Promise<Node | undefined> {
    return (
      shown(this.visible.job(caller, id), jobOf) ??
      shown(this.visible.backup(caller, id), Backup.of) ??
      shown(this.visible.tenant(caller, id), Tenant.of)
    );
  }
}
