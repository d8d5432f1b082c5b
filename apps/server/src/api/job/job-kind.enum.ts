import type { JobKind } from '#protection';
import { describedEnum } from '../scalars/described-enum.js';

/** The two kinds of jobs. */
export const JobKindEnum = describedEnum<JobKind>('JobKind', 'The two kinds of jobs.', {
  differenceReport: 'Compares a backup with the tenant’s present state.',
  recovery: 'Brings objects back to their state in a backup.',
});
