/** One page of a list of the API. */
interface ListPage<Row> {
  readonly nodes: readonly Row[];
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
}

/** The rows of a list, page by page; none where the list itself is not there. */
export async function* paged<Row>(
  read: (after: string | null) => Promise<ListPage<Row> | null | undefined>,
): AsyncGenerator<Row> {
  let after: string | null = null;
  do {
    const page: ListPage<Row> | null | undefined = await read(after);
    yield* page?.nodes ?? [];
    after = page?.pageInfo.hasNextPage === true ? page.pageInfo.endCursor : null;
  } while (after !== null);
}

/** The first rows of a list. */
export async function firstOf<Row>(rows: AsyncIterable<Row>, most: number): Promise<readonly Row[]> {
  const taken: Row[] = [];
  if (most === 0) return taken;
  for await (const row of rows) {
    taken.push(row);
    if (taken.length === most) break;
  }
  return taken;
}
