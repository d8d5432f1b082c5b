import { isJsonObject, type Json, type JsonObject } from '#catalogue';
import type { GraphResponse } from '../graph/message.js';
import { textOf } from '../model/json-text.js';
import { isDirectoryObjectKind } from '../tenant/kinds.js';
import type { Tenant } from '../tenant/tenant.js';
import type { Caller } from './caller.js';
import { holds, type Permission } from './inclusions.js';
import { TO_READ } from './least-permissions.js';

/** With these nothing is left out. */
const EVERYTHING: readonly Permission[] = [
  'User-LifeCycleInfo.Read.All',
  'Member.Read.Hidden',
  ...Object.values(TO_READ),
];

/** An answer without what the caller may not see: it is left out silently, as Graph does. */
export function shownTo(caller: Caller, response: GraphResponse, tenant: Tenant): GraphResponse {
  const { body } = response;
  if (!isJsonObject(body) || holds(caller, ...EVERYTHING)) return response;
  const leaveDates = holds(caller, 'User-LifeCycleInfo.Read.All');
  const hiddenMembers = holds(caller, 'Member.Read.Hidden');
  const shownObject = (object: JsonObject): JsonObject => {
    const visible = Object.entries(object).filter(([name]) => {
      if (name === 'employeeLeaveDateTime') return leaveDates;
      return hiddenMembers || !isMembers(name) || !isHidden(tenant, textOf(object['id']));
    });
    return Object.fromEntries(visible.map(([name, value]) => [name, shownValue(value)]));
  };
  // Only objects within collections can be of a type that the caller may not read: the path's own type was checked.
  const shownItem = (item: Json): Json =>
    isJsonObject(item) ? shownObject(mayRead(caller, item) ? item : bare(item)) : item;
  const shownValue = (value: Json): Json =>
    Array.isArray(value) ? (value as readonly Json[]).map(shownItem) : value;
  return { ...response, body: shownObject(body) };
}

/** Whether a group hides its members, be it live or soft-deleted. */
export function isHidden(tenant: Tenant, group: string): boolean {
  return tenant.collection('group').get(group)?.entity['visibility'] === 'HiddenMembership';
}

const isMembers = (name: string): boolean => name === 'members' || name === 'members@delta';

function mayRead(caller: Caller, item: JsonObject): boolean {
  const kind = /^#microsoft\.graph\.(\w+)$/.exec(textOf(item['@odata.type']))?.[1] ?? '';
  const permission = isDirectoryObjectKind(kind) ? TO_READ[kind] : undefined;
  return permission === undefined || holds(caller, permission);
}

/** Of an object that the caller may not read, type and id are shown. */
function bare(item: JsonObject): JsonObject {
  const kept = (name: string): boolean => name.startsWith('@') || name === 'id';
  return Object.fromEntries(Object.entries(item).map(([name, value]) => [name, kept(name) ? value : null]));
}
