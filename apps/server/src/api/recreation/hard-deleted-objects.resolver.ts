import { Inject } from '@nestjs/common';
import { Args, Context, Parent, ResolveField, Resolver } from '@nestjs/graphql';
import { isRefusal, type Change } from '#protection';
import type { Page } from '#projections';
import type { Caller } from '../access/caller.js';
import { API_PARTS, type ApiParts } from '../api-parts.js';
import { DEFAULT_CHANGE_ORDER } from '../difference-report/change-order.input.js';
import { DifferenceReport } from '../difference-report/difference-report.model.js';
import { ReportedChanges } from '../difference-report/reported-changes.js';
import { refusedQuery } from '../errors/client-error.js';
import { connection } from '../paging/connection.js';
import { PageArgs } from '../paging/page.args.js';
import { HardDeletedObject, HardDeletedObjectConnection } from './hard-deleted-object.model.js';
import { visibleTypes } from '../access/visible-types.js';

/** The objects that a report found gone for good, and what re-creating them would bring back. */
@Resolver(() => DifferenceReport)
export class HardDeletedObjectsResolver {
  constructor(
    private readonly reportedChanges: ReportedChanges,
    @Inject(API_PARTS) private readonly parts: Pick<ApiParts, 'backupContents'>,
  ) {}

  @ResolveField(() => HardDeletedObjectConnection, {
    description:
      'The objects that are gone for good, with what they were and what re-creating them would bring back. An error (`ReportNotCompleted`, `DifferenceReportExpired`) until completed and once expired.',
  })
  async hardDeletedObjects(
    @Parent() report: DifferenceReport,
    @Args() args: PageArgs,
    @Context('caller') caller: Caller,
  ): Promise<HardDeletedObjectConnection> {
    const index = await this.reportedChanges.indexOf(report);
    if (isRefusal(index)) throw refusedQuery(index);
    const { id, backupRoot } = report;
    return connection(
      args,
      (page) =>
        this.withObjects(
          caller.principal.tenantId,
          backupRoot ?? '',
          index.changes(
            id,
            { kinds: ['hardDeleted'], objectTypes: visibleTypes(caller) },
            DEFAULT_CHANGE_ORDER,
            page,
          ),
        ),
      (object) => object,
    );
  }

  private async withObjects(
    tenantId: string,
    root: string,
    page: Page<Change>,
  ): Promise<Page<HardDeletedObject>> {
    const rows: Page<HardDeletedObject>['rows'][number][] = [];
    for (const { cursor, row } of page.rows) {
      const object = await this.parts.backupContents.object(tenantId, root, row);
      if (object === undefined) throw new Error(`A report's own backup lacks ${row.type}/${row.id}.`);
      rows.push({ cursor, row: HardDeletedObject.of(row, object, root) });
    }
    return { ...page, rows };
  }
}
