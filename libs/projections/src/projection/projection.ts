import type { RecordedEvent } from '#event-store';
import type { TenantEvent } from '#protection';
import { isMachineFault } from '../database/database-errors.js';
import type { ReadModelDatabase } from '../database/read-model-database.js';
import { recreateTables } from '../database/versioned-tables.js';
import type { AuditEntryView, DifferenceReportView, RecoveryView } from '../read-models.js';
import { AuditLog, auditEntry } from './audit-log.js';
import { evolveBackup, requestedBackup, type BackupListingEvent } from './backups.js';
import { readCheckpoint, writeCheckpoint, type Checkpoint } from './checkpoint.js';
import { evolveDifferenceReport, startedDifferenceReport } from './difference-reports.js';
import { toDomainEvent, type DomainEvent, type Recorded } from './domain-event.js';
import { evolveListedJob, type JobListingEvent } from './jobs.js';
import { PROJECTION_TABLES } from './projection-tables.js';
import { countStep, evolveRecovery, isStepEvent, settledStep, startedRecovery } from './recoveries.js';
import { RecoverySteps } from './recovery-steps.js';
import type { ViewTables } from './view-tables.js';

type EventOf<Category extends DomainEvent['category']> = Extract<DomainEvent, { category: Category }>;

/** Applies the log's events to the rows, in order. The same events give the same rows, however they are batched. */
export class Projection {
  private readonly steps: RecoverySteps;
  private readonly audit: AuditLog;
  private committed: Checkpoint | undefined;

  /** `onSkipped` hears of events that could not be applied: a fault in this code, not in the log. */
  constructor(
    private readonly database: ReadModelDatabase,
    private readonly views: ViewTables,
    private readonly onSkipped: (error: unknown, event: RecordedEvent) => void,
  ) {
    this.steps = new RecoverySteps(database);
    this.audit = new AuditLog(database);
    this.committed = readCheckpoint(database);
  }

  get checkpoint(): Checkpoint | undefined {
    return this.committed;
  }

  /** Drops all rows, so that the log is applied again from its beginning. */
  reset(): void {
    recreateTables(this.database, PROJECTION_TABLES);
    this.committed = undefined;
  }

  /**
   * Applies a batch: rows and checkpoint in one transaction. An event that cannot be applied is reported and
   * passed over, so that one fault does not hold up every reader; a fault of the machine is thrown, and nothing
   * of the batch is kept.
   */
  apply(events: readonly RecordedEvent[]): void {
    try {
      this.commit(events, (event, seq) => this.applyOne(event, seq));
    } catch (error) {
      if (isMachineFault(error)) throw error;
      for (const event of events) this.applyOrSkip(event);
    }
  }

  private applyOrSkip(event: RecordedEvent): void {
    try {
      this.commit([event], (each, seq) => this.applyOne(each, seq));
    } catch (error) {
      if (isMachineFault(error)) throw error;
      this.commit([event], () => undefined);
      this.onSkipped(error, event);
    }
  }

  private commit(events: readonly RecordedEvent[], applyOne: (event: RecordedEvent, seq: number) => void): void {
    let checkpoint = this.committed;
    const buffers = [...Object.values(this.views), this.audit];
    try {
      this.database.transaction(() => {
        for (const event of events) {
          checkpoint = next(checkpoint, event);
          applyOne(event, checkpoint.seq);
        }
        for (const buffer of buffers) buffer.flush();
        if (checkpoint) writeCheckpoint(this.database, checkpoint);
      });
    } catch (error) {
      for (const buffer of buffers) buffer.discard();
      throw error;
    }
    this.committed = checkpoint;
  }

  private applyOne(recorded: RecordedEvent, seq: number): void {
    const domainEvent = toDomainEvent(recorded);
    if (domainEvent === undefined) return;
    const tenantId = this.applyToViews(domainEvent, seq);
    if (tenantId === undefined) return;
    const { category: kind, id } = domainEvent;
    this.addAuditEntry(recorded, { kind, id }, tenantId, seq);
  }

  private addAuditEntry(
    event: RecordedEvent,
    subject: AuditEntryView['subject'],
    tenantId: string,
    seq: number,
  ): void {
    this.audit.add(seq, auditEntry(event, subject, tenantId));
  }

  /** Answers the tenant that the event belongs to; `undefined` for events of a job that no tenant has started. */
  private applyToViews(domainEvent: DomainEvent, seq: number): string | undefined {
    switch (domainEvent.category) {
      case 'tenant':
        return this.applyToTenant(domainEvent, seq);
      case 'backup':
        return this.applyToBackup(domainEvent.id, domainEvent.event);
      case 'differenceReport':
        return this.applyToDifferenceReport(domainEvent);
      case 'recovery':
        return this.applyToRecovery(domainEvent, seq);
    }
  }
}
