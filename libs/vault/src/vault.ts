/** SHA-256 in lower-case hex: names a snapshot by its whole content. */
export type Root = string;

/** One entry of a snapshot. Keys are compared by code unit; values are text (empty for a bare link). */
export interface Entry {
  readonly key: string;
  readonly value: string;
}

/** One key whose value differs between two snapshots; `undefined` where the key is absent. */
export interface EntryChange {
  readonly key: string;
  readonly before: string | undefined;
  readonly after: string | undefined;
}

/** Reads one immutable snapshot. */
export interface SnapshotReader {
  readonly root: Root;
  get(key: string): Promise<string | undefined>;
  /** Entries whose key begins with `prefix` (default: all) and comes after `after`, in key order. Reads only theirs. */
  scan(prefix?: string, after?: string): AsyncIterable<Entry>;
  /** Number of entries by family: the even segments of the key (`user`, `group`, `group/members`). */
  counts(): Promise<Readonly<Record<string, number>>>;
}

/**
 * Collects edits on top of a snapshot (or of nothing). Later edits of a key win. The base must be retained until
 * the commit is answered. Keys have at most 2,048 characters, values 4 Mi, both well-formed Unicode: a `RangeError`
 * says which is not. However many edits there are, they fill a bounded part of memory if {@link room} is awaited
 * between them.
 */
export interface SnapshotEditor {
  put(key: string, value: string): void;
  delete(key: string): void;
  /** Deletes every key that begins with `prefix`, in the base and among the edits so far. */
  clear(prefix: string): void;
  /** Resolves once there is room for another edit: at once, unless edits come faster than they can be put aside. Never rejects. */
  room(): Promise<void>;
  /**
   * Writes the new snapshot durably, reads back what it wrote, and answers its root. Whoever keeps the root must
   * name it (in an event, in a reference) within the vault's grace period. An editor commits once.
   */
  commit(): Promise<Root>;
}

/**
 * What a vault found wrong. `chunk` is the damaged or missing chunk's digest.
 * - `missing`: the store has nothing under its name (also: it was sealed under another vault key).
 * - `unreadable`: altered, cut, put in another's place, or not what the format and its parent say it must be.
 * - `digestMismatch`: authentic, but not the content that the digest names.
 *
 * A leaf kept as a difference is damaged where one that it rests on is, in the same way.
 * A damaged index chunk stands for all that lies below it, which cannot be told.
 */
export interface Damage {
  readonly root: Root;
  readonly chunk: string;
  readonly damage: 'missing' | 'unreadable' | 'digestMismatch';
}

/** What a whole reading of a snapshot found. `entries` counts the entries that were read and found sound. */
export interface Verification {
  readonly root: Root;
  readonly entries: number;
  readonly damages: readonly Damage[];
}

/**
 * Thrown when stored bytes are missing or do not match their digest: nothing read from them may be used. `chunk` is
 * a chunk's digest, or `reference <name>`.
 */
export class VaultDamagedError extends Error {
  override readonly name = 'VaultDamagedError';
  constructor(
    readonly chunk: string,
    readonly damage: Damage['damage'],
  ) {
    super(`The vault is damaged: ${chunk} is ${damage === 'missing' ? 'missing' : 'not what was written'}.`);
  }
}

/** The snapshots of one tenant: immutable, content-addressed, shared where equal. */
export interface Vault {
  snapshot(root: Root): SnapshotReader;
  edit(base: Root | undefined): SnapshotEditor;
  /**
   * Keys whose values differ from `before` to `after`, in key order. `prefixes` narrows to keys that begin
   * with one of them. Skips what the two share, so the cost follows the number of changes.
   */
  diff(before: Root, after: Root, prefixes?: readonly string[]): AsyncIterable<EntryChange>;
  /** Re-reads every chunk of a snapshot and recomputes every digest up to the root. */
  verify(root: Root): Promise<Verification>;
  /**
   * Deletes chunks that no root in `retained` reaches and that no one has written or reused within the grace period.
   * Throws `VaultDamagedError` before deleting anything when it cannot find out all that is needed.
   */
  sweep(retained: readonly Root[]): Promise<{ readonly kept: number; readonly deleted: number }>;
  /**
   * A small named text kept beside the snapshots (the tenant head); replaced atomically. It is authentic, but whoever
   * can write to the store can bring back an earlier one: compare it with the event log. Throws `VaultDamagedError`
   * when it was altered.
   */
  readReference(name: string): Promise<string | undefined>;
  writeReference(name: string, text: string): Promise<void>;
}

/** The vaults of all tenants: one key space and one folder each. */
export interface Vaults {
  of(tenantId: string): Vault;
}
