import { linksPrefix, parseKey, isLink } from '#catalogue';
import type { Root } from '#vault';
import type { JobContext } from './job-context.js';

/** Everyone who holds a directory role, by themselves or through a group; nobody where it cannot be read. */
export async function roleHolders(
  { directory, vault, signal }: JobContext,
  head: Root,
): Promise<ReadonlySet<string>> {
  const holders = new Set(await directory.roleHolders?.(signal));
  const snapshot = vault.snapshot(head);
  for (const id of [...holders])
    for await (const { key } of snapshot.scan(`${linksPrefix({ type: 'group', id })}members/`)) {
      const ref = parseKey(key);
      if (isLink(ref)) holders.add(ref.target);
    }
  return holders;
}
