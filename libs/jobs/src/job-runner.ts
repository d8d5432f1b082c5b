import type { EventStore } from '#event-store';
import type { BackupTrigger, TenantEvent } from '#protection';
import type { Clock, Ids } from '#runtime';
import { workerActing } from './acting.js';
import { domainEvent, type Aggregates } from './aggregates.js';
import type { AlarmChannel } from './alarm/alarm-channel.js';
import { runAlarm } from './alarm/run-alarm.js';
import { expire } from './expire.js';
import type { JobContext, JobLog, TenantAccess } from './job-context.js';
import type { JobRequests } from './job-requests.js';
import { OpenWork, type Work } from './open-work.js';
import { runRecovery } from './recovery/run-recovery.js';
import { runBackup } from './run-backup.js';
import { runDifferenceReport } from './run-difference-report.js';
import type { WorkerPresence } from './worker-presence.js';

/** What an attempt at a piece of work is known by. */
export interface WorkAttempt {
  readonly kind: Work['kind'];
  readonly id: string;
  readonly tenantId: string;
  readonly attempt: number;
  /** That of the request that the work follows from. */
  readonly correlationId: string;
}

/** Carries out an attempt by calling `run`, and rejects as it does. */
export type AroundWork = (attempt: WorkAttempt, run: () => Promise<void>) => Promise<void>;

export interface JobRunnerOptions {
  readonly store: EventStore;
  readonly aggregates: Aggregates;
  readonly requests: JobRequests;
  readonly tenantAccess: (tenantId: string) => TenantAccess;
  /** New at each start of the process, so that no two processes ever bear one name. */
  readonly workerId: string;
  readonly presence: Pick<WorkerPresence, 'beat' | 'isGone'>;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly log: JobLog;
  /** What is done around each attempt at a piece of work, such as telling of it; nothing where it is left out. */
  readonly around?: AroundWork;
  /** Whom alarms are told; nobody where it is left out. */
  readonly alarmChannels?: readonly AlarmChannel[];
}

/** A job that keeps failing for reasons of our own is ended as failed after this many attempts. */
const MOST_ATTEMPTS = 6;
const FIRST_PAUSE_MS = 500;

/**
 * The process manager: follows the log and carries out what has been decided, going on with whatever a former
 * process left unfinished. Keeps no state of its own: all it knows is in the log.
 */
export class JobRunner {
  readonly work = new OpenWork();
  private readonly running = new Map<string, Promise<void>>();
  private caughtUp = false;

  constructor(private readonly options: JobRunnerOptions) {}

  /** Runs until `signal` aborts; resolves when all that was under way has come to rest. */
  async run(signal: AbortSignal): Promise<void> {
    await this.options.presence.beat();
    for await (const item of this.options.store.subscribe({ signal })) {
      if (item.kind === 'caughtUp') {
        this.caughtUp = true;
        for (const work of this.work.all()) this.start(work, signal);
      } else {
        const asked = this.work.note(item.event);
        if (asked && this.caughtUp) this.start(asked, signal);
      }
    }
    await Promise.all(this.running.values());
  }

  /** Looks once for open work whose owner has died, and takes it over. */
  lookForOrphans(signal: AbortSignal): void {
    if (this.caughtUp && !signal.aborted) for (const work of this.work.all()) this.start(work, signal);
  }

  private start(work: Work, signal: AbortSignal): void {
    const key = `${work.kind} ${work.id}`;
    if (this.running.has(key)) return;
    this.running.set(
      key,
      this.persist(work, signal).finally(() => this.running.delete(key)),
    );
  }

  /** Carries the work out, again after a pause where something broke. */
  private async persist(work: Work, signal: AbortSignal): Promise<void> {
    const { clock, log, around = (_attempt, run) => run() } = this.options;
    const { correlationId } = work.cause.metadata;
    const facts = { kind: work.kind, id: work.id, tenantId: work.tenantId, correlationId };
    for (let attempt = 1; !signal.aborted; attempt += 1) {
      try {
        if (await this.isSomeoneElses(work)) return;
        await around({ ...facts, attempt }, () => this.carryOut(work, signal, attempt > MOST_ATTEMPTS));
        log.info(facts, 'Work carried out.');
        return;
      } catch (error) {
        if (signal.aborted) return;
        log.error(
          { ...facts, attempt, error: error instanceof Error ? error.stack : String(error) },
          'Work broke off; it is tried again.',
        );
        await clock.sleep(Math.min(FIRST_PAUSE_MS * 2 ** attempt, 60_000), signal).catch(() => undefined);
      }
    }
  }

  /** Whether a worker that is alive has this work. */
  private async isSomeoneElses(work: Work): Promise<boolean> {
    const { presence, workerId } = this.options;
    const owner = this.work.ownerOf(work.id);
    return owner !== null && owner !== workerId && !(await presence.isGone(owner));
  }

  private async carryOut(work: Work, signal: AbortSignal, giveUp: boolean): Promise<void> {
    const { tenantId, id, cause } = work;
    const { aggregates, clock, ids, log, workerId, requests } = this.options;
    const access = this.options.tenantAccess(tenantId);
    const takeOverFrom = this.work.ownerOf(id);
    const context: JobContext = {
      ...access,
      tenantId,
      id,
      cause,
      aggregates,
      clock,
      ids,
      log,
      workerId,
      takeOverFrom,
      signal,
    };
    if (work.kind === 'expiry') return expire(context);
    if (work.kind === 'alarm') return runAlarm(context, this.options.alarmChannels ?? []);
    const event = domainEvent<TenantEvent>(cause);
    if (event.type === 'JobStarted')
      await requests.recordJobRequest(tenantId, event.data, workerActing(cause));
    if (giveUp) await this.fail(work);
    if (work.kind === 'backup') return runBackup(context, triggerOf(event));
    return work.kind === 'recovery' ? runRecovery(context) : runDifferenceReport(context);
  }

  /** Ends what cannot be carried out, so that the tenant is free again; refused while a step is in doubt. */
  private async fail(work: Work): Promise<void> {
    const { aggregates, workerId } = this.options;
    const acting = workerActing(work.cause);
    const failure = {
      workerId,
      code: 'InternalError',
      message:
        'Known Good could not carry this out after several attempts. Its log says why; start it again.',
    };
    if (work.kind === 'backup')
      await aggregates.backup.execute(work.id, { type: 'FailBackup', ...failure }, acting);
    else if (work.kind === 'recovery')
      await aggregates.recovery.execute(work.id, { type: 'FailRecovery', ...failure }, acting);
    else
      await aggregates.differenceReport.execute(
        work.id,
        { type: 'FailDifferenceReport', ...failure },
        acting,
      );
  }
}

const triggerOf = (event: TenantEvent): BackupTrigger =>
  event.type === 'BackupRequested' ? event.data.trigger : 'request';
