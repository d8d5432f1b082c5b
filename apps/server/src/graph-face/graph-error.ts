import type { Refusal, RefusalCode } from '#protection';

/** A detail of a Graph error: what stands in the way, by its address. */
export interface GraphErrorDetail {
  readonly code: string;
  readonly message: string;
  readonly target: string;
}

/**
 * An answer other than what was asked for, as Microsoft Graph gives it
 * (https://learn.microsoft.com/graph/errors).
 */
export class GraphError extends Error {
  override readonly name = 'GraphError';

  constructor(
    readonly status: number,
    readonly code: string,
    message: string,
    readonly details: readonly GraphErrorDetail[] = [],
  ) {
    super(message);
  }
}

/** The request cannot be understood: 400. */
export function badRequest(message: string): GraphError {
  return new GraphError(400, 'BadRequest', message);
}

/** Nothing bears this id, or it is another tenant's: 404. */
export function notFound(id: string): GraphError {
  return new GraphError(
    404,
    'ResourceNotFound',
    `Resource '${id}' does not exist or one of its queried reference-property objects are not present.`,
  );
}

/** The backup is unknown, not complete or no longer retained: 404. */
export function noSuchSnapshot(): GraphError {
  return new GraphError(
    404,
    'ResourceNotFound',
    "This isn't a valid timestamp for recovery. The provided timestamp should be in the list of available backups.",
  );
}

/** The job shows no changes (yet): 400. */
export function changesNotReady(jobId: string): GraphError {
  return badRequest(
    `Job with identifier \`${jobId}\` must have completed successfully prior to enumerating changes.`,
  );
}

/** The caller's roles do not allow it: 403. */
export function denied(): GraphError {
  return new GraphError(
    403,
    'Authorization_RequestDenied',
    'Authorization has been denied for this request. Check your credentials.',
  );
}

/** A refusal of the domain in Graph's words. Where Microsoft documents no text for it, the refusal's own is kept. */
export function refusedByGraph({ code, message, runningId }: Refusal): GraphError {
  switch (code) {
    case 'NotPermitted':
      return denied();
    case 'ObjectTypesNotPermitted':
      return new GraphError(403, 'Authorization_RequestDenied', message);
    case 'BackupNotFound':
    case 'BackupExpired':
      return noSuchSnapshot();
    case 'JobAlreadyRunning':
      return jobInTheWay(runningId);
    default:
      return new GraphError(
        statusOf(code),
        statusOf(code) === 404 ? 'ResourceNotFound' : 'BadRequest',
        message,
      );
  }
}

function jobInTheWay(runningId: string | undefined): GraphError {
  const target = `/directory/recovery/jobs/${runningId}`;
  return new GraphError(
    409,
    'Conflict',
    'A recovery job is currently in progress. Wait for it to complete before initiating a new job.',
    runningId === undefined ? [] : [{ code: 'RunningJob', message: runningId, target }],
  );
}

const NOT_FOUND: ReadonlySet<RefusalCode> = new Set([
  'TenantNotFound',
  'JobNotFound',
  'DifferenceReportNotFound',
  'RecoveryNotFound',
]);

const statusOf = (code: RefusalCode): 400 | 404 => (NOT_FOUND.has(code) ? 404 : 400);
