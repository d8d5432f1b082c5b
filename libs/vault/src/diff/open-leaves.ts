import type { KeyPrefixes } from '../snapshot/key-prefixes.js';
import type { EntryChange } from '../vault.js';
import type { OpenLeaf, TreeCursor } from './tree-cursor.js';

/**
 * Reads on in the leaves that are open on both sides, as far as no chunk still to be entered can hold a key
 * before, and answers what differs. Closes the leaves that it has read to their end.
 */
export function changesOfOpenLeaves(
  before: TreeCursor,
  after: TreeCursor,
  wanted: KeyPrefixes,
): EntryChange[] {
  const changes: EntryChange[] = [];
  for (;;) {
    const oldKey = nextKey(before);
    const newKey = nextKey(after);
    if (oldKey === undefined && newKey === undefined) break;
    if (
      oldKey === undefined ? mayHideUpTo(before, newKey) : newKey === undefined && mayHideUpTo(after, oldKey)
    )
      break;
    const change = changeAt(before.open, after.open, oldKey, newKey, wanted);
    if (change) changes.push(change);
    advance(before, after, oldKey, newKey);
  }
  return changes;
}

function nextKey({ open }: TreeCursor): string | undefined {
  return open?.leaf.keys[open.place];
}

function mayHideUpTo({ front }: TreeCursor, key: string | undefined): boolean {
  return front !== undefined && key !== undefined && front.firstKey <= key;
}

function changeAt(
  before: OpenLeaf | undefined,
  after: OpenLeaf | undefined,
  oldKey: string | undefined,
  newKey: string | undefined,
  wanted: KeyPrefixes,
): EntryChange | undefined {
  const key = oldKey === undefined || (newKey !== undefined && newKey < oldKey) ? newKey : oldKey;
  const old = key === oldKey ? before : undefined;
  const fresh = key === newKey ? after : undefined;
  if (key === undefined || (old && fresh && old.leaf.sameValue(old.place, fresh.leaf, fresh.place)))
    return undefined;
  if (!wanted.covers(key)) return undefined;
  return { key, before: old?.leaf.value(old.place), after: fresh?.leaf.value(fresh.place) };
}

function advance(
  before: TreeCursor,
  after: TreeCursor,
  oldKey: string | undefined,
  newKey: string | undefined,
): void {
  if (oldKey !== undefined && (newKey === undefined || oldKey <= newKey)) step(before);
  if (newKey !== undefined && (oldKey === undefined || newKey <= oldKey)) step(after);
}

function step(cursor: TreeCursor): void {
  if (!cursor.open) return;
  cursor.open.place += 1;
  if (cursor.open.place >= cursor.open.leaf.keys.length) cursor.open = undefined;
}
