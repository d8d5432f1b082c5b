import { hash } from 'node:crypto';
import type { Root, SnapshotReader, Vault } from '#vault';

type Step = <Result>(name: string, work: () => Result) => Promise<Result>;

/** What a plain vault keeps; outlives every worker. */
export class PlainSnapshots {
  readonly byRoot = new Map<Root, ReadonlyMap<string, string>>();
  readonly references = new Map<string, string>();
}

/** A vault of whole snapshots in memory: for the many runs in which it is not the vault that is put to the test. */
export function plainVault({ byRoot, references }: PlainSnapshots, step: Step): Vault {
  const content = (root: Root): ReadonlyMap<string, string> => {
    const entries = byRoot.get(root);
    if (entries === undefined) throw new Error('There is no such snapshot.');
    return entries;
  };
  return {
    snapshot: (root) => reader(root, () => content(root)),
    edit: (base) => {
      const entries = new Map(base === undefined ? [] : content(base));
      return {
        put: (key, value) => void entries.set(key, value),
        delete: (key) => void entries.delete(key),
        clear: (prefix) => {
          for (const key of entries.keys()) if (key.startsWith(prefix)) entries.delete(key);
        },
        room: async () => undefined,
        commit: () =>
          step('vault.commit', () => {
            const sorted = [...entries].sort(([a], [b]) => (a < b ? -1 : 1));
            const root = hash('sha256', JSON.stringify(sorted));
            byRoot.set(root, new Map(sorted));
            return root;
          }),
      };
    },
    diff: async function* (before, after, prefixes = ['']) {
      const [one, other] = [content(before), content(after)];
      for (const key of [...new Set([...one.keys(), ...other.keys()])].sort()) {
        const change = { key, before: one.get(key), after: other.get(key) };
        if (change.before !== change.after && prefixes.some((prefix) => key.startsWith(prefix))) yield change;
      }
    },
    verify: async (root) => ({ root, entries: content(root).size, damages: [] }),
    sweep: async () => ({ kept: byRoot.size, deleted: 0 }),
    readReference: (name) => step('vault.readReference', () => references.get(name)),
    writeReference: (name, text) => step('vault.writeReference', () => void references.set(name, text)),
  };
}

function reader(root: Root, content: () => ReadonlyMap<string, string>): SnapshotReader {
  return {
    root,
    get: async (key) => content().get(key),
    scan: async function* (prefix = '') {
      for (const [key, value] of content()) if (key.startsWith(prefix)) yield { key, value };
    },
    counts: async () => {
      const counts: Record<string, number> = {};
      for (const key of content().keys()) {
        const parts = key.split('/');
        const family = parts.filter((_, index) => index % 2 === 0).join('/');
        counts[family] = (counts[family] ?? 0) + 1;
      }
      return counts;
    },
  };
}
