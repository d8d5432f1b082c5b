import type { RecordedEvent } from '#event-store';
import { UnknownEventVersion } from '#protection';
import { isMachineFault } from '../database/database-errors.js';
import type { ReadModelDatabase } from '../database/read-model-database.js';
import { recreateTables } from '../database/versioned-tables.js';
import { AuditLog, auditEntry } from './audit-log.js';
import { readCheckpoint, writeCheckpoint, type Checkpoint } from './checkpoint.js';
import { toDomainEvent } from './domain-event.js';
import { PROJECTION_TABLES } from './projection-tables.js';
import { RecoverySteps } from './recovery-steps.js';
import { ViewProjection } from './view-projection.js';
import type { ViewTables } from './view-tables.js';

/** Applies the log's events to the rows, in order. The same events give the same rows, however they are batched. */
export class Projection {
  private readonly audit: AuditLog;
  private readonly viewProjection: ViewProjection;
  private readonly buffers: readonly { flush(): void; discard(): void }[];
  private committed: Checkpoint | undefined;

  /** `onSkipped` hears of events that could not be applied: a fault in this code, not in the log. */
  constructor(
    private readonly database: ReadModelDatabase,
    views: ViewTables,
    private readonly onSkipped: (error: unknown, event: RecordedEvent) => void,
  ) {
    this.audit = new AuditLog(database);
    this.viewProjection = new ViewProjection(views, new RecoverySteps(database));
    const { tenants, backups, differenceReports, recoveries } = views;
    this.buffers = [tenants, backups, differenceReports, recoveries, this.audit];
    this.committed = readCheckpoint(database);
  }

  /** How far the log has been applied and committed. */
  get checkpoint(): Checkpoint | undefined {
    return this.committed;
  }

  /** Goes on from where the rows stand, other rows having taken the place of those that this has written. */
  resume(): void {
    this.committed = readCheckpoint(this.database);
  }

  /** Drops all rows, so that the log can be applied again from its beginning. */
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
      if (mustStop(error)) throw error;
      for (const event of events) this.applyOrSkip(event);
    }
  }

  private applyOrSkip(event: RecordedEvent): void {
    try {
      this.commit([event], (each, seq) => this.applyOne(each, seq));
    } catch (error) {
      if (mustStop(error)) throw error;
      this.commit([event], () => undefined);
      this.onSkipped(error, event);
    }
  }

  private commit(
    events: readonly RecordedEvent[],
    applyOne: (event: RecordedEvent, seq: number) => void,
  ): void {
    let reached = this.committed;
    try {
      this.database.transaction(() => {
        for (const event of events) {
          reached = checkpointAt(event, reached);
          applyOne(event, reached.seq);
        }
        for (const buffer of this.buffers) buffer.flush();
        if (reached) writeCheckpoint(this.database, reached);
      });
    } catch (error) {
      for (const buffer of this.buffers) buffer.discard();
      throw error;
    }
    this.committed = reached;
  }

  private applyOne(event: RecordedEvent, seq: number): void {
    const domainEvent = toDomainEvent(event);
    if (domainEvent === undefined) return;
    const tenantId = this.viewProjection.apply(domainEvent, seq);
    if (tenantId === undefined) return;
    const subject = { kind: domainEvent.category, id: domainEvent.id };
    this.audit.add(seq, auditEntry(event, subject, tenantId), event.metadata.schemaVersion);
  }
}

function checkpointAt(event: RecordedEvent, before: Checkpoint | undefined): Checkpoint {
  return {
    position: event.position,
    eventId: event.id,
    positionBefore: before?.position,
    seq: (before?.seq ?? 0) + 1,
  };
}

/** A broken machine passes; an event of a newer release is only understood after the upgrade. Neither may be passed over. */
const mustStop = (error: unknown): boolean => isMachineFault(error) || error instanceof UnknownEventVersion;
