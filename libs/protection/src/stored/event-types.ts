import type { AlarmEvent } from '../alarm/alarm.js';
import type { BackupEvent } from '../backup/backup-events.js';
import type { DifferenceReportEvent } from '../difference-report/difference-report-events.js';
import type { RecoveryEvent } from '../recovery/recovery-events.js';
import type { TenantEvent } from '../tenant/tenant-events.js';

/** The events of each kind of stream: a stream is named `<category>-<id>`. */
export interface EventsByCategory {
  readonly tenant: TenantEvent;
  readonly backup: BackupEvent;
  readonly differenceReport: DifferenceReportEvent;
  readonly recovery: RecoveryEvent;
  readonly alarm: AlarmEvent;
}

export type EventCategory = keyof EventsByCategory;

/** The name of any event of the domain; no two categories share one. */
export type EventType = EventsByCategory[EventCategory]['type'];
