import type { Json, JsonObject } from '#catalogue';
import type { Kind } from '../tenant/kinds.js';

/** How long Entra keeps directory audits with a premium licence. */
const AUDIT_RETENTION_MS = 30 * 24 * 3600 * 1000;

const KEPT_AT_MOST = 200_000;

/** Who did it: a signed-in user, or an application by itself. */
export interface Initiator {
  readonly user?: {
    readonly id: string;
    readonly displayName: string | null;
    readonly userPrincipalName: string | null;
  };
  readonly app?: {
    readonly appId: string | null;
    readonly displayName: string | null;
    readonly servicePrincipalId: string | null;
  };
}

/** What an entry calls what was done. */
export interface Activity {
  readonly name: string;
  readonly category: string;
  readonly operation: 'Add' | 'Update' | 'Delete' | 'Assign' | 'Unassign';
  readonly service: string;
}

/** One thing that was changed: what it was called before, and the properties that were set, before and after. */
export interface AuditTarget {
  readonly id: string;
  readonly kind: Kind;
  readonly displayName: Json;
  readonly userPrincipalName: Json;
  readonly groupType: 'unifiedGroups' | 'azureAD' | null;
  readonly before?: JsonObject;
  readonly after?: JsonObject;
}

export interface AuditEntry {
  /** Its place: counted up from one since the start. */
  readonly sequence: number;
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly id: string;
  readonly correlationId: string;
  readonly initiator: Initiator;
  readonly activity: Activity;
  readonly targets: readonly AuditTarget[];
  readonly userAgent: string | undefined;
}

/** What was done to a tenant since it was started, the latest 200,000 entries of the last 30 days. */
export class AuditLog {
  private entries: AuditEntry[] = [];
  private count = 0;

  constructor(private readonly atMost = KEPT_AT_MOST) {}

  add(entry: Omit<AuditEntry, 'sequence'>): void {
    this.count += 1;
    this.entries.push({ ...entry, sequence: this.count });
    if (this.entries.length > this.atMost * 1.25) this.entries = this.entries.slice(-this.atMost);
  }

  /** The entries that are kept at `now`, oldest first. */
  at(now: number): readonly AuditEntry[] {
    const kept = this.entries.slice(-this.atMost);
    const first = kept.findIndex(({ at }) => at + AUDIT_RETENTION_MS >= now);
    return first === -1 ? [] : kept.slice(first);
  }
}
