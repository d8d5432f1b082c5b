import { isRefusal, parseSelection, type Selection } from '#protection';
import type { Root, Vault } from '#vault';

const KEY = 'selection';

/** Keeps a selection in the vault, since it may hold names, and answers its root. */
export async function storeSelection(vault: Vault, selection: Selection): Promise<Root> {
  const editor = vault.edit(undefined);
  editor.put(KEY, JSON.stringify(selection));
  return editor.commit();
}

/** Reads back what {@link storeSelection} has kept; throws where it is not there. */
export async function readSelection(vault: Vault, root: Root): Promise<Selection> {
  const text = await vault.snapshot(root).get(KEY);
  const stored: unknown = text === undefined ? undefined : JSON.parse(text);
  if (typeof stored !== 'object' || stored === null) throw new Error('The vault holds no such selection.');
  const selection = parseSelection(stored);
  if (isRefusal(selection)) throw new Error('The vault holds a selection that chooses nothing.');
  return selection;
}
