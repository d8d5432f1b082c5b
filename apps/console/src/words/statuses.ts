import type { BackupStatus, JobStatus } from '../api/generated.js';

/** How a status is shown: its word, and what it means at a glance. */
export interface StatusWord {
  readonly word: string;
  readonly tone: 'good' | 'running' | 'warning' | 'bad' | 'quiet';
}

export const JOB_STATUS_WORDS: Readonly<Record<JobStatus, StatusWord>> = {
  requested: { word: 'Requested', tone: 'running' },
  loadingData: { word: 'Loading data', tone: 'running' },
  inProgress: { word: 'In progress', tone: 'running' },
  completed: { word: 'Completed', tone: 'good' },
  completedWithWarnings: { word: 'Completed with warnings', tone: 'warning' },
  failed: { word: 'Failed', tone: 'bad' },
  cancelled: { word: 'Cancelled', tone: 'quiet' },
};

export const BACKUP_STATUS_WORDS: Readonly<Record<BackupStatus, StatusWord>> = {
  running: { word: 'Running', tone: 'running' },
  completed: { word: 'Completed', tone: 'good' },
  failed: { word: 'Failed', tone: 'bad' },
  expired: { word: 'Expired', tone: 'quiet' },
};

/** Tells whether a job still runs or waits. */
export function isUnderWay(status: JobStatus): boolean {
  return JOB_STATUS_WORDS[status].tone === 'running';
}
