import { graphError } from './graph-error.js';
import type { GraphReply } from './graph-request.js';

/**
 * Why a read failed.
 * - `permission`, `licence`: this tenant or application may not read it; the rest can still be read.
 * - `refused`: Graph does not serve it in this form.
 * - `absent`: it does not exist.
 * - `resync`: the delta token is worn out. `expiredPage`: the list must be begun again.
 * - `unavailable`: the service or the way to it failed.
 */
export type ReadFailureCause =
  'permission' | 'licence' | 'refused' | 'absent' | 'resync' | 'expiredPage' | 'unavailable';

/** A read that failed. Thrown inside the adapter only; `code` and message hold no directory values. */
export class ReadFailure extends Error {
  override readonly name = 'ReadFailure';
  constructor(
    override readonly cause: ReadFailureCause,
    readonly code: string,
    message: string,
  ) {
    super(message);
  }
}

const RESYNC = new Set(['syncstatenotfound', 'resyncrequired', 'syncstateinvalid']);

/** Reads the failure out of a reply to a read that did not succeed. */
export function readFailure(reply: GraphReply): ReadFailure {
  if (reply.reply !== 'answered')
    return new ReadFailure('unavailable', reply.code, `Microsoft Graph could not be reached: ${reply.code}.`);
  const { code, message } = graphError(reply) ?? { code: `http${reply.status}`, message: '' };
  const cause = causeOf(reply.status, code, message);
  return new ReadFailure(cause, code, `Microsoft Graph refused a read with ${reply.status} ${code}.`);
}

function causeOf(status: number, code: string, message: string): ReadFailureCause {
  if (status === 410 || RESYNC.has(code.toLowerCase())) return 'resync';
  if (code === 'Directory_ExpiredPageToken') return 'expiredPage';
  if (status === 404) return 'absent';
  if (status === 403) return namesLicence(code, message) ? 'licence' : 'permission';
  if (status >= 400 && status < 500 && status !== 401 && status !== 408 && status !== 429) return 'refused';
  return 'unavailable';
}

/** Graph has no single code for a missing licence; its texts all name it. */
function namesLicence(code: string, message: string): boolean {
  return /licen[cs]e|premium/i.test(`${code} ${message}`);
}
