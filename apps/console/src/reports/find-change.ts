import type { ChangeDetailsQuery, ObjectType } from '../api/generated.js';

type Changes = NonNullable<ChangeDetailsQuery['differenceReport']>['changes'];
/** One change with its values. */
export type ChangeDetails = Changes['nodes'][number];

export interface WantedChange {
  readonly objectType: ObjectType;
  readonly objectId: string;
  /** Where it is known, few rows have to be looked through. */
  readonly displayName?: string | null;
}

/** Finds one object's change by reading pages of its type; `undefined` where the report has none. */
export async function findChange(
  wanted: WantedChange,
  readPage: (
    filter: { readonly objectTypes: readonly ObjectType[]; readonly nameContains?: string },
    after: string | null,
  ) => Promise<Changes | undefined>,
): Promise<ChangeDetails | undefined> {
  const { objectType, objectId, displayName } = wanted;
  const filter = { objectTypes: [objectType], ...(displayName && { nameContains: displayName }) };
  let after: string | null = null;
  do {
    const page: Changes | undefined = await readPage(filter, after);
    const found = page?.nodes.find((change) => change.objectId === objectId);
    if (found) return found;
    after = page?.pageInfo.hasNextPage ? page.pageInfo.endCursor : null;
  } while (after !== null);
  return undefined;
}
