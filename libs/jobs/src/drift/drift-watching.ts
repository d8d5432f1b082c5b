import { isRefusal, type TenantState } from '#protection';
import type { Clock, Ids } from '#runtime';
import type { Vault } from '#vault';
import type { Acting } from '../acting.js';
import type { Aggregates } from '../aggregates.js';
import type { JobLog } from '../job-context.js';
import type { JobRequests } from '../job-requests.js';
import { isDue } from '../schedule.js';
import { DriftRequests } from './drift-requests.js';
import { judgeDrift } from './judge-drift.js';

interface DriftWatchingOptions {
  readonly aggregates: Aggregates;
  readonly requests: JobRequests;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly log: JobLog;
}

/** What a tenant's drift watch does by the clock: checks that are due, what checks have found, plans to propose. */
export class DriftWatching {
  private readonly drift: DriftRequests;

  constructor(private readonly options: DriftWatchingOptions) {
    this.drift = new DriftRequests(options.aggregates, options.requests, options);
  }

  async lookAt(tenantId: string, vault: Vault, acting: Acting): Promise<void> {
    const { aggregates } = this.options;
    await judgeDrift({ ...this.options, vault }, tenantId, acting);
    const { state } = await aggregates.tenant.load(tenantId);
    await this.proposePlan(tenantId, state, acting);
    await this.startDueCheck(tenantId, state, acting);
  }

  private async startDueCheck(tenantId: string, { drift }: TenantState, acting: Acting): Promise<void> {
    if (drift.watch === null || drift.underWay !== null) return;
    // A watch that has just been switched on shows at once what it sees.
    const { checkedAt } = drift;
    if (checkedAt !== null && !isDue(drift.watch.schedule, new Date(checkedAt), this.options.clock.now()))
      return;
    const started = await this.drift.startDriftCheck(tenantId, acting);
    if (isRefusal(started))
      this.options.log.info({ tenantId, code: started.code }, 'The drift check has to wait.');
  }

  /** Freezes a plan that takes the news back. It is for people to look at and to start. */
  private async proposePlan(tenantId: string, state: TenantState, acting: Acting): Promise<void> {
    const { last, watch } = state.drift;
    if (!watch?.proposesPlan || last === null || state.runningJobId !== null) return;
    if (!last.isNews || last.acknowledged || last.planId !== null) return;
    const { reportId } = last;
    const frozen = await this.options.requests.startRecovery(
      tenantId,
      {
        from: { differenceReportId: reportId },
        dryRun: true,
        reason: null,
        plan: { selectionRoot: null, whatMoved: 'skip', conditionalAccess: 'asInBackup' },
        idempotencyKey: `drift ${reportId}`,
      },
      acting,
    );
    if (isRefusal(frozen))
      this.options.log.info({ tenantId, code: frozen.code }, 'No plan is proposed for the drift.');
    else
      await this.options.aggregates.tenant.execute(
        tenantId,
        { type: 'ProposePlan', reportId, planId: frozen.id },
        acting,
      );
  }
}
