import { useEffect, type ReactNode } from 'react';
import { ProgressBar } from '@fluentui/react-components';
import { useQueryClient } from '@tanstack/react-query';
import { JobProgressDocument, type JobProgressSubscription } from '../api/generated.js';
import { useFollowed } from '../api/connection.js';
import { Problem } from '../elements/problem.js';
import { duration } from '../format/durations.js';
import { counted, rate } from '../format/numbers.js';
import { JOB_STATUS_WORDS } from '../words/statuses.js';
import styles from './live-progress.module.css';

type Progress = JobProgressSubscription['jobProgress'];

/** How far a job has come, message by message; when it ends, the page's figures are asked for again. */
export function LiveProgress({ jobId }: { jobId: string }): ReactNode {
  const { message, ended, problem } = useFollowed(JobProgressDocument, jobId, true);
  const queries = useQueryClient();
  useEffect(() => {
    if (ended) void queries.invalidateQueries();
  }, [ended, queries]);
  const progress = message?.jobProgress;
  const words = progress ? progressWords(progress) : 'Waiting for news of the job…';
  const share = progress ? shareOf(progress) : undefined;
  return (
    <div className={styles['progress']}>
      {problem && <Problem>{problem}</Problem>}
      <ProgressBar
        aria-label="Progress of the job"
        aria-valuetext={words}
        thickness="large"
        {...(share !== undefined && { value: share })}
      />
      <p>{words}</p>
      <span role="status" className="visually-hidden">
        {progress ? JOB_STATUS_WORDS[progress.status].word : ''}
      </span>
    </div>
  );
}

function shareOf({ plannedSteps, settledSteps }: Progress): number | undefined {
  if (plannedSteps === null) return undefined;
  return plannedSteps === 0 ? 1 : settledSteps / plannedSteps;
}

function progressWords(progress: Progress): string {
  const { kind, status, plannedSteps, settledSteps, ratePerSecond, secondsLeft, failedChanges } = progress;
  const word = JOB_STATUS_WORDS[status].word;
  if (kind === 'differenceReport' || plannedSteps === null) return word;
  return [
    `${word}: ${settledSteps} of ${counted(plannedSteps, 'step')}`,
    `${counted(progress.objectsModified, 'object')} and ${counted(progress.linksModified, 'link')} modified`,
    ...(failedChanges > 0 ? [counted(failedChanges, 'failed change')] : []),
    ...(ratePerSecond === null ? [] : [rate(ratePerSecond)]),
    ...(secondsLeft === null ? [] : [`${duration(secondsLeft)} left`]),
  ].join(' · ');
}
