import { integer, json, text } from '../database/columns.js';
import type { ReadModelDatabase } from '../database/read-model-database.js';

/** A view with what the projection needs beside it. */
export interface Document<View> {
  /** The number of the event that began it. */
  readonly seq: number;
  /** Time (ISO 8601) of the last event that shaped it. */
  readonly at: string;
  readonly view: View;
}

/**
 * The views of one kind, each a JSON document. Within a batch of events they are kept in memory and written once
 * at its end, so that a recovery's thousands of steps do not rewrite its view each time.
 */
export class Documents<View extends { readonly id: string }> {
  private readonly changed = new Map<string, Document<View>>();

  constructor(
    private readonly database: ReadModelDatabase,
    private readonly kind: string,
    private readonly tenantOf: (view: View) => string,
  ) {}

  find(id: string): Document<View> | undefined {
    const changed = this.changed.get(id);
    if (changed) return changed;
    const row = this.database
      .prepare('SELECT seq, at, body FROM documents WHERE kind = ? AND id = ?')
      .get(this.kind, id);
    return row && { seq: integer(row, 'seq'), at: text(row, 'at'), view: json<View>(row, 'body') };
  }

  /** Keeps a new view. A view begins once: what the log says of its beginning again is not kept. */
  begin(document: Document<View>): void {
    if (this.find(document.view.id) === undefined) this.put(document);
  }

  put(document: Document<View>): void {
    this.changed.set(document.view.id, document);
  }

  /** Writes what has changed since the last time; belongs into the batch's transaction. */
  flush(): void {
    const upsert = this.database.prepare(
      `INSERT INTO documents (seq, kind, id, tenant_id, at, body) VALUES (?, ?, ?, ?, ?, ?)
       ON CONFLICT (kind, id) DO UPDATE SET at = excluded.at, body = excluded.body`,
    );
    for (const { seq, at, view } of this.changed.values())
      upsert.run(seq, this.kind, view.id, this.tenantOf(view), at, JSON.stringify(view));
    this.changed.clear();
  }

  /** Forgets what has not been written. */
  discard(): void {
    this.changed.clear();
  }
}
