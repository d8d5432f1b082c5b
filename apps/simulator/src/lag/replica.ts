import type { Commit } from '../tenant/change.js';
import type { TenantObject } from '../tenant/collection.js';
import { KINDS } from '../tenant/kinds.js';
import { Tenant } from '../tenant/tenant.js';

/** A copy of a tenant that hears of every commit only `lagMs` milliseconds later. */
export class Replica {
  private readonly copy: Tenant;
  private waiting: Commit[] = [];

  constructor(
    original: Tenant,
    private readonly lagMs: number,
  ) {
    this.copy = copyOf(original);
    original.onCommit((commit) => this.waiting.push(commit));
  }

  /** The tenant as this replica knows it at `now`, in milliseconds. */
  at(now: number): Tenant {
    const due = this.waiting.findIndex(({ at }) => at + this.lagMs > now);
    const commits = this.waiting.splice(0, due === -1 ? this.waiting.length : due);
    for (const commit of commits) this.copy.commit(commit);
    this.copy.log.trim(now);
    return this.copy;
  }
}

/** A tenant in the same state, with the same log and count of changes. What is never altered is shared. */
function copyOf(original: Tenant): Tenant {
  const copy = new Tenant(original.identity, original.audits);
  copy.continueFrom(original.sequence);
  for (const kind of KINDS) {
    for (const object of original.collection(kind).all()) copy.reinstate(asLive(object));
    for (const { id, sequence, object } of original.collection(kind).deletedAfter(-1))
      copy.reinstateDeletion(kind, id, object.deletedAt ?? 0, sequence);
  }
  for (const { id } of original.collection('group').all())
    for (const member of original.allMembersOf(id)) copy.reinstateMember(id, member);
  for (const [kind, entries] of original.log.all()) for (const entry of entries) copy.log.add(kind, entry);
  copy.claimUniqueValues();
  return copy;
}

const asLive = (object: TenantObject): TenantObject => ({ ...object, deletedAt: undefined });
