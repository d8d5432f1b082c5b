import { integer, json } from '../database/columns.js';
import type { ReadModelDatabase } from '../database/read-model-database.js';
import type { Page, PageRequest } from '../read-models.js';
import { Cursors, isSequence } from './cursor.js';
import { readPage } from './page.js';

/** Pages over the views of one kind, newest first. */
export class DocumentQuery<View> {
  constructor(
    private readonly database: ReadModelDatabase,
    private readonly kind: string,
  ) {}

  ofTenant(tenantId: string, request: PageRequest): Page<View> {
    return this.page(`${this.kind}/${tenantId}`, 'tenant_id = ?', tenantId, request);
  }

  among(ids: readonly string[], request: PageRequest): Page<View> {
    return this.page(this.kind, 'id IN (SELECT value FROM json_each(?))', JSON.stringify(ids), request);
  }

  /** Those of a tenant's that a condition on `body` holds for; `list` names the condition. */
  ofTenantWhere(list: string, tenantId: string, condition: string, request: PageRequest): Page<View> {
    return this.page(
      `${this.kind}/${list}/${tenantId}`,
      `tenant_id = ? AND (${condition})`,
      tenantId,
      request,
    );
  }

  private page(list: string, condition: string, parameter: string, request: PageRequest): Page<View> {
    const rows = this.database.prepare(
      `SELECT seq, body FROM documents WHERE kind = ? AND ${condition} AND seq < ? ORDER BY seq DESC LIMIT ?`,
    );
    const count = this.database.prepare(
      `SELECT count(*) AS rows FROM documents WHERE kind = ? AND ${condition}`,
    );
    return readPage(
      {
        cursors: new Cursors(list, isSequence),
        rowsAfter: (after, limit) =>
          rows
            .all(this.kind, parameter, after?.[0] ?? Number.MAX_SAFE_INTEGER, limit)
            .map((row) => ({ place: [integer(row, 'seq')] as const, row: json<View>(row, 'body') })),
        count: () => integer(count.get(this.kind, parameter) ?? {}, 'rows'),
      },
      request,
    );
  }
}
