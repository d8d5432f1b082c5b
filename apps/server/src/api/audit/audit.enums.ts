import type { AuditEntryView } from '#projections';
import { describedEnum } from '../scalars/described-enum.js';

/** How an activity ended. */
export const AuditOutcomeEnum = describedEnum<AuditEntryView['outcome']>(
  'AuditOutcome',
  'How an activity ended.',
  { success: 'As asked.', failure: 'Not as asked; the details say why.' },
);

/** What an activity was about. */
export const AuditSubjectKindEnum = describedEnum<AuditEntryView['subject']['kind']>(
  'AuditSubjectKind',
  'What an activity was about.',
  {
    tenant: 'The tenant: its settings, schedule and jobs.',
    backup: 'A backup.',
    differenceReport: 'A difference report.',
    recovery: 'A recovery.',
    alarm: 'An alarm of the drift watch, and whom it was told.',
  },
);
