import { isJsonObject, type Json, type JsonObject } from '#catalogue';
import { auditFilter } from '../audits/audit-filter.js';
import type { AuditEntry } from '../audits/audit-log.js';
import { auditRecord } from '../audits/audit-record.js';
import { ok, type Exchange } from '../graph/exchange.js';
import { malformed, notFound } from '../graph/graph-error.js';
import type { GraphResponse } from '../graph/message.js';
import type { Router } from '../graph/router.js';
import { nextLink, placeOf } from '../query/listing.js';
import { MAX_PAGE } from '../query/query-options.js';

const PATH = '/auditLogs/directoryAudits';

/** Who changed what, latest first: https://learn.microsoft.com/graph/api/directoryaudit-list */
export function addDirectoryAuditRoutes(router: Router): void {
  router.add('GET', PATH, listAudits).add('GET', `${PATH}/{id}`, (exchange) => {
    const id = exchange.parameter('id');
    const entry = kept(exchange).find((one) => one.id === id);
    if (!entry) throw notFound(id);
    return ok({
      '@odata.context': `${exchange.root}/$metadata#auditLogs/directoryAudits/$entity`,
      ...shown(entry, exchange),
    });
  });
}

function listAudits(exchange: Exchange): GraphResponse {
  const { query, root } = exchange;
  if (query.expand.length > 0 || query.count)
    throw malformed('Directory audits take neither $expand nor $count.');
  const isWanted = auditFilter(query.filter);
  const latestFirst = isLatestFirst(exchange);
  const after = placeOf(exchange);
  const entries = latestFirst ? kept(exchange).toReversed() : kept(exchange);
  const size = query.top ?? MAX_PAGE;
  const page: AuditEntry[] = [];
  for (const entry of entries) {
    const isPast = after !== -1 && (latestFirst ? entry.sequence >= after : entry.sequence <= after);
    if (!isPast && isWanted(entry)) page.push(entry);
    if (page.length > size) break;
  }
  const last = page.length > size ? page[size - 1] : undefined;
  return ok({
    '@odata.context': `${root}/$metadata#auditLogs/directoryAudits`,
    ...(last && { '@odata.nextLink': nextLink(exchange, last.sequence) }),
    value: page.slice(0, size).map((entry) => shown(entry, exchange)),
  });
}

function kept({ tenant, now }: Exchange): readonly AuditEntry[] {
  return tenant.audits.at(now.getTime());
}

function isLatestFirst({ query: { orderBy } }: Exchange): boolean {
  const [first, ...more] = orderBy;
  if (more.length > 0 || (first && first.property.toLowerCase() !== 'activitydatetime'))
    throw malformed('Directory audits can be ordered by activityDateTime only.');
  return first?.descending ?? true;
}

function shown(entry: AuditEntry, { query: { select } }: Exchange): JsonObject {
  const record: Json = auditRecord(entry);
  if (!select || !isJsonObject(record)) return record;
  return Object.fromEntries(select.map((name) => [name, record[name] ?? null]));
}
