import { useInfiniteQuery, type InfiniteData, type UseInfiniteQueryResult } from '@tanstack/react-query';
import { useConnection } from './connection.js';
import type { TypedDocumentString } from './generated.js';
import { request } from './request.js';

/** One page of a list, as the API answers it. */
export interface ListPage<Row> {
  readonly totalCount?: number;
  readonly nodes: readonly Row[];
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
}

/** A list of which as many pages are there as were asked for. */
export type ListAnswer<Row> = UseInfiniteQueryResult<InfiniteData<ListPage<Row> | null | undefined>>;

interface ListOptions<Row> {
  /** Asks again for all pages that are shown after so many milliseconds, or not (`false`). */
  readonly every?: (rows: readonly Row[]) => number | false;
  /** How long (ms) an answer counts as fresh. */
  readonly staleTime?: number;
}

/** A list of any length, read page after page as the user asks for more of it. `listOf` finds it in an answer. */
export function useList<Result, Variables, Row>(
  document: TypedDocumentString<Result, Variables & { readonly after?: string | null | undefined }>,
  variables: Variables,
  listOf: (result: Result) => ListPage<Row> | null | undefined,
  { every, staleTime }: ListOptions<Row> = {},
): ListAnswer<Row> {
  const { session } = useConnection();
  return useInfiniteQuery({
    queryKey: [document.toString(), variables],
    initialPageParam: null as string | null,
    queryFn: async ({ pageParam, signal }) =>
      listOf(await request(session, document, { ...variables, after: pageParam }, signal)),
    getNextPageParam: (page) => (page?.pageInfo.hasNextPage ? page.pageInfo.endCursor : undefined),
    refetchInterval: (query) => every?.(rowsOf(query.state.data)) ?? false,
    ...(staleTime !== undefined && { staleTime }),
  });
}

/** All rows that are there. */
export function rowsOf<Row>(
  data: InfiniteData<ListPage<Row> | null | undefined> | undefined,
): readonly Row[] {
  return (data?.pages ?? []).flatMap((page) => page?.nodes ?? []);
}
