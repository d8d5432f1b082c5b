import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { EventStore, NewEvent, Position } from '#event-store';
import { openSqliteEventStore } from '#event-store/sqlite';
import type { AlarmEvent, BackupEvent, DifferenceReportEvent, RecoveryEvent, TenantEvent } from '#protection';
import { countedIds } from '#runtime';
import { openReadModels, type OpenReadModels } from './open-read-models.js';

interface EventsByCategory {
  readonly tenant: TenantEvent;
  readonly backup: BackupEvent;
  readonly differenceReport: DifferenceReportEvent;
  readonly recovery: RecoveryEvent;
  readonly alarm: AlarmEvent;
}

const FIRST_MOMENT = Date.parse('2026-03-01T00:00:00.000Z');

/** A log in memory to which a test tells what has happened. Each event is a second after the one before. */
export class GivenLog {
  readonly store: EventStore = openSqliteEventStore({ file: ':memory:' });
  actor = { id: 'alice-id', name: 'Alice' };
  nowMs = FIRST_MOMENT;
  private readonly ids = countedIds();
  private readonly revisions = new Map<string, number>();

  /** Stores events of one stream; answers the position of the last. */
  async happened<Category extends keyof EventsByCategory>(
    category: Category,
    id: string,
    ...events: readonly EventsByCategory[Category][]
  ): Promise<Position> {
    return this.append(`${category}-${id}`, ...events);
  }

  /** Stores events of any kind. */
  async append(stream: string, ...events: readonly { type: string; data: object }[]): Promise<Position> {
    const expected = this.revisions.get(stream) ?? 'noStream';
    const appended = await this.store.append(
      stream,
      expected,
      events.map((event) => this.stored(event)),
    );
    if (!appended.appended) throw new Error('The test has lost count of its streams.');
    this.revisions.set(stream, appended.revision);
    return appended.position;
  }

  private stored({ type, data }: { type: string; data: object }): NewEvent {
    const at = new Date(this.nowMs).toISOString();
    this.nowMs += 1_000;
    const id = this.ids.next();
    const { actor } = this;
    return {
      id,
      type,
      data: { ...data },
      metadata: { actor, from: '192.0.2.7', at, correlationId: id, causationId: id, schemaVersion: 1 },
    };
  }
}

/** Read models that follow a log, until a test stops them. */
export interface Following extends OpenReadModels {
  stop(): Promise<void>;
}

/** Opens read models on a log, lets them follow it, and waits until they have caught up. */
export async function following(
  store: EventStore,
  options: Partial<Parameters<typeof openReadModels>[0]> = {},
): Promise<Following> {
  const readModels = openReadModels({ file: ':memory:', store, ...options });
  const ending = new AbortController();
  const done = readModels.follow(ending.signal);
  await Promise.race([readModels.caughtUp(), done]);
  return {
    ...readModels,
    stop: async () => {
      ending.abort();
      await done;
      readModels.close();
    },
  };
}

/** A folder that is there while `work` runs. */
export async function withFolder(work: (folder: string) => Promise<void>): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'known-good-read-models-'));
  try {
    await work(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

export const SETTINGS = {
  backupSchedule: '0 2 * * *',
  backupRetentionDays: 5,
  historyRetentionDays: 5,
  readersMayCreateReports: false,
  emergencyAccessAccountIds: [],
};

export const tenantConnected = (tenantId: string): TenantEvent => ({
  type: 'TenantConnected',
  data: { tenantId, displayName: `Tenant ${tenantId}`, settings: SETTINGS },
});

export const reportStarted = (jobId: string, backupId = 'b1'): TenantEvent => ({
  type: 'JobStarted',
  data: {
    jobId,
    kind: 'differenceReport',
    target: { from: 'backup', backupId },
    scope: { kind: 'allObjects' },
    dryRun: false,
    reason: null,
  },
});

export const recoveryStarted = (jobId: string, backupId = 'b1'): TenantEvent => ({
  type: 'JobStarted',
  data: {
    jobId,
    kind: 'recovery',
    target: { from: 'backup', backupId },
    scope: { kind: 'objectTypes', objectTypes: ['user'] },
    dryRun: false,
    reason: 'After the incident',
  },
});

export const recoveryPlanned = (steps: number): RecoveryEvent => ({
  type: 'RecoveryPlanned',
  data: { planRoot: 'plan', steps, changedObjects: steps, changedLinks: 0, excluded: { hardDeleted: 2 } },
});

const label = (step: number, objectId: string) => ({
  step,
  objectType: 'user' as const,
  objectId,
  action: 'update' as const,
  attributes: ['city'],
});

export const stepApplied = (step: number, objectId = `object-${step}`): RecoveryEvent => ({
  type: 'RecoveryStepApplied',
  data: { ...label(step, objectId), verifiedByReading: false },
});

export const linkApplied = (step: number, objectId: string): RecoveryEvent => ({
  type: 'RecoveryStepApplied',
  data: {
    ...label(step, objectId),
    attributes: [],
    link: { name: 'members', target: 'user-9', change: 'add' },
    verifiedByReading: false,
  },
});

export const stepFailed = (step: number, objectId = `object-${step}`): RecoveryEvent => ({
  type: 'RecoveryStepFailed',
  data: { ...label(step, objectId), code: '400', message: 'The user principal name is taken.' },
});

export const stepSkipped = (step: number, objectId = `object-${step}`): RecoveryEvent => ({
  type: 'RecoveryStepSkipped',
  data: { ...label(step, objectId), reason: 'movedSince' },
});
