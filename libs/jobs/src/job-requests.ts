import type { Position } from '#event-store';
import {
  idForKey,
  refusal,
  type BackupTrigger,
  type ImportedType,
  type PlanOptions,
  type RecoverySource,
  type Refusal,
  type Scope,
  type TenantCommand,
  type TenantEvent,
  type TenantSettings,
} from '#protection';
import type { Clock, Ids } from '#runtime';
import type { Acting } from './acting.js';
import type { Aggregates } from './aggregates.js';
import { requestDigest, type Start } from './request-digest.js';
import { makeWay } from './drift/make-way.js';
import { isSchedule } from './schedule.js';
import { settleWhatIsOver } from './settle.js';

/** What was started (or had been, by the same idempotency key), and where the log stood after it. */
export interface Requested {
  readonly id: string;
  /** `undefined` where nothing new was written. */
  readonly position: Position | undefined;
}

/** Names a plan as someone has seen it. */
interface PlanReference {
  readonly planId: string;
  readonly planDigest: string;
}

interface StartOptions {
  readonly idempotencyKey?: string;
}

interface RecoveryOptions extends StartOptions {
  readonly dryRun: boolean;
  readonly confirmMassChange?: boolean;
  readonly reason: string | null;
}

type JobStarted = Extract<TenantEvent, { type: 'JobStarted' }>;

/** Everything that a person (or the schedule) can ask for. Each answers at once; workers do the rest. */
export class JobRequests {
  constructor(
    private readonly aggregates: Aggregates,
    private readonly ports: { readonly clock: Clock; readonly ids: Ids },
  ) {}

  requestBackup(
    tenantId: string,
    options: StartOptions & { readonly trigger: BackupTrigger },
    acting: Acting,
  ): Promise<Requested | Refusal> {
    return this.start(
      tenantId,
      { type: 'RequestBackup', backupId: this.ports.ids.next(), ...options },
      acting,
    );
  }

  startDifferenceReport(
    tenantId: string,
    options: StartOptions & {
      readonly backupId: string;
      readonly compareWithBackupId?: string;
      readonly scope: Scope;
    },
    acting: Acting,
  ): Promise<Requested | Refusal> {
    return this.start(
      tenantId,
      { type: 'StartDifferenceReport', jobId: this.ports.ids.next(), ...options },
      acting,
    );
  }

  startRecovery(
    tenantId: string,
    options: RecoveryOptions & {
      readonly from: RecoverySource;
      readonly plan?: PlanOptions;
      readonly recreate?: boolean;
    },
    acting: Acting,
  ): Promise<Requested | Refusal> {
    return this.start(tenantId, { type: 'StartRecovery', jobId: this.ports.ids.next(), ...options }, acting);
  }

  /** The caller has made sure that the report shows the object. */
  recoverObject(
    tenantId: string,
    options: StartOptions & {
      readonly differenceReportId: string;
      readonly objectId: string;
      readonly reason: string | null;
    },
    acting: Acting,
  ): Promise<Requested | Refusal> {
    return this.start(tenantId, { type: 'RecoverObject', jobId: this.ports.ids.next(), ...options }, acting);
  }

  undoRecovery(
    tenantId: string,
    options: RecoveryOptions & { readonly recoveryId: string },
    acting: Acting,
  ): Promise<Requested | Refusal> {
    return this.start(tenantId, { type: 'UndoRecovery', jobId: this.ports.ids.next(), ...options }, acting);
  }

  /**
   * Cancels a difference report at once; asks a recovery to stop after what is under way. Refused once the job
   * has ended.
   */
  async cancelJob(tenantId: string, jobId: string, acting: Acting): Promise<Requested | Refusal> {
    const report = await this.aggregates.differenceReport.load(jobId);
    if (report.revision !== 'noStream')
      return report.state.request?.tenantId === tenantId
        ? this.cancelReport(tenantId, jobId, acting)
        : jobNotFound();
    const recovery = await this.aggregates.recovery.load(jobId);
    if (recovery.revision === 'noStream' || recovery.state.request?.tenantId !== tenantId)
      return jobNotFound();
    const asked = await this.aggregates.recovery.execute(jobId, { type: 'RequestCancellation' }, acting);
    return asked.executed ? { id: jobId, position: asked.position } : asked.refusal;
  }

  /** Takes in an export that has been put into the vault as a backup to compare with. */
  importBackup(
    tenantId: string,
    options: StartOptions & {
      readonly root: string;
      readonly name: string;
      readonly contents: readonly ImportedType[];
    },
    acting: Acting,
  ): Promise<Requested | Refusal> {
    const importedAt = this.ports.clock.now().toISOString();
    const command = {
      type: 'ImportBackup',
      backupId: this.ports.ids.next(),
      importedAt,
      ...options,
    } as const;
    return this.start(tenantId, command, acting);
  }

