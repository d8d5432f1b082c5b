import type { BackupEvent, ImportedType, TenantEvent } from '#protection';
import type { BackupView } from '../read-models.js';
import type { Recorded } from './domain-event.js';

/** The events of a tenant's stream that are about one of its backups. */
export type BackupListingEvent = Extract<
  TenantEvent,
  {
    type:
      | 'BackupRequested'
      | 'BackupListed'
      | 'BackupAbandoned'
      | 'BackupRetired'
      | 'BackupPinned'
      | 'BackupUnpinned';
  }
>;

/** The view of a backup that has just been asked for. */
export function requestedBackup(
  tenantId: string,
  event: Recorded<Extract<TenantEvent, { type: 'BackupRequested' }>>,
): BackupView {
  return {
    id: event.data.backupId,
    tenantId,
    status: 'running',
    trigger: event.data.trigger,
    importName: null,
    requestedAt: event.metadata.at,
    takenAt: null,
    endedAt: null,
    root: null,
    objects: null,
    links: null,
    certificate: [],
    failure: null,
    pin: null,
    position: event.position,
  };
}

/** The view of an export that has been taken in as a backup. */
export function importedBackup(
  tenantId: string,
  event: Recorded<Extract<TenantEvent, { type: 'BackupImported' }>>,
): BackupView {
  const { backupId, root, importedAt, name, contents } = event.data;
  const sum = (count: (of: ImportedType) => number) =>
    contents.reduce((total, each) => total + count(each), 0);
  return {
    id: backupId,
    tenantId,
    status: 'completed',
    trigger: 'import',
    importName: name,
    requestedAt: event.metadata.at,
    takenAt: importedAt,
    endedAt: event.metadata.at,
    root,
    objects: sum(({ objects }) => objects),
    links: sum(({ links }) => links),
    certificate: contents.map((each) => ({ ...each, pages: 0, mode: 'imported', gaps: ['import'] })),
    failure: null,
    pin: null,
    position: event.position,
  };
}

/**
 * A backup's view after an event of its own stream or of its tenant's. It is completed only when its tenant lists
 * it: until then no job can use it, so until then its root and its moment stay unknown to readers.
 */
export function evolveBackup(
  view: BackupView,
  event: Recorded<BackupEvent> | Recorded<BackupListingEvent>,
): BackupView {
  const { position } = event;
  const { actor, at } = event.metadata;
  switch (event.type) {
    case 'BackupRequested':
    case 'BackupStarted':
      return { ...view, position };
    case 'BackupCompleted': {
      const { objects, links, certificate } = event.data;
      return { ...view, objects, links, certificate, position };
    }
    case 'BackupListed': {
      const { root, takenAt } = event.data;
      return { ...view, status: 'completed', root, takenAt, endedAt: at, position };
    }
    case 'BackupFailed': {
      const { code, message } = event.data;
      return { ...view, status: 'failed', failure: { code, message }, endedAt: at, position };
    }
    case 'BackupAbandoned':
      return { ...view, status: 'failed', endedAt: view.endedAt ?? at, position };
    case 'BackupPinned': {
      const { cause, reason } = event.data;
      return { ...view, pin: { cause, reason, by: { id: actor.id, name: actor.name }, at }, position };
    }
    case 'BackupUnpinned':
      return { ...view, pin: null, position };
    case 'BackupRetired':
    case 'BackupExpired':
      return { ...view, status: 'expired', position };
  }
}
