import type { JobStatus } from '#projections';
import { describedEnum } from '../scalars/described-enum.js';

/** Where a job stands. */
export const JobStatusEnum = describedEnum<JobStatus>('JobStatus', 'Where a job stands.', {
  requested: 'Accepted; no worker has taken it yet.',
  loadingData: 'The tenant’s present state is being read.',
  inProgress: 'Changes are being calculated or applied.',
  completed: 'Ended; everything was done.',
  completedWithWarnings: 'Ended; some changes could not be applied, and each is listed.',
  failed: 'Ended early; `failure` says why.',
  cancelled: 'Ended early because someone cancelled it.',
});
