import { createClient } from 'graphql-ws';
import { CommandEnd, EXIT } from '../exit-codes.js';
import type { TypedDocumentString } from './generated.js';
import { postQuestion } from './post-question.js';

const RETRIES = 5;

interface Fault {
  readonly message: string;
  readonly extensions?: { readonly code?: unknown };
}
interface Envelope<Result> {
  readonly data?: Result | null;
  readonly errors?: readonly Fault[];
}

/** The GraphQL API of one server, by documents made from its schema. Every failure is a {@link CommandEnd}. */
export class Connection {
  constructor(
    private readonly server: string,
    private readonly token: () => Promise<string>,
  ) {}

  /** Asks one question. */
  async ask<Result, Variables>(
    document: TypedDocumentString<Result, Variables>,
    variables: Variables,
  ): Promise<Result> {
    const response = await this.post(JSON.stringify({ query: document.toString(), variables }));
    if (response.status === 401) throw signInAgain();
    const answer = (await response.json().catch(() => undefined)) as Envelope<Result> | undefined;
    if (answer?.errors?.[0]) throw faultEnd(answer.errors[0]);
    if (answer?.data) return answer.data;
    throw new CommandEnd(
      EXIT.unreachable,
      'NoAnswer',
      `The server answered with HTTP ${response.status}. Is it a Known Good server?`,
    );
  }

  /** Follows a subscription to its end. Where `repeatable`, a lost connection is opened again and it begins anew. */
  async *follow<Result, Variables extends Record<string, unknown>>(
    document: TypedDocumentString<Result, Variables>,
    variables: Variables,
    { repeatable }: { readonly repeatable: boolean },
  ): AsyncGenerator<Result> {
    const client = createClient({
      url: `${this.server.replace(/^http/, 'ws')}/graphql`,
      connectionParams: async () => ({ authorization: `Bearer ${await this.token()}` }),
      retryAttempts: repeatable ? RETRIES : 0,
      shouldRetry: (problem) => !isAboutTheToken(problem),
    });
    try {
      for await (const { data, errors } of client.iterate<Result>({
        query: document.toString(),
        variables,
      })) {
        if (errors?.[0]) throw faultEnd(errors[0]);
        if (data) yield data;
      }
    } catch (problem) {
      throw endOf(problem);
    } finally {
      await client.dispose();
    }
  }

  private async post(body: string): Promise<Response> {
    const token = await this.token();
    try {
      return await postQuestion(`${this.server}/graphql`, { token, body });
    } catch {
      throw unreachable(this.server);
    }
  }
}

/** The server cannot be reached. */
export function unreachable(server: string): CommandEnd {
  return new CommandEnd(EXIT.unreachable, 'Unreachable', `No Known Good server answers at ${server}.`);
}

function signInAgain(): CommandEnd {
  return new CommandEnd(
    EXIT.notSignedIn,
    'NotSignedIn',
    'The server does not take the sign-in. Sign in again: known-good login',
  );
}

function faultEnd({ message, extensions }: Fault): CommandEnd {
  const code = extensions?.code;
  return new CommandEnd(EXIT.refused, typeof code === 'string' ? code : 'Error', message);
}

function endOf(problem: unknown): CommandEnd {
  if (problem instanceof CommandEnd) return problem;
  if (Array.isArray(problem)) return faultEnd((problem as readonly Fault[])[0] ?? { message: 'No answer.' });
  if (isAboutTheToken(problem)) return signInAgain();
  return new CommandEnd(EXIT.unreachable, 'ConnectionLost', 'The live connection was lost. Try again.');
}

/** Close codes of graphql-transport-ws by which the server refuses or ends a connection for its token's sake. */
function isAboutTheToken(problem: unknown): boolean {
  const code =
    typeof problem === 'object' && problem !== null && 'code' in problem ? problem.code : undefined;
  return code === 4401 || code === 4403;
}
