import { JobProgressDocument, type JobProgressSubscription } from '../api/generated.js';
import { CommandEnd, EXIT } from '../exit-codes.js';
import { ProgressDisplay } from '../output/progress-display.js';
import { whileWaiting } from './interruption.js';
import type { Session } from './session.js';

type JobEnd = JobProgressSubscription['jobProgress'];

/** Shows a job's progress until its end, and answers that. A connection that ends with its token is opened anew. */
export async function followJob(session: Session, jobId: string): Promise<JobEnd> {
  const display = new ProgressDisplay(session.output);
  return whileWaiting(session, `The job goes on. Follow it: known-good watch ${jobId}`, async () => {
    for (;;) {
      let last: JobEnd | undefined;
      try {
        last = await followOnce(session, jobId, display);
        if (last?.ended === true) return last;
      } catch (error) {
        if (!(error instanceof CommandEnd && error.exitCode === EXIT.notSignedIn && last)) throw error;
      } finally {
        display.end();
      }
    }
  });
}

async function followOnce(
  { connection }: Session,
  jobId: string,
  display: ProgressDisplay,
): Promise<JobEnd | undefined> {
  let last: JobEnd | undefined;
  for await (const { jobProgress } of connection.follow(
    JobProgressDocument,
    { jobId },
    { repeatable: true },
  )) {
    display.show(jobProgress);
    last = jobProgress;
  }
  return last;
}
