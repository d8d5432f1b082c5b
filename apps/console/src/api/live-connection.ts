import { createClient, type Client } from 'graphql-ws';
import type { Session } from '../sign-in/session.js';
import type { TypedDocumentString } from './generated.js';

/** What becomes of a subscription. */
export interface Follower<Result> {
  next(message: Result): void;
  /** No message follows; `problem` where it was not the subscription's own end. */
  ended(problem: string | undefined): void;
}

/** The one WebSocket of the page, opened when it is needed and opened again when it is lost. */
export class LiveConnection {
  private readonly client: Client;

  constructor(session: Session) {
    this.client = createClient({
      url: `${location.origin.replace(/^http/, 'ws')}/graphql`,
      connectionParams: async () => ({ authorization: `Bearer ${await session.accessToken()}` }),
      lazy: true,
      retryAttempts: 20,
      shouldRetry: () => true,
    });
  }

  /** Follows a subscription until it ends or the function returned is called. */
  follow<Result, Variables extends Record<string, unknown>>(
    document: TypedDocumentString<Result, Variables>,
    variables: Variables,
    follower: Follower<Result>,
  ): () => void {
    return this.client.subscribe<Result>(
      { query: document.toString(), variables },
      {
        next: ({ data, errors }) => {
          if (data) follower.next(data);
          else if (errors) follower.ended(errors[0]?.message);
        },
        error: (error) => follower.ended(problemOf(error)),
        complete: () => follower.ended(undefined),
      },
    );
  }
}

function problemOf(error: unknown): string {
  if (Array.isArray(error)) {
    const [first] = error as readonly { readonly message?: string }[];
    if (first?.message) return first.message;
  }
  return 'The live connection was lost. Reload the page to go on.';
}