  /** A second person's look at a plan, or decision on it; whoever acts is that person. */
  async reviewPlan(
    tenantId: string,
    review: PlanReference &
      (
        | { readonly type: 'RecordPlanView' }
        | { readonly type: 'ApprovePlan' | 'RejectPlan'; readonly reason: string }
      ),
    acting: Acting,
  ): Promise<Requested | Refusal> {
    const [actorId, now] = [acting.actor.id, this.ports.clock.now().toISOString()];
    const command = { ...review, actorId, now };
    const reviewed = await this.aggregates.tenant.execute(tenantId, command, acting);
    return reviewed.executed ? { id: review.planId, position: reviewed.position } : reviewed.refusal;
  }

  async changeSettings(
    tenantId: string,
    settings: TenantSettings,
    acting: Acting,
  ): Promise<Requested | Refusal> {
    if (!isSchedule(settings.backupSchedule))
      return refusal(
        'InvalidInput',
        'The backup schedule is not a cron expression, such as "0 2 * * *" for every day at 02:00 UTC.',
      );
    const changed = await this.aggregates.tenant.execute(
      tenantId,
      { type: 'ChangeSettings', settings },
      acting,
    );
    return changed.executed ? { id: tenantId, position: changed.position } : changed.refusal;
  }

  /** Connects a tenant; one that is connected already is left as it is. */
  async connectTenant(
    tenant: { readonly id: string; readonly displayName: string; readonly settings: TenantSettings },
    acting: Acting,
  ): Promise<Requested | Refusal> {
    const { id, displayName, settings } = tenant;
    const connected = await this.aggregates.tenant.execute(
      id,
      { type: 'ConnectTenant', tenantId: id, displayName, settings },
      acting,
    );
    if (connected.executed) return { id, position: connected.position };
    return connected.refusal.code === 'TenantAlreadyConnected'
      ? { id, position: undefined }
      : connected.refusal;
  }

  /**
   * Writes the first event of a job's own stream. The tenant's event came first, so a worker that finds a job
   * without it (the process died in between) asks again; what is there already stays.
   */
  async recordJobRequest(
    tenantId: string,
    started: JobStarted['data'],
    acting: Acting,
  ): Promise<Position | undefined> {
    const { jobId, target, scope, dryRun, reason, plan, confirmMassChange, recreate } = started;
    const recorded =
      started.kind === 'recovery'
        ? await this.aggregates.recovery.execute(
            jobId,
            {
              type: 'RequestRecovery',
              recoveryId: jobId,
              tenantId,
              target,
              scope,
              dryRun,
              reason,
              ...(plan && { plan }),
              ...(confirmMassChange && { confirmMassChange }),
              ...(recreate && { recreate }),
            },
            acting,
          )
        : await this.aggregates.differenceReport.execute(
            jobId,
            {
              type: 'RequestDifferenceReport',
              reportId: jobId,
              tenantId,
              backupId: 'backupId' in target ? target.backupId : '',
              ...(target.from === 'backup' &&
                target.compareWithBackupId !== undefined && {
                  compareWithBackupId: target.compareWithBackupId,
                }),
              scope,
            },
            acting,
          );
    return recorded.executed ? recorded.position : undefined;
  }

  private async start(tenantId: string, command: Start, acting: Acting): Promise<Requested | Refusal> {
    const asked = { by: acting.actor.id, at: this.ports.clock.now().toISOString() };
    const known = { ...command, requestDigest: requestDigest(command), asked };
    const begun = await this.begin(tenantId, known, acting);
    if (!begun.executed) return begun.refusal;
    const started = begun.events.find((event) => event.type === 'JobStarted');
    const own = started && (await this.recordJobRequest(tenantId, started.data, acting));
    const newId = 'jobId' in command ? command.jobId : command.backupId;
    const earlier =
      command.idempotencyKey === undefined ? undefined : idForKey(begun.state, command.idempotencyKey);
    return { id: earlier ?? newId, position: own ?? begun.position };
  }

  /** Decides again where a refusal may be owed to what is over and not settled yet, or to a drift check. */
  private async begin(tenantId: string, command: TenantCommand, acting: Acting) {
    const { aggregates, ports } = this;
    const begun = await aggregates.tenant.execute(tenantId, command, acting);
    if (begun.executed) return begun;
    const parts = { ...ports, aggregates };
    const isFree = await settleWhatIsOver(parts, tenantId);
    const isOutOfTheWay =
      begun.refusal.code === 'JobAlreadyRunning' && (await makeWay(parts, tenantId, acting));
    return isFree || isOutOfTheWay ? aggregates.tenant.execute(tenantId, command, acting) : begun;
  }

  private async cancelReport(tenantId: string, jobId: string, acting: Acting): Promise<Requested | Refusal> {
    const cancelled = await this.aggregates.differenceReport.execute(
      jobId,
      { type: 'CancelDifferenceReport' },
      acting,
    );
    if (!cancelled.executed) return cancelled.refusal;
    const ended = await this.aggregates.tenant.execute(
      tenantId,
      { type: 'EndJob', jobId, outcome: 'cancelled', endedAt: this.ports.clock.now().toISOString() },
      acting,
    );
    return { id: jobId, position: (ended.executed ? ended.position : undefined) ?? cancelled.position };
  }
}

const jobNotFound = (): Refusal =>
  refusal(
    'JobNotFound',
    'There is no such difference report or recovery in this tenant. Look the id up in its history.',
  );
