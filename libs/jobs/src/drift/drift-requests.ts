import { refusal, type DriftCommand, type DriftWatch, type Refusal } from '#protection';
import type { Clock, Ids } from '#runtime';
import type { Acting } from '../acting.js';
import type { Aggregates } from '../aggregates.js';
import type { JobRequests, Requested } from '../job-requests.js';
import { isSchedule } from '../schedule.js';

/** Everything that a person (or the schedule) can ask of a tenant's drift watch. */
export class DriftRequests {
  constructor(
    private readonly aggregates: Aggregates,
    private readonly requests: Pick<JobRequests, 'recordJobRequest'>,
    private readonly ports: { readonly clock: Clock; readonly ids: Ids },
  ) {}

  /** `null` switches the watch off. */
  async changeDriftWatch(
    tenantId: string,
    watch: DriftWatch | null,
    acting: Acting,
  ): Promise<Requested | Refusal> {
    if (watch !== null && !isSchedule(watch.schedule))
      return refusal(
        'InvalidInput',
        'The schedule is not a cron expression, such as "0 * * * *" for every hour.',
      );
    return this.ask(tenantId, { type: 'ChangeDriftWatch', watch }, { id: tenantId, acting });
  }

  /** Starts a check at once, whatever the schedule says. Answers the id of its report, or of the one that is under way. */
  async startDriftCheck(tenantId: string, acting: Acting): Promise<Requested | Refusal> {
    const { clock, ids } = this.ports;
    const jobId = ids.next();
    const command = { type: 'StartDriftCheck', jobId, startedAt: clock.now().toISOString() } as const;
    const begun = await this.aggregates.tenant.execute(tenantId, command, acting);
    if (!begun.executed) return begun.refusal;
    const underWay = begun.events.length === 0 ? begun.state.drift.underWay : null;
    if (underWay !== null) return { id: underWay.reportId, position: undefined };
    const started = begun.events.find((event) => event.type === 'JobStarted');
    const own = started && (await this.requests.recordJobRequest(tenantId, started.data, acting));
    return { id: jobId, position: own ?? begun.position };
  }

  acknowledgeDrift(
    tenantId: string,
    drift: { readonly reportId: string; readonly reason: string },
    acting: Acting,
  ): Promise<Requested | Refusal> {
    return this.ask(tenantId, { type: 'AcknowledgeDrift', ...drift }, { id: drift.reportId, acting });
  }

  pinBackup(
    tenantId: string,
    pin: { readonly backupId: string; readonly reason: string | null },
    acting: Acting,
  ): Promise<Requested | Refusal> {
    return this.ask(tenantId, { type: 'PinBackup', ...pin }, { id: pin.backupId, acting });
  }

  unpinBackup(tenantId: string, backupId: string, acting: Acting): Promise<Requested | Refusal> {
    return this.ask(tenantId, { type: 'UnpinBackup', backupId }, { id: backupId, acting });
  }

  private async ask(
    tenantId: string,
    command: DriftCommand,
    { id, acting }: { readonly id: string; readonly acting: Acting },
  ): Promise<Requested | Refusal> {
    const asked = await this.aggregates.tenant.execute(tenantId, command, acting);
    return asked.executed ? { id, position: asked.position } : asked.refusal;
  }
}
