import { isLink, linksPrefix, parseKey } from '#catalogue';
import type { Root } from '#vault';
import type { JobContext } from './job-context.js';

/**
 * Who holds each directory role (by its definition's id), by themselves or through a group; no role where that cannot be
 * read.
 */
export async function holdersByRole(
  { directory, vault, signal }: JobContext,
  head: Root,
): Promise<ReadonlyMap<string, ReadonlySet<string>>> {
  const direct = (await directory.roleHolders?.(signal)) ?? new Map<string, ReadonlySet<string>>();
  const snapshot = vault.snapshot(head);
  const roles = new Map<string, ReadonlySet<string>>();
  for (const [role, ids] of direct) {
    const holders = new Set(ids);
    for (const id of ids)
      for await (const { key } of snapshot.scan(`${linksPrefix({ type: 'group', id })}members/`)) {
        const ref = parseKey(key);
        if (isLink(ref)) holders.add(ref.target);
      }
    roles.set(role, holders);
  }
  return roles;
}

/** Everyone who holds a directory role; nobody where it cannot be read. */
export async function roleHolders(context: JobContext, head: Root): Promise<ReadonlySet<string>> {
  const roles = await holdersByRole(context, head);
  return new Set([...roles.values()].flatMap((ids) => [...ids]));
}
