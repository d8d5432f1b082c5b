import { roleAssignmentsPath, isObjectId } from '../graph-paths.js';
import { ReadFailure } from '../request/read-failure.js';
import { readPages, type Reader } from '../request/read-pages.js';

/**
 * Ids of all users, groups and service principals that hold a directory role; `undefined` where the connector may not
 * know. https://learn.microsoft.com/graph/api/rbacapplication-list-roleassignments
 */
export async function readRoleHolders(reader: Reader): Promise<ReadonlySet<string> | undefined> {
  const holders = new Set<string>();
  try {
    for await (const { entries } of readPages(reader, roleAssignmentsPath(), { lane: 'identity' }))
      for (const { principalId } of entries)
        if (typeof principalId === 'string' && isObjectId(principalId)) holders.add(principalId);
    return holders;
  } catch (error) {
    if (error instanceof ReadFailure) return undefined;
    throw error;
  }
}
