import { describe, it } from '@jest/globals';
import { specificationOf } from '../decider-specification.contract.js';
import { DEFAULT_GUARDS } from '../guard/guard-settings.js';
import type { Scope } from '../scope.js';
import type { RecoverySource, TenantCommand } from './tenant-commands.js';
import type { TenantEvent } from './tenant-events.js';
import { tenantDecider } from './tenant.js';

const { given } = specificationOf(tenantDecider);

const DIGEST = 'ab'.repeat(32);
const GONE: Scope = { kind: 'objectIds', objectIds: ['g1'] };
const ALL: Scope = { kind: 'allObjects' };
const settings = {
  backupSchedule: '0 2 * * *',
  backupRetentionDays: 5,
  historyRetentionDays: 5,
  readersMayCreateReports: false,
  emergencyAccessAccountIds: [],
};
type Started = Extract<TenantEvent, { type: 'JobStarted' }>['data'];
const started = (jobId: string, over: Partial<Started>): TenantEvent => ({
  type: 'JobStarted',
  data: {
    ...{ jobId, kind: 'recovery', target: { from: 'backup', backupId: 'b1' }, scope: GONE },
    ...{ dryRun: false, reason: null, ...over },
  },
});
const ended = (jobId: string, planDigest?: string): TenantEvent => ({
  type: 'JobEnded',
  data: { jobId, outcome: 'completed', endedAt: '2026-03-02T10:00:00Z', ...(planDigest && { planDigest }) },
});
const before: readonly TenantEvent[] = [
  { type: 'TenantConnected', data: { tenantId: 't1', displayName: 'Contoso', settings } },
  { type: 'BackupRequested', data: { backupId: 'b1', trigger: 'schedule' } },
  { type: 'BackupListed', data: { backupId: 'b1', root: 'aa', takenAt: '2026-03-01T02:00:00Z' } },
  started('r1', { kind: 'differenceReport', scope: ALL }),
  ended('r1'),
];
const recreate = (from: RecoverySource, dryRun = false): TenantCommand => ({
  ...{ type: 'StartRecovery', jobId: 'new', from, dryRun, reason: null, recreate: true },
});
const undo = (recoveryId: string): TenantCommand => ({
  ...{ type: 'UndoRecovery', jobId: 'new', recoveryId, dryRun: false, reason: null },
});

describe('a re-creation', () => {
  it('is a recovery of objects by id, whatever the scope of the report that found them gone', () => {
    given(...before)
      .when(recreate({ differenceReportId: 'r1', scope: GONE }))
      .then(
        started('new', {
          target: { from: 'differenceReport', differenceReportId: 'r1', backupId: 'b1' },
          recreate: true,
        }),
      );
    given(...before)
      .when(recreate({ backupId: 'b1', scope: GONE }))
      .then(started('new', { recreate: true }));
  });

  it('names its objects', () => {
    for (const from of [
      { backupId: 'b1', scope: ALL },
      { differenceReportId: 'r1' },
      { planId: 'p1', planDigest: DIGEST },
    ])
      given(...before)
        .when(recreate(from))
        .thenRefused('InvalidScope');
  });

  it('is refused where any other recovery would be', () => {
    given(...before)
      .when(recreate({ backupId: 'b9', scope: GONE }))
      .thenRefused('BackupNotFound');
    given(...before, started('v1', {}))
      .when(recreate({ backupId: 'b1', scope: GONE }))
      .thenRefused('JobAlreadyRunning');
    const guards = { ...DEFAULT_GUARDS, recoveriesNeedApproval: true };
    given(...before, { type: 'SettingsChanged', data: { settings: { ...settings, guards } } })
      .when(recreate({ backupId: 'b1', scope: GONE }))
      .thenRefused('ApprovalRequired');
  });

  it('is undone whatever ids its objects have now, also where it was carried out by a plan', () => {
    const target = { from: 'recovery', recoveryId: 'v1' } as const;
    given(...before, started('v1', { recreate: true }), ended('v1'))
      .when(undo('v1'))
      .then(started('new', { target, scope: ALL }));
    const plan = [started('p1', { recreate: true, dryRun: true }), ended('p1', DIGEST)];
    const byPlan = started('v1', { target: { from: 'plan', planId: 'p1', planDigest: DIGEST } });
    given(...before, ...plan, byPlan, ended('v1'))
      .when(undo('v1'))
      .then(started('new', { target, scope: ALL }));
  });
});
