import { Cron } from 'croner';

/** Whether a text is a cron expression that has a next time at all. */
export function isSchedule(expression: string): boolean {
  try {
    return new Cron(expression, { timezone: 'UTC', paused: true }).nextRun() !== null;
  } catch {
    return false;
  }
}

/** Whether a time of the schedule (UTC) lies after `since` and not after `now`. */
export function isDue(expression: string, since: Date, now: Date): boolean {
  const next = new Cron(expression, { timezone: 'UTC', paused: true }).nextRun(since);
  return next !== null && next <= now;
}
