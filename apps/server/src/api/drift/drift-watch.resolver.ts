import { Args, Context, Mutation, Parent, ResolveField, Resolver } from '@nestjs/graphql';
import type { Caller } from '../access/caller.js';
import { VisibleModels } from '../access/visible-models.js';
import { Backup } from '../backup/backup.model.js';
import { DifferenceReport } from '../difference-report/difference-report.model.js';
import { shown } from '../paging/shown.js';
import { RequestFlow } from '../requests/request-flow.js';
import { Tenant } from '../tenant/tenant.model.js';
import { AskDriftWatch } from './ask-drift-watch.command.js';
import {
  AcknowledgeDriftInput,
  ChangeDriftWatchInput,
  PinBackupInput,
  StartDriftCheckInput,
  UnpinBackupInput,
} from './drift-requests.input.js';
import {
  AcknowledgeDriftResult,
  ChangeDriftWatchResult,
  PinBackupResult,
  StartDriftCheckResult,
} from './drift-requests.results.js';

/** What a tenant's drift watch does, and what can be asked of it. */
@Resolver(() => Tenant)
export class DriftWatchResolver {
  constructor(
    private readonly visible: VisibleModels,
    private readonly requests: RequestFlow,
  ) {}

  @ResolveField(() => DifferenceReport, {
    nullable: true,
    description:
      'The report of the last drift check that came to a result; its `drift` says which. Null before there was one.',
  })
  latestDriftCheck(
    @Parent() { latestDriftReportId, past }: Tenant,
    @Context('caller') caller: Caller,
  ): DifferenceReport | undefined {
    if (latestDriftReportId === null) return undefined;
    return shown(this.visible.differenceReport(caller, latestDriftReportId, past), (view) =>
      DifferenceReport.of(view, past),
    );
  }

  @Mutation(() => ChangeDriftWatchResult, {
    description:
      'Sets what is looked at by the clock and what is told of it, or switches it off. Needs an administrator role.',
  })
  async changeDriftWatch(
    @Args('input', { description: 'What to look at.' }) input: ChangeDriftWatchInput,
    @Context('caller') caller: Caller,
  ): Promise<typeof ChangeDriftWatchResult> {
    return this.requests.carryOut(
      ChangeDriftWatchInput,
      input,
      (valid) => new AskDriftWatch(caller, { ask: 'change', input: valid }),
      (id) => shown(this.visible.tenant(caller, id), Tenant.of),
    );
  }

  @Mutation(() => StartDriftCheckResult, {
    description:
      'Starts a drift check now, whatever the schedule says. Needs the right to create difference reports.',
  })
  async startDriftCheck(
    @Args('input', { description: 'Where to look.' }) input: StartDriftCheckInput,
    @Context('caller') caller: Caller,
  ): Promise<typeof StartDriftCheckResult> {
    return this.requests.carryOut(
      StartDriftCheckInput,
      input,
      (valid) => new AskDriftWatch(caller, { ask: 'check', input: valid }),
      (id) => this.report(caller, id),
    );
  }

  @Mutation(() => AcknowledgeDriftResult, {
    description:
      'Says that what the latest drift check has found is known: until more is found, checks compare with newer backups again. Needs an administrator role.',
  })
  async acknowledgeDrift(
    @Args('input', { description: 'What is known, and why.' }) input: AcknowledgeDriftInput,
    @Context('caller') caller: Caller,
  ): Promise<typeof AcknowledgeDriftResult> {
    return this.requests.carryOut(
      AcknowledgeDriftInput,
      input,
      (valid) => new AskDriftWatch(caller, { ask: 'acknowledge', input: valid }),
      (id) => this.report(caller, id),
    );
  }

  @Mutation(() => PinBackupResult, {
    description: 'Keeps a backup from expiring until it is unpinned. Needs an administrator role.',
  })
  async pinBackup(
    @Args('input', { description: 'Which backup, and why.' }) input: PinBackupInput,
    @Context('caller') caller: Caller,
  ): Promise<typeof PinBackupResult> {
    return this.requests.carryOut(
      PinBackupInput,
      input,
      (valid) => new AskDriftWatch(caller, { ask: 'pin', input: valid }),
      (id) => this.backup(caller, id),
    );
  }

  @Mutation(() => PinBackupResult, {
    description: 'Lets a pinned backup expire when its retention is over. Needs an administrator role.',
  })
  async unpinBackup(
    @Args('input', { description: 'Which backup.' }) input: UnpinBackupInput,
    @Context('caller') caller: Caller,
  ): Promise<typeof PinBackupResult> {
    return this.requests.carryOut(
      UnpinBackupInput,
      input,
      (valid) => new AskDriftWatch(caller, { ask: 'unpin', input: valid }),
      (id) => this.backup(caller, id),
    );
  }

  private report(caller: Caller, id: string): DifferenceReport | undefined {
    return shown(this.visible.differenceReport(caller, id), DifferenceReport.of);
  }

  private backup(caller: Caller, id: string): Backup | undefined {
    return shown(this.visible.backup(caller, id), Backup.of);
  }
}
