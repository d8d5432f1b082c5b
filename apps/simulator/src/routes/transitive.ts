import type { Listed } from '../query/listing.js';
import type { TenantObject } from '../tenant/collection.js';
import type { Tenant } from '../tenant/tenant.js';

/** All live objects that are members of a group directly or through nested groups, in the order of creation. */
export function transitiveMembers(tenant: Tenant, group: string, sequence: number): Listed[] {
  const reached = new Map<string, TenantObject>();
  const open = [group];
  for (let at = open.pop(); at !== undefined; at = open.pop())
    for (const { object } of tenant.membersOf(at)) {
      if (reached.has(object.id)) continue;
      reached.set(object.id, object);
      if (object.kind === 'group') open.push(object.id);
    }
  return [...reached.values()]
    .filter((object) => object.sequence > sequence)
    .sort((a, b) => a.sequence - b.sequence)
    .map((object) => ({ sequence: object.sequence, object }));
}

/** All live groups that an object is in, directly or through other groups. */
export function transitiveGroups(tenant: Tenant, member: string): Iterable<TenantObject> {
  const reached = new Map<string, TenantObject>();
  const open = [member];
  for (let at = open.pop(); at !== undefined; at = open.pop())
    for (const group of tenant.groupsOf(at)) {
      if (reached.has(group.id)) continue;
      reached.set(group.id, group);
      open.push(group.id);
    }
  return reached.values();
}
