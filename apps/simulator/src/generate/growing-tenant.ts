import type { JsonObject } from '#catalogue';
import type { TenantChange } from '../tenant/change.js';
import type { Kind } from '../tenant/kinds.js';
import type { Tenant } from '../tenant/tenant.js';

/** All generated objects were made at this moment, so that the same seed gives the same tenant. */
const GENERATED_AT = Date.parse('2026-01-05T08:00:00Z');
export const GENERATED_TIME = '2026-01-05T08:00:00Z';

/** A tenant that is being filled: changes are applied as they come, without anybody having to be told. */
export class GrowingTenant {
  constructor(readonly tenant: Tenant) {}

  get domain(): string {
    return this.tenant.identity.verifiedDomains[0] ?? 'example.com';
  }

  create(kind: Kind, id: string, entity: JsonObject): string {
    this.apply({ change: 'create', kind, id, entity });
    return id;
  }

  addMembers(group: string, members: Iterable<string>): void {
    for (const member of new Set(members))
      if (member !== group && !this.tenant.isMember(group, member))
        this.apply({ change: 'addMember', group, member });
  }

  apply(change: TenantChange, at = GENERATED_AT): void {
    this.tenant.commit({ at, changes: [change] });
  }
}
