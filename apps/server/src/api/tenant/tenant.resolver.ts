import { Inject, UseGuards } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { Args, Context, ID, Mutation, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import type { Caller } from '../access/caller.js';
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
import { Recovery, RecoveryConnection } from '../recovery/recovery.model.js';
import { RequestFlow } from '../requests/request-flow.js';
import { ChangeSettings } from './change-settings.command.js';
import { ChangeSettingsInput } from './change-settings.input.js';
import { ChangeSettingsResult } from './change-settings.result.js';
import { FindTenant } from './find-tenant.query.js';
import { ListTenants } from './list-tenants.query.js';
import { Tenant, TenantConnection } from './tenant.model.js';

@Resolver(() => Tenant)
export class TenantResolver {
  constructor(
    private readonly visible: VisibleModels,
    private readonly queries: QueryBus,
    private readonly requests: RequestFlow,
    @Inject(API_PARTS) private readonly parts: Pick<ApiParts, 'models'>,
  ) {}

  @Query(() => TenantConnection, { description: 'The tenants that the caller may see.' })
  @UseGuards(ReaderGuard)
  async tenants(@Args() args: PageArgs, @Context('caller') caller: Caller): Promise<TenantConnection> {
    return connection(args, (page) => this.queries.execute(new ListTenants(caller, page)), Tenant.of);
  }

  @Query(() => Tenant, { nullable: true, description: 'One tenant; null where there is none of this id.' })
  @UseGuards(ReaderGuard)
  async tenant(
    @Args('id', { type: () => ID, description: 'The tenant’s id.' }) id: string,
    @Context('caller') caller: Caller,
  ): Promise<Tenant | undefined> {
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

  @ResolveField(() => Job, { nullable: true, description: 'The job that runs now, if one does.' })
  runningJob(@Parent() { runningJobId }: Tenant, @Context('caller') caller: Caller): typeof Job | undefined {
    return runningJobId === null ? undefined : shown(this.visible.job(caller, runningJobId), jobOf);
  }

  @ResolveField(() => Backup, {
    nullable: true,
    description: 'The newest backup, whatever its status; null before the first.',
  })
  latestBackup(@Parent() { id }: Tenant): Backup | undefined {
    return shown(this.parts.models.backups(id, { first: 1 }).rows[0]?.row, Backup.of);
  }

  @ResolveField(() => BackupConnection, { description: 'Backups, newest first.' })
  backups(@Parent() { id }: Tenant, @Args() args: PageArgs): Promise<BackupConnection> {
    return connection(args, (page) => this.parts.models.backups(id, page), Backup.of);
  }

  @ResolveField(() => DifferenceReportConnection, { description: 'Difference reports, newest first.' })
  differenceReports(@Parent() { id }: Tenant, @Args() args: PageArgs): Promise<DifferenceReportConnection> {
    return connection(args, (page) => this.parts.models.differenceReports(id, page), DifferenceReport.of);
  }

  @ResolveField(() => RecoveryConnection, { description: 'The recovery history, newest first.' })
  recoveries(@Parent() { id }: Tenant, @Args() args: PageArgs): Promise<RecoveryConnection> {
    return connection(args, (page) => this.parts.models.recoveries(id, page), Recovery.of);
  }
}
