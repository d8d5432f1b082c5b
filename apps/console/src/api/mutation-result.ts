/** What a mutation answers: the thing asked for, or a refusal. */
type Result = { readonly __typename: string; readonly message?: string; readonly id?: string };

/** The refusal's message; `undefined` where there is none. */
export function refusalOf(result: Result | undefined): string | undefined {
  return result?.message;
}

/** The id of what has begun; `undefined` where it was refused. */
export function startedId(result: Result | undefined): string | undefined {
  return result?.id;
}
