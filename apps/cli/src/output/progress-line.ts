/** One message of a job's live progress. */
export interface Progress {
  readonly status: string;
  /** `null` until planned; always for difference reports. */
  readonly plannedSteps: number | null;
  readonly settledSteps: number;
  readonly changedObjects: number | null;
  readonly objectsModified: number;
  readonly linksModified: number;
  readonly failedChanges: number;
  readonly ratePerSecond: number | null;
  readonly secondsLeft: number | null;
  readonly ended: boolean;
}

/** A message as one line of text: what is known of it, and nothing else. */
export function progressLine(progress: Progress): string {
  const { status, plannedSteps, settledSteps, changedObjects, failedChanges, ratePerSecond, secondsLeft } =
    progress;
  const parts = [
    status.padEnd(22),
    plannedSteps === null
      ? known(changedObjects, 'changed objects')
      : `${settledSteps} of ${plannedSteps} steps`,
    plannedSteps === null
      ? undefined
      : `${progress.objectsModified} objects, ${progress.linksModified} links modified`,
    failedChanges > 0 ? `${failedChanges} failed` : undefined,
    progress.ended || ratePerSecond === null ? undefined : `${ratePerSecond.toFixed(0)} a second`,
    progress.ended || secondsLeft === null ? undefined : `${secondsLeft.toFixed(0)} s left`,
  ];
  return parts
    .filter((part) => part !== undefined)
    .join('  ')
    .trimEnd();
}

function known(count: number | null, of: string): string | undefined {
  return count === null ? undefined : `${count} ${of}`;
}
