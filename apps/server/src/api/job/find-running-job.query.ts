import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import type { DifferenceReportView, RecoveryView } from '#projections';
import type { Caller } from '../access/caller.js';
import { VisibleModels } from '../access/visible-models.js';

export class FindRunningJob extends Query<DifferenceReportView | RecoveryView | undefined> {
  constructor(
    readonly caller: Caller,
    readonly tenantId: string,
  ) {
    super();
  }
}

@QueryHandler(FindRunningJob)
export class FindRunningJobHandler implements IQueryHandler<FindRunningJob> {
  constructor(private readonly visible: VisibleModels) {}

  async execute({
    caller,
    tenantId,
  }: FindRunningJob): Promise<DifferenceReportView | RecoveryView | undefined> {
    const runningJobId = this.visible.tenant(caller, tenantId)?.runningJobId ?? null;
    return runningJobId === null ? undefined : this.visible.job(caller, runningJobId);
  }
}
