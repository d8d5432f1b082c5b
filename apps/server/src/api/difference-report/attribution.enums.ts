import type { ApplicationNeed, Attribution, ReportAttribution } from '#protection';
import { describedEnum } from '../scalars/described-enum.js';

/** Who can make a change in a tenant. */
export const ActorKindEnum = describedEnum<Attribution['actor']['kind']>(
  'ActorKind',
  'Who can make a change in a tenant.',
  { user: 'A person.', application: 'An application, or a service of Microsoft.' },
);

/** What an application can lack. */
export const ApplicationNeedKindEnum = describedEnum<ApplicationNeed['kind']>(
  'ApplicationNeedKind',
  'What an application can lack for a change.',
  {
    directoryRole: 'A directory role of the application’s own service principal.',
    permission: 'An application permission of Microsoft Graph.',
  },
);

/** Why it is not known whole who made the changes. */
export const AttributionGapEnum = describedEnum<NonNullable<ReportAttribution['gap']>>(
  'AttributionGap',
  'Why it is not known whole who made the changes of a report.',
  {
    permission: 'The connector may not read the audit log: grant AuditLog.Read.All.',
    licence: 'The tenant’s licence does not include its audit log.',
    error: 'The audit log could not be read.',
    tooMany: 'The audit log had more entries than are read for a report; the latest were.',
    notSupported: 'This tenant has no audit log that can be read.',
  },
);
