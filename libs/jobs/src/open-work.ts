import type { RecordedEvent } from '#event-store';
import type { TenantEvent } from '#protection';
import { domainEvent } from './aggregates.js';

export type WorkKind = 'backup' | 'differenceReport' | 'recovery' | 'expiry' | 'alarm';

/** Something that a tenant has decided and a worker must carry out. */
export interface Work {
  readonly kind: WorkKind;
  readonly tenantId: string;
  /** The backup's, job's or alarm's id. */
  readonly id: string;
  /** The event that asked for it. */
  readonly cause: RecordedEvent;
}

/** Follows the log and knows what has been asked for and not been done yet. */
export class OpenWork {
  private readonly open = new Map<string, Work>();
  private readonly owners = new Map<string, string>();
  private readonly imports = new Set<string>();
  private readonly connected = new Map<string, RecordedEvent>();

  /** Takes note of an event; answers the work that it asks for, if it does. */
  note(event: RecordedEvent): Work | undefined {
    const tenantId = idOf(event.stream, 'tenant');
    if (tenantId !== undefined) return this.noteTenantEvent(tenantId, event);
    this.noteOwner(event);
    const alarmId = idOf(event.stream, 'alarm');
    if (alarmId !== undefined && event.type === 'AlarmSettled') return this.closed(alarmId);
    const expired = ['backup', 'differenceReport', 'recovery'].map((category) =>
      idOf(event.stream, category),
    );
    if (event.type.endsWith('Expired')) for (const id of expired) if (id) this.open.delete(`expiry ${id}`);
    return undefined;
  }

  /** All that is still to be done, oldest first. */
  all(): readonly Work[] {
    return [...this.open.values()];
  }

  /** The worker that took this work last, as far as the log has been seen; `null` where none has. */
  ownerOf(id: string): string | null {
    return this.owners.get(id) ?? null;
  }

  /** The connected tenants, with the events that connected them. */
  tenants(): ReadonlyMap<string, RecordedEvent> {
    return this.connected;
  }

  private noteOwner({ stream, data }: RecordedEvent): void {
    const workerId = data['workerId'];
    if (typeof workerId === 'string') this.owners.set(stream.slice(stream.indexOf('-') + 1), workerId);
  }

  private noteTenantEvent(tenantId: string, cause: RecordedEvent): Work | undefined {
    const event = domainEvent<TenantEvent>(cause);
    switch (event.type) {
      case 'TenantConnected':
        this.connected.set(tenantId, cause);
        return undefined;
      case 'BackupRequested':
        return this.opened({ kind: 'backup', tenantId, id: event.data.backupId, cause });
      case 'JobStarted':
        return this.opened({ kind: event.data.kind, tenantId, id: event.data.jobId, cause });
      case 'BackupImported':
        this.imports.add(event.data.backupId);
        return undefined;
      case 'BackupListed':
      case 'BackupAbandoned':
        return this.closed(event.data.backupId);
      case 'JobEnded':
        return this.closed(event.data.jobId);
      case 'BackupRetired':
        // An import has no stream of its own that would have to end: the sweep is all there is to it.
        if (this.imports.has(event.data.backupId)) return undefined;
        return this.opened({ kind: 'expiry', tenantId, id: event.data.backupId, cause });
      case 'JobRetired':
        return this.opened({ kind: 'expiry', tenantId, id: event.data.jobId, cause });
      case 'DriftFound':
      case 'DriftCheckFailed': {
        const { alarmId } = event.data;
        return alarmId === undefined
          ? undefined
          : this.opened({ kind: 'alarm', tenantId, id: alarmId, cause });
      }
      default:
        return undefined;
    }
  }

  private closed(id: string): undefined {
    this.open.delete(id);
    this.owners.delete(id);
  }

  private opened(work: Work): Work {
    this.open.set(work.kind === 'expiry' ? `expiry ${work.id}` : work.id, work);
    return work;
  }
}

function idOf(stream: string, category: string): string | undefined {
  return stream.startsWith(`${category}-`) ? stream.slice(category.length + 1) : undefined;
}
