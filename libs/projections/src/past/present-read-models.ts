import type { Position } from '#event-store';
import type { AuditEntryView, ReadModels, TenantModels } from '../read-models.js';

/** How everything of one tenant stood at a moment. */
export interface PastReadModels {
  /** Time and position of the last event of the tenant that has been taken in. */
  readonly at: string;
  readonly position: Position;
  /** Knows nothing of other tenants. */
  readonly models: TenantModels;
}

/** A moment of the past: a place in the log, or a time (ISO 8601). What happened at it is included. */
export type Moment = { readonly position: Position } | { readonly time: string };

/** Which part of a tenant's log to replay, and how fast. */
export interface ReplayRequest {
  /** A position is the last one already seen; a time is the first to be seen. The log's beginning where left out. */
  readonly from?: Moment | undefined;
  /** The last moment to be seen; the log's end as of now where left out. */
  readonly until?: Moment | undefined;
  /** How many times as fast as it happened (more than 0); as fast as it is read where left out. */
  readonly speed?: number | undefined;
}

/** The read models of the present, which can also be asked for the past. */
export interface PresentReadModels extends ReadModels {
  /**
   * How everything of a tenant stood at a moment that this node has seen, good until `signal` aborts; `undefined`
   * where it was not yet under protection. Asked for again, a moment is at hand; else it takes as long as the
   * tenant's own log up to then is long. Rejects with `InvalidPosition` for a position that is none, with
   * `TooManyAtOnceError` while too many moments are being worked out, and with the signal's reason.
   */
  asOf(tenantId: string, moment: Moment, signal: AbortSignal): Promise<PastReadModels | undefined>;
  /**
   * A tenant's audit log, entry by entry in the order of the log, until the end as of now at the latest; nothing is
   * read that is not asked for. Paced, an entry comes as long after the one before as it happened, divided by the
   * speed, and after 10 s at most. Throws `InvalidPosition` for a position that is none.
   */
  replay(tenantId: string, request: ReplayRequest, signal: AbortSignal): AsyncIterable<AuditEntryView>;
}
