import { UseGuards } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { Args, Context, ID, Mutation, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import { isRefusal } from '#protection';
import type { Caller } from '../access/caller.js';
import { ReaderGuard } from '../access/reader.guard.js';
import { VisibleModels } from '../access/visible-models.js';
import { Backup } from '../backup/backup.model.js';
import { refusedQuery } from '../errors/client-error.js';
import { connection } from '../paging/connection.js';
import { PageArgs } from '../paging/page.args.js';
import { shown } from '../paging/shown.js';
import { AtLeast } from '../position/at-least.decorator.js';
import { AwaitedPosition } from '../position/awaited-position.js';
import { RequestFlow } from '../requests/request-flow.js';
import { validInput } from '../requests/valid-input.js';
import { Tenant } from '../tenant/tenant.model.js';
import { changeFilter, ChangeFilterInput } from './change-filter.input.js';
import { ChangeOrderInput, DEFAULT_CHANGE_ORDER } from './change-order.input.js';
import { ChangeSummary } from './change-summary.model.js';
import { Change, ChangeConnection } from './change.model.js';
import { CreateDifferenceReport } from './create-difference-report.command.js';
import { CreateDifferenceReportInput } from './create-difference-report.input.js';
import { CreateDifferenceReportResult } from './create-difference-report.result.js';
import { DifferenceReport } from './difference-report.model.js';
import { FindDifferenceReport } from './find-difference-report.query.js';
import { ReportedChanges } from './reported-changes.js';
import { seenOf, visibleTypes, withheldTypes } from '../access/visible-types.js';
import { WITHHELD_TYPES } from '../scope/withheld-types.js';
import { ObjectTypeEnum } from '../scope/object-type.enum.js';
import type { ObjectType } from '#catalogue';

@Resolver(() => DifferenceReport)
export class DifferenceReportResolver {
  constructor(
    private readonly visible: VisibleModels,
    private readonly reportedChanges: ReportedChanges,
    private readonly queries: QueryBus,
    private readonly requests: RequestFlow,
    private readonly awaited: AwaitedPosition,
  ) {}

  @Query(() => DifferenceReport, {
    nullable: true,
    description: 'One difference report; null where there is none of this id.',
  })
  @UseGuards(ReaderGuard)
  async differenceReport(
    @Args('id', { type: () => ID, description: 'The report’s id.' }) id: string,
    @Context('caller') caller: Caller,
    @Context('signal') signal: AbortSignal,
    @AtLeast() atLeast?: string | null,
  ): Promise<DifferenceReport | undefined> {
    await this.awaited.atLeast('atLeast', atLeast, signal);
    return shown(await this.queries.execute(new FindDifferenceReport(caller, id)), DifferenceReport.of);
  }

  @Mutation(() => CreateDifferenceReportResult, {
    description: 'Starts a job that finds what has changed since a backup. Needs an administrator role.',
  })
  async createDifferenceReport(
    @Args('input', { description: 'What to compare.' }) input: CreateDifferenceReportInput,
    @Context('caller') caller: Caller,
  ): Promise<typeof CreateDifferenceReportResult> {
    return this.requests.carryOut(
      CreateDifferenceReportInput,
      input,
      (valid) => new CreateDifferenceReport(caller, valid),
      (id) => shown(this.visible.differenceReport(caller, id), DifferenceReport.of),
    );
  }

  @ResolveField(() => Tenant, { description: 'The tenant that it looks at.' })
  tenant(@Parent() { past }: DifferenceReport, @Context('caller') caller: Caller): Tenant {
    return Tenant.of(this.visible.ownTenant(caller, past), past);
  }

  @ResolveField(() => Backup, { nullable: true, description: 'The backup that it compares with.' })
  backup(
    @Parent() { backupId, past }: DifferenceReport,
    @Context('caller') caller: Caller,
  ): Backup | undefined {
    if (backupId === null) return undefined;
    return shown(this.visible.backup(caller, backupId, past), (view) => Backup.of(view, past));
  }

  @ResolveField(() => Backup, {
    nullable: true,
    description: 'The later backup that it is compared with; null where that is the tenant itself.',
  })
  comparedWith(
    @Parent() { target, past }: DifferenceReport,
    @Context('caller') caller: Caller,
  ): Backup | undefined {
    if (target.from !== 'backup' || target.compareWithBackupId === undefined) return undefined;
    const { compareWithBackupId } = target;
    return shown(this.visible.backup(caller, compareWithBackupId, past), (view) => Backup.of(view, past));
  }

  @ResolveField(() => [ObjectTypeEnum], WITHHELD_TYPES)
  withheldTypes(@Context('caller') caller: Caller): readonly ObjectType[] {
    return withheldTypes(caller);
  }

  @ResolveField(() => ChangeSummary, {
    nullable: true,
    description: 'Numbers of changes by type and by action; null until completed and once expired.',
  })
  async summary(
    @Parent() report: DifferenceReport,
    @Context('caller') caller: Caller,
  ): Promise<ChangeSummary | undefined> {
    const index = await this.reportedChanges.indexOf(report);
    return isRefusal(index) ? undefined : ChangeSummary.of(index.summary(report.id, visibleTypes(caller)));
  }

  @ResolveField(() => ChangeConnection, {
    description:
      'What differs. An error (`ReportNotCompleted`, `DifferenceReportExpired`) until completed and once expired.',
  })
  async changes(
    @Parent() report: DifferenceReport,
    @Args() args: PageArgs,
    @Context('caller') caller: Caller,
    @Args('filter', { nullable: true, type: () => ChangeFilterInput, description: 'Which changes to show.' })
    filter?: ChangeFilterInput | null,
    @Args('orderBy', {
      nullable: true,
      type: () => ChangeOrderInput,
      description: 'In which order; by object type where it is left out.',
    })
    orderBy?: ChangeOrderInput | null,
  ): Promise<ChangeConnection> {
    const asked = validInput(ChangeFilterInput, filter ?? {});
    if (isRefusal(asked)) throw refusedQuery(asked);
    const index = await this.reportedChanges.indexOf(report);
    if (isRefusal(index)) throw refusedQuery(index);
    const order = orderBy ?? DEFAULT_CHANGE_ORDER;
    const wanted = { ...changeFilter(asked), objectTypes: seenOf(caller, asked.objectTypes) };
    return connection(args, (page) => index.changes(report.id, wanted, order, page), Change.of);
  }
}
