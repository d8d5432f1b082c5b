import { Inject, UseGuards } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { Args, Context, ID, Mutation, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import { mayDo, type Operation } from '#access';
import type { PageRequest, TenantModels } from '#projections';
import type { Caller } from '../access/caller.js';
import { OperationEnum, OPERATIONS } from '../access/operation.enum.js';
import { ReaderGuard } from '../access/reader.guard.js';
import { VisibleModels } from '../access/visible-models.js';
import { API_PARTS, type ApiParts } from '../api-parts.js';
import { Backup, BackupConnection } from '../backup/backup.model.js';
import {
  DifferenceReport,
  DifferenceReportConnection,
} from '../difference-report/difference-report.model.js';
import { Job, jobOf } from '../job/job.union.js';
import { connection } from '../paging/connection.js';
import { PageArgs } from '../paging/page.args.js';
import { shown } from '../paging/shown.js';
import { PlanStageEnum, type PlanStage } from '../plan/plan-stage.enum.js';
import { AtLeast } from '../position/at-least.decorator.js';
import { AwaitedPosition } from '../position/awaited-position.js';
import { Recovery, RecoveryConnection } from '../recovery/recovery.model.js';
import { RequestFlow } from '../requests/request-flow.js';
import { ChangeSettings } from './change-settings.command.js';
import { ChangeSettingsInput } from './change-settings.input.js';
import { ChangeSettingsResult } from './change-settings.result.js';
import { FindTenant } from './find-tenant.query.js';
import { ListTenants } from './list-tenants.query.js';
import { Tenant, TenantConnection } from './tenant.model.js';
import { withheldTypes } from '../access/visible-types.js';
import { WITHHELD_TYPES } from '../scope/withheld-types.js';
import { ObjectTypeEnum } from '../scope/object-type.enum.js';
import type { ObjectType } from '#catalogue';

@Resolver(() => Tenant)
export class TenantResolver {
  constructor(
    private readonly visible: VisibleModels,
    private readonly queries: QueryBus,
    private readonly requests: RequestFlow,
    private readonly awaited: AwaitedPosition,
    @Inject(API_PARTS) private readonly parts: Pick<ApiParts, 'models'>,
  ) {}

  @Query(() => TenantConnection, { description: 'The tenants that the caller may see.' })
  @UseGuards(ReaderGuard)
  async tenants(
    @Args() args: PageArgs,
    @Context('caller') caller: Caller,
    @Context('signal') signal: AbortSignal,
    @AtLeast() atLeast?: string | null,
  ): Promise<TenantConnection> {
    await this.awaited.atLeast('atLeast', atLeast, signal);
    return connection(args, (page) => this.queries.execute(new ListTenants(caller, page)), Tenant.of);
  }

  @Query(() => Tenant, { nullable: true, description: 'One tenant; null where there is none of this id.' })
  @UseGuards(ReaderGuard)
  async tenant(
    @Args('id', { type: () => ID, description: 'The tenant’s id.' }) id: string,
    @Context('caller') caller: Caller,
    @Context('signal') signal: AbortSignal,
    @AtLeast() atLeast?: string | null,
  ): Promise<Tenant | undefined> {
    await this.awaited.atLeast('atLeast', atLeast, signal);
    return shown(await this.queries.execute(new FindTenant(caller, id)), Tenant.of);
  }

  @Mutation(() => ChangeSettingsResult, {
    description: 'Changes a tenant’s settings. Needs an administrator role.',
  })
  async changeSettings(
    @Args('input', { description: 'The settings to change.' }) input: ChangeSettingsInput,
    @Context('caller') caller: Caller,
  ): Promise<typeof ChangeSettingsResult> {
    return this.requests.carryOut(
      ChangeSettingsInput,
      input,
      (valid) => new ChangeSettings(caller, valid),
      (id) => shown(this.visible.tenant(caller, id), Tenant.of),
    );
  }

  @ResolveField(() => [ObjectTypeEnum], WITHHELD_TYPES)
  withheldTypes(@Context('caller') caller: Caller): readonly ObjectType[] {
    return withheldTypes(caller);
  }

  @ResolveField(() => Job, { nullable: true, description: 'The job that runs now, if one does.' })
  runningJob(
    @Parent() { runningJobId, past }: Tenant,
    @Context('caller') caller: Caller,
  ): typeof Job | undefined {
    if (runningJobId === null) return undefined;
    return shown(this.visible.job(caller, runningJobId, past), (view) => jobOf(view, past));
  }

  @ResolveField(() => Backup, {
    nullable: true,
    description: 'The newest backup, whatever its status; null before the first.',
  })
  latestBackup(@Parent() { id, past }: Tenant): Backup | undefined {
    const { rows } = this.modelsOf(past).backups(id, { first: 1 });
    return shown(rows[0]?.row, (view) => Backup.of(view, past));
  }

  @ResolveField(() => BackupConnection, { description: 'Backups, newest first.' })
  backups(@Parent() { id, past }: Tenant, @Args() args: PageArgs): Promise<BackupConnection> {
    const read = (page: PageRequest) => this.modelsOf(past).backups(id, page);
    return connection(args, read, (view) => Backup.of(view, past));
  }

  @ResolveField(() => DifferenceReportConnection, { description: 'Difference reports, newest first.' })
  differenceReports(
    @Parent() { id, past }: Tenant,
    @Args() args: PageArgs,
  ): Promise<DifferenceReportConnection> {
    const read = (page: PageRequest) => this.modelsOf(past).differenceReports(id, page);
    return connection(args, read, (view) => DifferenceReport.of(view, past));
  }

  @ResolveField(() => RecoveryConnection, { description: 'The recovery history, newest first.' })
  recoveries(@Parent() { id, past }: Tenant, @Args() args: PageArgs): Promise<RecoveryConnection> {
    const read = (page: PageRequest) => this.modelsOf(past).recoveries(id, page);
    return connection(args, read, (view) => Recovery.of(view, past));
  }

  @ResolveField(() => RecoveryConnection, {
    description:
      'The dry runs whose frozen plan waits for a decision, or has been decided on by a second person; newest first. What was carried out or is past its retention no longer waits.',
  })
  frozenPlans(
    @Parent() { id, past }: Tenant,
    @Args() args: PageArgs,
    @Args('stage', { type: () => PlanStageEnum, description: 'Which of them.' }) stage: PlanStage,
  ): Promise<RecoveryConnection> {
    const read = (page: PageRequest) => this.modelsOf(past).frozenPlans(id, stage, page);
    return connection(args, read, (view) => Recovery.of(view, past));
  }

  @ResolveField(() => [OperationEnum], {
    description: 'What the caller may do in this tenant, by its roles and the tenant’s settings.',
  })
  callerMay(@Parent() { id, settings }: Tenant, @Context('caller') { principal }: Caller): Operation[] {
    const { readersMayCreateReports } = settings;
    return OPERATIONS.filter((operation) => mayDo(principal, operation, { id, readersMayCreateReports }));
  }

  private modelsOf(past: TenantModels | undefined): TenantModels {
    return past ?? this.parts.models;
  }
}
