import type { Kind } from './kinds.js';
import { firstAfter } from './ordered-index.js';

/** How long a delta token stays good. */
export const DELTA_RETENTION_MS = 7 * 24 * 3600 * 1000;

/** One line of the log that delta queries are answered from. */
export interface LogEntry {
  readonly sequence: number;
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly id: string;
  /** The properties that changed, or that the object came, went or came back. */
  readonly what:
    | { readonly properties: readonly string[] }
    | { readonly member: string; readonly removed: boolean }
    | 'presence';
}

/** What happened to the objects of each kind, in order, for as long as delta tokens live. */
export class ChangeLog {
  private readonly entries = new Map<Kind, LogEntry[]>();

  add(kind: Kind, entry: LogEntry): void {
    const entries = this.entries.get(kind);
    if (entries) entries.push(entry);
    else this.entries.set(kind, [entry]);
  }

  /** Entries of a kind with `from` < sequence <= `to`, in order. */
  between(kind: Kind, from: number, to: number): readonly LogEntry[] {
    const entries = this.entries.get(kind) ?? [];
    return entries.slice(firstAfter(entries, from), firstAfter(entries, to));
  }

  all(): Iterable<readonly [Kind, readonly LogEntry[]]> {
    return this.entries;
  }

  /** Forgets everything: no token was given out yet. */
  clear(): void {
    this.entries.clear();
  }

  /** Forgets what no token can ask for any more. */
  trim(now: number): void {
    for (const [kind, entries] of this.entries) {
      const first = entries[0];
      if (!first || first.at + DELTA_RETENTION_MS >= now) continue;
      const kept = entries.findIndex((entry) => entry.at + DELTA_RETENTION_MS >= now);
      this.entries.set(kind, kept === -1 ? [] : entries.slice(kept));
    }
  }
}
