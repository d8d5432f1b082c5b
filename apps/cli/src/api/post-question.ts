const LONGEST_WAIT_MS = 60_000;

/** Posts a question (GraphQL over HTTP, as JSON) to an API. Rejects where the server cannot be reached in time. */
export function postQuestion(
  address: string,
  { token, body }: { readonly token: string; readonly body: string },
): Promise<Response> {
  return fetch(address, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    body,
    // A token is for the server that was named, not for one that it points to.
    redirect: 'error',
    signal: AbortSignal.timeout(LONGEST_WAIT_MS),
  });
}
