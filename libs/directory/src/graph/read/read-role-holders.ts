import { roleAssignmentsPath, isObjectId } from '../graph-paths.js';
import { ReadFailure } from '../request/read-failure.js';
import { readPages, type Reader } from '../request/read-pages.js';

/**
 * The users, groups and service principals that hold each directory role, by the id of its definition; `undefined` where
 * the connector may not know. https://learn.microsoft.com/graph/api/rbacapplication-list-roleassignments
 */
export async function readRoleHolders(
  reader: Reader,
): Promise<ReadonlyMap<string, ReadonlySet<string>> | undefined> {
  const holders = new Map<string, Set<string>>();
  try {
    for await (const { entries } of readPages(reader, roleAssignmentsPath(), { lane: 'identity' }))
      for (const { principalId, roleDefinitionId: role } of entries)
        if (typeof principalId === 'string' && typeof role === 'string' && isObjectId(principalId))
          holders.set(role, (holders.get(role) ?? new Set()).add(principalId));
    return holders;
  } catch (error) {
    if (error instanceof ReadFailure) return undefined;
    throw error;
  }
}
