import { postQuestion } from '../../api/post-question.js';
import { CannotVerify } from '../cannot-verify.js';
import { errorMessage } from '../error-message.js';

/** What a field of the API answered: its members by name. */
export type Answered = Readonly<Record<string, unknown>>;

/** Asks the API one field, and hands back what it answers. */
export type AskServer = (query: string, variables: Readonly<Record<string, unknown>>) => Promise<Answered>;

/**
 * Asks the GraphQL API of a server. Every question throws {@link CannotVerify} where it is not answered: the server
 * cannot be reached, does not take the token, or does not know the question.
 */
export function askServer({ url, token }: { readonly url: string; readonly token: string }): AskServer {
  const address = `${url.replace(/\/+$/, '').replace(/\/graphql$/, '')}/graphql`;
  return async (query, variables) => {
    const response = await post(address, token, JSON.stringify({ query, variables }));
    if (response.status === 401) throw new CannotVerify('The server does not take the token. Sign in again.');
    const body = await response.json().catch(() => undefined);
    const [field] = isAnswered(body) && isAnswered(body['data']) ? Object.values(body['data']) : [];
    if (isAnswered(field)) return field;
    throw new CannotVerify(
      `The server does not answer the question (HTTP ${response.status}): ${faultsIn(body)}`,
    );
  };
}

async function post(address: string, token: string, body: string): Promise<Response> {
  try {
    return await postQuestion(address, { token, body });
  } catch (error) {
    throw new CannotVerify(`The server cannot be reached: ${errorMessage(error)}`);
  }
}

function faultsIn(body: unknown): string {
  const errors = isAnswered(body) && Array.isArray(body['errors']) ? body['errors'] : [];
  return errors.map(errorMessage).join(' ') || 'is it a Known Good server?';
}

/** Whether a value has members by name. */
export function isAnswered(value: unknown): value is Answered {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
