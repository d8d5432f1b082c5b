import type { Clock } from '#runtime';

const ATTEMPTS = 4;
const FIRST_PAUSE = 1_000;
const LONGEST_WAIT = 5_000;

const LOOPBACK = new Set(['localhost', '127.0.0.1', '[::1]']);

/** Throws `RangeError` on an address that notes must not go to: only https, or http on this machine. */
export function webhookAddress(text: string): URL {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  const allowed = url?.protocol === 'https:' || (url?.protocol === 'http:' && LOOPBACK.has(url.hostname));
  if (url === undefined || !allowed)
    throw new RangeError('Checkpoints are posted to an https address, or to http on this machine.');
  return url;
}

/**
 * Posts a note as plain text. Tries a few times, with growing pauses, but not again once `stop` has aborted;
 * follows no redirect. Rejects with what the last attempt met.
 */
export async function postNote(url: URL, note: string, clock: Clock, stop: AbortSignal): Promise<void> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      await post(url, note);
      return;
    } catch (error) {
      if (attempt === ATTEMPTS) throw error;
      await clock.sleep(FIRST_PAUSE * 2 ** (attempt - 1), stop).catch(() => undefined);
      if (stop.aborted) throw error;
    }
  }
}

async function post(url: URL, note: string): Promise<void> {
  const answer = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'text/plain; charset=utf-8' },
    body: note,
    redirect: 'error',
    signal: AbortSignal.timeout(LONGEST_WAIT),
  });
  await answer.body?.cancel();
  if (!answer.ok) throw new Error(`The address answered with ${answer.status}.`);
}
