import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import type { DifferenceReportView } from '#projections';
import type { Caller } from '../access/caller.js';
import { VisibleModels } from '../access/visible-models.js';

export class FindDifferenceReport extends Query<DifferenceReportView | undefined> {
  constructor(
    readonly caller: Caller,
    readonly id: string,
  ) {
    super();
  }
}

@QueryHandler(FindDifferenceReport)
export class FindDifferenceReportHandler implements IQueryHandler<FindDifferenceReport> {
  constructor(private readonly visible: VisibleModels) {}

  async execute({ caller, id }: FindDifferenceReport): Promise<DifferenceReportView | undefined> {
    return this.visible.differenceReport(caller, id);
  }
}
