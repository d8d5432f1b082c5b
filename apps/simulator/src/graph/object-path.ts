import { segmentsOf } from './router.js';

/** Collections by their paths; every other one is the first segment alone. The first that fits counts. */
const COLLECTIONS: readonly (readonly string[])[] = [
  ['identity', 'conditionalaccess', 'deleteditems', '*'],
  ['identity', 'conditionalaccess', 'authenticationstrength', 'policies'],
  ['identity', 'conditionalaccess', '*'],
  ['identitygovernance', 'termsofuse', 'agreements'],
  ['rolemanagement', 'directory', '*'],
  ['directory', 'deleteditems'],
  ['auditlogs', '*'],
  ['policies', 'authenticationstrengthpolicies'],
  // Policies of which there is one: their name is what they are found by.
  ['policies'],
];

/** The object that a path names first. */
export interface ObjectPath {
  /** Its id or another key, in lower case. */
  readonly id: string;
  /** The segments behind it. */
  readonly rest: readonly string[];
}

/** Takes apart `/users/{id}/memberOf`; `undefined` where the path names a collection, or a function of one. */
export function objectPath(path: string): ObjectPath | undefined {
  const segments = segmentsOf(path);
  const collection = COLLECTIONS.find((names) =>
    names.every((name, index) => name === '*' || segments[index]?.toLowerCase() === name),
  );
  const [id, ...rest] = segments.slice(collection?.length ?? 1);
  return id === undefined || isFunction(id) ? undefined : { id: id.toLowerCase(), rest };
}

function isFunction(segment: string): boolean {
  return /^(\$count|delta|getByIds|microsoft\.graph\..+)$/i.test(segment);
}
