import { CommandEnd, EXIT } from '../exit-codes.js';

/** What a mutation answers: the thing asked for, or a refusal. */
type Result =
  | { readonly __typename: string; readonly code: string; readonly message: string }
  | { readonly __typename: string; readonly id?: string };

/** The id of what has begun. Throws {@link CommandEnd} where it was refused. */
export function startedId(result: Result): string {
  if ('message' in result) throw new CommandEnd(EXIT.refused, result.code, result.message);
  return result.id ?? '';
}
