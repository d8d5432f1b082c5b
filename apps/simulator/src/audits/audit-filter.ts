import type { Json } from '#catalogue';
import { malformed } from '../graph/graph-error.js';
import type { Filter } from '../query/filter.js';
import { matches } from '../query/filter-match.js';
import type { AuditEntry } from './audit-log.js';

type Reading = (entry: AuditEntry) => Json;

/** The texts that can be filtered by, and how each is read. */
const TEXTS: Readonly<Record<string, Reading>> = {
  activityDisplayName: ({ activity }) => activity.name,
  category: ({ activity }) => activity.category,
  correlationId: ({ correlationId }) => correlationId,
  loggedByService: ({ activity }) => activity.service,
  'initiatedBy/user/id': ({ initiator }) => initiator.user?.id ?? null,
  'initiatedBy/user/displayName': ({ initiator }) => initiator.user?.displayName ?? null,
  'initiatedBy/user/userPrincipalName': ({ initiator }) => initiator.user?.userPrincipalName ?? null,
  'initiatedBy/app/appId': ({ initiator }) => initiator.app?.appId ?? null,
  'initiatedBy/app/displayName': ({ initiator }) => initiator.app?.displayName ?? null,
};
const OF_ENTRIES = Object.keys(TEXTS);
const OF_TARGETS = ['id', 'displayName'];
const TIME = 'activityDateTime';

const READINGS: Readonly<Record<string, Reading>> = {
  ...TEXTS,
  [TIME]: ({ at }) => new Date(at).toISOString(),
  targetResources: ({ targets }) => targets.map(({ id, displayName }) => ({ id, displayName })),
};

/**
 * A test of entries by a `$filter`. Throws Graph's refusal of what cannot be filtered by.
 * https://learn.microsoft.com/graph/api/directoryaudit-list
 */
export function auditFilter(filter: Filter | undefined): (entry: AuditEntry) => boolean {
  if (!filter) return () => true;
  const readable = checked(filter, OF_ENTRIES);
  const [from, until] = span(readable);
  return (entry) => {
    // Most entries lie outside of the time asked for, and telling that is cheap.
    if (entry.at < from || entry.at > until) return false;
    return matches(readable, (path) => READINGS[path]?.(entry) ?? null);
  };
}

function checked(filter: Filter, texts: readonly string[]): Filter {
  switch (filter.op) {
    case 'and':
      return { ...filter, left: checked(filter.left, texts), right: checked(filter.right, texts) };
    case 'compare':
      if (filter.property === TIME && texts === OF_ENTRIES && filter.with !== 'ne')
        return { ...filter, value: inFullLength(filter.value) };
      if (filter.with === 'eq' && texts.includes(filter.property)) return filter;
      throw refusal(filter.property);
    case 'function':
      if (filter.name === 'startswith' && texts.includes(filter.property)) return filter;
      throw refusal(filter.property);
    case 'any':
      if (filter.property !== 'targetResources' || !filter.body || texts !== OF_ENTRIES)
        throw refusal(filter.property);
      return { ...filter, body: checked(filter.body, OF_TARGETS) };
    case 'or':
    case 'not':
    case 'in':
      throw malformed(`Invalid filter clause: the operator '${filter.op}' is not supported.`);
    default:
      return filter satisfies never;
  }
}

/** Times are compared as texts, so all are written alike. */
function inFullLength(value: Json): string {
  const time = typeof value === 'string' ? Date.parse(value) : Number.NaN;
  if (Number.isNaN(time)) throw malformed(`Invalid filter clause: '${JSON.stringify(value)}' is not a time.`);
  return new Date(time).toISOString();
}

/** The time that a filter allows at most. */
function span(filter: Filter): readonly [number, number] {
  if (filter.op === 'and') {
    const [one, other] = [span(filter.left), span(filter.right)];
    return [Math.max(one[0], other[0]), Math.min(one[1], other[1])];
  }
  if (filter.op !== 'compare' || filter.property !== TIME || typeof filter.value !== 'string')
    return [-Infinity, Infinity];
  const at = Date.parse(filter.value);
  return [filter.with.startsWith('l') ? -Infinity : at, filter.with.startsWith('g') ? Infinity : at];
}

function refusal(property: string): Error {
  return malformed(`Invalid filter clause: '${property}' cannot be filtered by in this way.`);
}
