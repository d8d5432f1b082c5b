import { isObjectType } from '#catalogue';
import type { AuditEntryView } from '#projections';
import type { Caller } from '../access/caller.js';
import { seesType, visibleTypes } from '../access/visible-types.js';

/**
 * A line of the audit log as a caller may see it. That something was done is shown to all readers; what the details say of
 * an object of another type than the caller's role is for is replaced by the type, with `withheld: true`.
 */
export function visibleEntry(caller: Caller, entry: AuditEntryView): AuditEntryView {
  if (visibleTypes(caller) === undefined) return entry;
  const details = withoutHidden(caller, entry.details);
  return { ...entry, details: isRecord(details) ? details : {} };
}

function withoutHidden(caller: Caller, value: unknown): unknown {
  if (Array.isArray(value)) return value.map((each) => withoutHidden(caller, each));
  if (!isRecord(value)) return value;
  const type = [value['objectType'], value['type']].find(
    (each) => typeof each === 'string' && isObjectType(each),
  );
  if (typeof type === 'string' && !seesType(caller, type)) return { objectType: type, withheld: true };
  return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, withoutHidden(caller, each)]));
}

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
