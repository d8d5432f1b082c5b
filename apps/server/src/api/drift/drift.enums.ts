import type { BackupPinView, DriftView } from '#projections';
import type { Severity } from '#protection';
import { describedEnum } from '../scalars/described-enum.js';

/** How bad a drift is. */
export const SeverityEnum = describedEnum<Severity>('Severity', 'How bad a drift is.', {
  low: 'Worth knowing.',
  medium: 'To be looked at.',
  high: 'To be looked at today.',
  critical: 'To be looked at now.',
});

/** What came of a drift check. */
export const DriftStatusEnum = describedEnum<DriftView['status']>(
  'DriftStatus',
  'What came of a drift check.',
  {
    underWay: 'Not known yet.',
    found: 'Rules, or the mass-change alarm, are about what has changed.',
    none: 'Nothing has changed that a rule is about.',
    failed: 'The report has failed: nothing is known.',
    cancelled: 'The report was cancelled, by someone or to make way for another job.',
  },
);

/** Why a backup does not expire. */
export const PinCauseEnum = describedEnum<BackupPinView['cause']>(
  'PinCause',
  'Why a backup does not expire.',
  {
    massChange: 'A mass change was found against it.',
    request: 'Someone asked for it.',
  },
);
