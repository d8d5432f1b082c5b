import type { DriftMassChange, Severity } from '#protection';

/** What is told of a drift check: ids, names of rules and counts; never what lies in the tenant. */
export interface Alarm {
  readonly id: string;
  readonly kind: 'driftFound' | 'driftCheckFailed';
  readonly tenantId: string;
  /** When it was found (ISO 8601). */
  readonly at: string;
  readonly reportId: string;
  /** The backup that was compared with; `null` where the check failed. */
  readonly backupId: string | null;
  readonly severity: Severity;
  readonly findings: readonly {
    readonly rule: string;
    readonly severity: Severity;
    readonly objects: number;
    readonly links: number;
    readonly isNew: boolean;
  }[];
  readonly massChanges: readonly DriftMassChange[];
}

/** One destination of alarms. */
export interface AlarmChannel {
  /** Names the destination in the log; no two share one. */
  readonly name: string;
  /** Whether alarms like this one are sent here. */
  wants(alarm: Alarm): boolean;
  /** Tells it once. Throws {@link AlarmNotTold} where it was not taken; told twice, it can be known by its id. */
  tell(alarm: Alarm, signal: AbortSignal): Promise<void>;
}

/** A destination has not taken an alarm. */
export class AlarmNotTold extends Error {
  override readonly name = 'AlarmNotTold';
  constructor(
    /** What went wrong, without any value of the destination's answer: `timeout`, `status 503`. */
    readonly code: string,
    /** Whether it makes sense to try again. */
    readonly isFinal = false,
  ) {
    super(`The alarm was not taken: ${code}.`);
  }
}
