import { Args, Context, Parent, ResolveField, Resolver } from '@nestjs/graphql';
import type { Caller } from '../access/caller.js';
import { Backup, BackupConnection } from '../backup/backup.model.js';
import { DifferenceReportConnection } from '../difference-report/difference-report.model.js';
import { Job } from '../job/job.union.js';
import { PageArgs } from '../paging/page.args.js';
import { RecoveryConnection } from '../recovery/recovery.model.js';
import { TenantResolver } from '../tenant/tenant.resolver.js';
import { TenantAsOf } from './tenant-as-of.model.js';

/** Shows a tenant of the past by the same code as one of the present. */
@Resolver(() => TenantAsOf)
export class TenantAsOfResolver {
  constructor(private readonly present: TenantResolver) {}

  @ResolveField(() => Job, { nullable: true, description: 'The job that ran then, if one did.' })
  runningJob(@Parent() { tenant }: TenantAsOf, @Context('caller') caller: Caller): typeof Job | undefined {
    return this.present.runningJob(tenant, caller);
  }

  @ResolveField(() => Backup, {
    nullable: true,
    description: 'The newest backup then, whatever its status; null before the first.',
  })
  latestBackup(@Parent() { tenant }: TenantAsOf): Backup | undefined {
    return this.present.latestBackup(tenant);
  }

  @ResolveField(() => BackupConnection, { description: 'Backups as they stood then, newest first.' })
  backups(@Parent() { tenant }: TenantAsOf, @Args() args: PageArgs): Promise<BackupConnection> {
    return this.present.backups(tenant, args);
  }

  @ResolveField(() => DifferenceReportConnection, {
    description: 'Difference reports as they stood then, newest first.',
  })
  differenceReports(
    @Parent() { tenant }: TenantAsOf,
    @Args() args: PageArgs,
  ): Promise<DifferenceReportConnection> {
    return this.present.differenceReports(tenant, args);
  }

  @ResolveField(() => RecoveryConnection, { description: 'Recoveries as they stood then, newest first.' })
  recoveries(@Parent() { tenant }: TenantAsOf, @Args() args: PageArgs): Promise<RecoveryConnection> {
    return this.present.recoveries(tenant, args);
  }
}
