import { ArgsType, Field, Int } from '@nestjs/graphql';
import type { PageRequest } from '#projections';
import { clientError } from '../errors/client-error.js';

/** Rows of a page where the caller names no number, and the most that one can ask for (as Graph's `$top`). */
const DEFAULT_PAGE_SIZE = 100;
const MOST_PAGE_SIZE = 999;

const LONGEST_CURSOR = 500;

@ArgsType()
export class PageArgs {
  @Field(() => Int, {
    nullable: true,
    defaultValue: DEFAULT_PAGE_SIZE,
    description: `Rows on the page: 1 to ${MOST_PAGE_SIZE}.`,
  })
  first?: number | null;

  @Field(() => String, {
    nullable: true,
    description: 'Cursor of the last row already seen; leave out for the first page.',
  })
  after?: string | null;
}

/** Tells whether `first` asks for a page of a size that is given out. */
export function isPageSize(first: unknown): first is number {
  return Number.isInteger(first) && Number(first) >= 1 && Number(first) <= MOST_PAGE_SIZE;
}

/** What a caller is told about any other size. */
export const PAGE_SIZE_FAULT = `first must be a whole number from 1 to ${MOST_PAGE_SIZE}.`;

/** Reads page arguments; a bad size or a cursor that no page has shown is a client error. */
export function pageRequest({ first: size, after }: PageArgs): PageRequest {
  const first = size ?? DEFAULT_PAGE_SIZE;
  if (!isPageSize(first)) throw clientError('BAD_USER_INPUT', PAGE_SIZE_FAULT);
  if (after === null || after === undefined) return { first };
  if (after === '' || after.length > LONGEST_CURSOR) throw badCursor();
  return { first, after };
}

/** The caller sent a cursor that no page of this list has shown. */
export const badCursor = () =>
  clientError('BAD_USER_INPUT', 'after is not a cursor of this list. Take it from pageInfo.endCursor.');
