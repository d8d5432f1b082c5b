import fc from 'fast-check';
import { VirtualClock } from '#runtime';
import type { BlobStore } from './blob-store.js';
import type { Chunking } from './format/boundaries.js';
import { memoryBlobs } from './memory-blobs.js';
import { openVaultsCutBy, type VaultOptions } from './open-vaults.js';
import type { SnapshotEditor, Vault } from './vault.js';

/** Chunks of a few entries, so that small contents make trees of several levels. */
export const SMALL_CHUNKING: Chunking = {
  leaf: { minEntries: 2, oneIn: 4, maxEntries: 8, maxBytes: 300 },
  index: { minEntries: 2, oneIn: 3, maxEntries: 5 },
};

/** One call on an editor. */
export type EditCall =
  | { readonly call: 'put'; readonly key: string; readonly value: string }
  | { readonly call: 'delete'; readonly key: string }
  | { readonly call: 'clear'; readonly prefix: string };

/** The content of a snapshot as a plain map. */
export type Model = ReadonlyMap<string, string>;

const id = fc.nat({ max: 40 }).map(String);
const text = fc.string({ unit: 'grapheme', maxLength: 12 });

/** Keys as the product makes them, and some of any text: order by code unit differs from order by code point. */
export const anyKey: fc.Arbitrary<string> = fc.oneof(
  { weight: 4, arbitrary: id.map((user) => `user/${user}`) },
  { weight: 2, arbitrary: id.map((group) => `group/${group}`) },
  { weight: 4, arbitrary: fc.tuple(id, id).map(([group, user]) => `group/${group}/members/${user}`) },
  { weight: 1, arbitrary: text },
  {
    weight: 1,
    arbitrary: fc.constantFrom('', '/', 'user', '\uffee/1', '\u{1f600}/1', '\ue000', '__proto__'),
  },
);

/** Prefixes that fall together with keys' own parts, and some that do not. */
export const anyPrefix: fc.Arbitrary<string> = fc.oneof(
  { weight: 4, arbitrary: id.map((group) => `group/${group}/`) },
  { weight: 2, arbitrary: fc.constantFrom('user/', 'group/', 'group/1', 'u', '\ud83d', 'zzz') },
  { weight: 1, arbitrary: anyKey },
);

/** Calls on an editor, mostly puts. */
export const anyCalls: fc.Arbitrary<readonly EditCall[]> = fc.array(
  fc.oneof(
    { weight: 12, arbitrary: fc.record({ call: fc.constant('put' as const), key: anyKey, value: text }) },
    { weight: 3, arbitrary: fc.record({ call: fc.constant('delete' as const), key: anyKey }) },
    { weight: 1, arbitrary: fc.record({ call: fc.constant('clear' as const), prefix: anyPrefix }) },
  ),
  { maxLength: 120, size: 'max' },
);

/** Makes the calls on an editor. */
export function make(calls: readonly EditCall[], edit: SnapshotEditor): SnapshotEditor {
  for (const call of calls)
    if (call.call === 'put') edit.put(call.key, call.value);
    else if (call.call === 'delete') edit.delete(call.key);
    else edit.clear(call.prefix);
  return edit;
}

/** What the calls make of a content. */
export function modelled(calls: readonly EditCall[], base: Model = new Map()): Model {
  const model = new Map(base);
  for (const call of calls)
    if (call.call === 'put') model.set(call.key, call.value);
    else if (call.call === 'delete') model.delete(call.key);
    else for (const key of [...model.keys()]) if (key.startsWith(call.prefix)) model.delete(key);
  return model;
}

/** The keys of models in the order of snapshots. */
export function keysOf(...models: readonly Model[]): string[] {
  return [...new Set(models.flatMap((model) => [...model.keys()]))].sort();
}

/** The root of a content, put in the map's own order. */
export async function committed(vault: Vault, model: Model): Promise<string> {
  const edit = vault.edit(undefined);
  for (const [key, value] of model) edit.put(key, value);
  return edit.commit();
}

/** A vault of small chunks in memory (or in `blobs`). */
export function smallVault(options: Partial<VaultOptions> = {}): {
  vault: Vault;
  blobs: BlobStore;
  clock: VirtualClock;
} {
  const clock = new VirtualClock('2026-11-02T08:00:00Z');
  const blobs = options.blobs ?? memoryBlobs(clock);
  const key = Buffer.alloc(32, 7);
  const vault = openVaultsCutBy(SMALL_CHUNKING, { clock, key, ...options, blobs }).of('tenant-1');
  return { vault, blobs, clock };
}

/** A content of `count` users. */
export function users(count: number): Map<string, string> {
  return new Map(Array.from({ length: count }, (_, n) => [`user/${n}`, `["user",${n}]`]));
}
