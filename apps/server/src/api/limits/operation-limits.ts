import type { GraphQLError } from 'graphql';
import { badRequest } from '../errors/client-error.js';
import { isPageSize, PAGE_SIZE_FAULT } from '../paging/page.args.js';
import type { OperationSize } from './operation-size.js';

/** A document has at most this many tokens; a longer one is not even parsed to its end. */
export const MOST_TOKENS = 2_000;
/** Bytes of a request's body, and of a WebSocket message. */
export const MOST_BYTES = 100_000;

/** The most that one operation may ask for, and what a caller who asks for more can do. */
const LIMITS = [
  { of: 'depth', most: 12, what: 'levels of fields', instead: 'Ask for what lies deeper by its id.' },
  { of: 'fields', most: 200, what: 'fields', instead: 'Split the query.' },
  { of: 'aliases', most: 15, what: 'aliases', instead: 'Split the query.' },
  { of: 'directives', most: 10, what: 'directives', instead: 'Leave out what is not needed.' },
  { of: 'cost', most: 50_000, what: 'values in its answer', instead: 'Ask for smaller pages (first).' },
] as const;

/** Why an operation of this size is not carried out; empty where it is. */
export function limitErrors(size: OperationSize): GraphQLError[] {
  if (!size.pageSizes.every(isPageSize)) return [badRequest('BAD_USER_INPUT', PAGE_SIZE_FAULT)];
  return LIMITS.filter(({ of, most }) => size[of] > most).map(({ most, what, instead }) =>
    badRequest('OperationTooLarge', `An operation can ask for at most ${most} ${what}. ${instead}`),
  );
}
