/** Waiting longer than this is not a wish to be followed but a broken header. */
const ABSURD_MS = 600_000;

/**
 * Milliseconds that a `Retry-After` header asks to wait: seconds (fractions allowed) or an HTTP date.
 * `undefined` where it is absent, unreadable, not in the future, or absurdly long.
 */
export function retryAfterMs(header: string | undefined, now: Date): number | undefined {
  if (header === undefined || header.trim() === '') return undefined;
  const seconds = Number(header);
  const ms = Number.isNaN(seconds) ? Date.parse(header) - now.getTime() : seconds * 1000;
  return ms > 0 && ms <= ABSURD_MS ? ms : undefined;
}
