import type { RecordedEvent } from '#event-store';
import type { Directory } from '#directory';
import type { Vault } from '#vault';
import type { Clock, Ids } from '#runtime';
import type { Aggregates } from './aggregates.js';
import type { TenantHead } from './tenant-head.js';

/** Where a worker tells what an operator should know. Never given directory values. */
export interface JobLog {
  info(facts: Readonly<Record<string, unknown>>, message: string): void;
  error(facts: Readonly<Record<string, unknown>>, message: string): void;
}

/** One tenant as a worker reaches it. */
export interface TenantAccess {
  readonly vault: Vault;
  readonly directory: Directory;
  readonly head: TenantHead;
  /** The client ids by which Known Good signs in to the tenant; none where it is not known. */
  readonly ownClientIds?: readonly string[];
}

/** What it takes to carry out one backup, report or recovery. */
export interface JobContext extends TenantAccess {
  readonly tenantId: string;
  /** The backup's, report's or recovery's id. */
  readonly id: string;
  readonly workerId: string;
  /** The worker found to own the work; `null` for none. Another may be faster, and then this one is refused. */
  readonly takeOverFrom: string | null;
  /** The event that asked for it. */
  readonly cause: RecordedEvent;
  readonly aggregates: Aggregates;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly log: JobLog;
  /** Aborts when this process is stopping: the job is left as it is, for the next worker. */
  readonly signal: AbortSignal;
}
