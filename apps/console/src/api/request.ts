import type { Session } from '../sign-in/session.js';
import type { TypedDocumentString } from './generated.js';

/** A request was answered by an error; the message tells the user what to do. */
export class RequestFailed extends Error {
  override readonly name = 'RequestFailed';

  constructor(
    readonly code: string,
    message: string,
  ) {
    super(message);
  }
}

interface Envelope<Result> {
  readonly data?: Result | null;
  readonly errors?: readonly { readonly message: string; readonly extensions?: { readonly code?: string } }[];
}

/** Asks the API as whoever has signed in. Rejects with a {@link RequestFailed}; without a valid sign-in the page is left. */
export async function request<Result, Variables>(
  session: Session,
  document: TypedDocumentString<Result, Variables>,
  variables: Variables,
  signal?: AbortSignal,
): Promise<Result> {
  const response = await fetch('/graphql', {
    method: 'POST',
    headers: {
      authorization: `Bearer ${await session.accessToken()}`,
      accept: 'application/graphql-response+json, application/json',
      'content-type': 'application/json',
    },
    body: JSON.stringify({ query: document.toString(), variables }),
    ...(signal && { signal }),
  }).catch((error: unknown) => {
    if (signal?.aborted) throw error;
    throw new RequestFailed('Unreachable', 'The server does not answer. It is asked again in a moment.');
  });
  if (response.status === 401) return session.tokenRefused();
  return resultOf<Result>(response);
}

async function resultOf<Result>(response: Response): Promise<Result> {
  const answer = (await response.json().catch(() => undefined)) as Envelope<Result> | undefined;
  const [error] = answer?.errors ?? [];
  if (error) throw new RequestFailed(error.extensions?.code ?? 'Error', error.message);
  if (answer?.data) return answer.data;
  throw new RequestFailed('Unreadable', `The server answered with status ${response.status}. Try again.`);
}
