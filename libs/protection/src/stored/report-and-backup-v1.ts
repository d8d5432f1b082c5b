import type { OfType } from '../decider.js';
import type { BackupEvent, TypeCertificate } from '../backup/backup-events.js';
import type { DifferenceReportEvent } from '../difference-report/difference-report-events.js';

/** Version 1 knew neither second counts, nor what was not read, nor disagreements. */
export type BackupCompletedV1 = Omit<OfType<BackupEvent, 'BackupCompleted'>['data'], 'certificate'> & {
  readonly certificate: readonly Pick<
    TypeCertificate,
    'type' | 'objects' | 'links' | 'pages' | 'mode' | 'gaps'
  >[];
};

/** Version 1 did not know who had made the changes. */
export type DifferenceReportCompletedV1 = Omit<
  OfType<DifferenceReportEvent, 'DifferenceReportCompleted'>['data'],
  'attribution'
>;

/** Version 1 always compared with the tenant itself. */
export type DifferenceReportRequestedV1 = Omit<
  OfType<DifferenceReportEvent, 'DifferenceReportRequested'>['data'],
  'compareWithBackupId'
>;
