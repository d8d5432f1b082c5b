import type { JobKind } from '#protection';
import type { JobStatus } from './read-models.js';

/** How far a job has come. */
export interface JobProgressView {
  readonly jobId: string;
  readonly kind: JobKind;
  readonly tenantId: string;
  readonly status: JobStatus;
  /** `null` until calculated. */
  readonly changedObjects: number | null;
  readonly changedLinks: number | null;
  /** Steps of a recovery's plan; `null` until planned, and for reports. */
  readonly plannedSteps: number | null;
  readonly settledSteps: number;
  readonly objectsModified: number;
  readonly linksModified: number;
  readonly failedChanges: number;
  readonly skippedChanges: number;
  /** Steps settled per second of late; `null` when unknown. */
  readonly ratePerSecond: number | null;
  /** Whole seconds until the plan is carried out, at that rate; `null` when unknown. */
  readonly secondsLeft: number | null;
  /** Time (ISO 8601) of the job's latest event. */
  readonly at: string;
  /** The job has ended: no message follows this one. */
  readonly ended: boolean;
}

/** Live word of jobs. */
export interface LiveProgress {
  /** How far the job has come; `undefined` where there is no such job. */
  progress(jobId: string): JobProgressView | undefined;
  /**
   * The present state first (as soon as the job is known), then at most one message each 100 ms, always the newest
   * state, the job's end last. Ends after that, when `signal` aborts, or when the reader leaves.
   */
  followProgress(jobId: string, signal: AbortSignal): AsyncIterable<JobProgressView>;
}
