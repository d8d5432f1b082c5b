/** A request that could change something was about to be sent. */
export class WouldWriteError extends Error {
  override readonly name = 'WouldWriteError';
}

/**
 * A fetch that sends nothing but reads: GET, and batches of GET. Anything else is refused before it leaves, whatever
 * the credential would allow.
 */
export function readOnlyFetch(send: typeof fetch = fetch): typeof fetch {
  return async (input, init) => {
    const method = init?.method ?? 'GET';
    const isRead = method === 'GET' || (method === 'POST' && isBatchOfReads(input, init?.body));
    if (!isRead) throw new WouldWriteError(`A ${method} request is no part of a read-only check.`);
    return send(input, init);
  };
}

function isBatchOfReads(input: Parameters<typeof fetch>[0], body: unknown): boolean {
  const path = new URL(input instanceof Request ? input.url : input).pathname;
  if (!/^\/(v1\.0|beta)\/\$batch$/.test(path) || typeof body !== 'string') return false;
  const { requests } = JSON.parse(body) as { readonly requests?: readonly { readonly method?: string }[] };
  return Array.isArray(requests) && requests.every(({ method }) => method === 'GET');
}
