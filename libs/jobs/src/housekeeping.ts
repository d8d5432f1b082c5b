import type { RecordedEvent } from '#event-store';
import { isRefusal, type TenantState } from '#protection';
import type { Root } from '#vault';
import type { Clock, Ids } from '#runtime';
import { scheduleActing, type Acting } from './acting.js';
import type { Aggregates } from './aggregates.js';
import { DriftWatching } from './drift/drift-watching.js';
import type { JobLog, TenantAccess } from './job-context.js';
import type { JobRequests } from './job-requests.js';
import type { OpenWork } from './open-work.js';
import { OwnedStream } from './owned-stream.js';
import { isDue } from './schedule.js';

export interface HousekeepingOptions {
  readonly aggregates: Aggregates;
  readonly requests: JobRequests;
  readonly work: OpenWork;
  readonly tenantAccess: (tenantId: string) => TenantAccess;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly log: JobLog;
}

const EVERY_MS = 30_000;

/** What happens by the clock alone: the daily backup, the drift watch, the end of retention, the sweep of what nothing names. */
export class Housekeeping {
  private readonly swept = new Set<string>();

  private readonly drift: DriftWatching;

  constructor(private readonly options: HousekeepingOptions) {
    this.drift = new DriftWatching(options);
  }

  /** Looks at every tenant at an interval until `signal` aborts. */
  async run(signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      await this.options.clock.sleep(EVERY_MS, signal).catch(() => undefined);
      if (!signal.aborted) await this.lookAtAll();
    }
  }

  /** One round over all tenants; trouble with one does not keep the others waiting. */
  async lookAtAll(): Promise<void> {
    for (const [tenantId, connected] of this.options.work.tenants()) {
      try {
        await this.lookAt(tenantId, connected);
      } catch (error) {
        const trouble = error instanceof Error ? error.message : String(error);
        this.options.log.error({ tenantId, error: trouble }, 'Housekeeping broke off; it is tried again.');
      }
    }
  }

  private async lookAt(tenantId: string, connected: RecordedEvent): Promise<void> {
    const acting = scheduleActing(this.options.ids.next());
    const { state } = await this.options.aggregates.tenant.load(tenantId);
    await this.takeDueBackup(tenantId, state, new Date(connected.metadata.at), acting);
    await this.drift.lookAt(tenantId, this.options.tenantAccess(tenantId).vault, acting);
    const retired = await this.retire(tenantId, acting);
    if (retired || !this.swept.has(tenantId)) await this.sweep(tenantId);
    this.swept.add(tenantId);
  }

  private async takeDueBackup(
    tenantId: string,
    state: TenantState,
    connectedAt: Date,
    acting: Acting,
  ): Promise<void> {
    if (state.profile === null || state.runningBackupId !== null) return;
    const since = await this.latestBackupRequest(tenantId, connectedAt);
    if (!isDue(state.profile.settings.backupSchedule, since, this.options.clock.now())) return;
    const requested = await this.options.requests.requestBackup(tenantId, { trigger: 'schedule' }, acting);
    if (isRefusal(requested))
      this.options.log.info({ tenantId, code: requested.code }, 'The scheduled backup was not needed.');
  }

  private async latestBackupRequest(tenantId: string, connectedAt: Date): Promise<Date> {
    let latest = connectedAt;
    for await (const event of this.options.aggregates.tenant.events(tenantId))
      if (event.type === 'BackupRequested') latest = new Date(event.metadata.at);
    return latest;
  }

  /** Retires what is over its retention; answers whether anything was. */
  private async retire(tenantId: string, acting: Acting): Promise<boolean> {
    const now = this.options.clock.now().toISOString();
    const tenant = await OwnedStream.open(this.options.aggregates.tenant, tenantId, acting);
    const { state } = tenant;
    for (const [backupId, { status }] of state.backups)
      if (status === 'listed') await tenant.write({ type: 'RetireBackup', backupId, now });
    for (const [jobId, job] of state.jobs)
      if (job.status !== 'running' && !job.retired) await tenant.write({ type: 'RetireJob', jobId, now });
    return tenant.state !== state;
  }

  /** Deletes stored chunks that no backup, report, recovery or head needs any more. */
  private async sweep(tenantId: string): Promise<void> {
    const { vault, head } = this.options.tenantAccess(tenantId);
    await head.alone(async () => {
      const roots = await this.rootsInUse(tenantId);
      const current = await head.current();
      const swept = await vault.sweep(current ? [...roots, current.root] : roots);
      this.options.log.info({ tenantId, ...swept }, 'Vault swept.');
    });
  }

  private async rootsInUse(tenantId: string): Promise<Root[]> {
    const { aggregates } = this.options;
    const { state } = await aggregates.tenant.load(tenantId);
    const roots = new Set<Root | null | undefined>();
    for (const { status, root } of state.backups.values()) if (status === 'listed') roots.add(root);
    for (const [jobId, job] of state.jobs) {
      if (job.retired) continue;
      if (job.kind === 'recovery') {
        const recovery = (await aggregates.recovery.load(jobId)).state;
        roots
          .add(recovery.started?.targetRoot)
          .add(recovery.started?.beforeRoot)
          .add(recovery.plan?.planRoot)
          .add(recovery.request?.plan?.selectionRoot)
          .add(recovery.foundRoot);
      } else {
        const report = (await aggregates.differenceReport.load(jobId)).state;
        roots.add(report.backupRoot).add(report.headRoot).add(report.attributionRoot);
      }
    }
    return [...roots].filter((root) => typeof root === 'string');
  }
}
