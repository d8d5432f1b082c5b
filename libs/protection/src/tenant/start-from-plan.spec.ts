import { describe, it } from '@jest/globals';
import { specificationOf } from '../decider-specification.contract.js';
import type { PlanOptions } from '../plan/plan-options.js';
import type { Scope } from '../scope.js';
import type { TenantCommand } from './tenant-commands.js';
import type { JobOutcome, TenantEvent } from './tenant-events.js';
import { tenantDecider } from './tenant.js';

const { given } = specificationOf(tenantDecider);

const TENANT = '11111111-1111-4111-8111-111111111111';
const USERS: Scope = { kind: 'objectTypes', objectTypes: ['user'] };
const DIGEST = 'ab'.repeat(32);
const OPTIONS: PlanOptions = {
  selectionRoot: 'cd'.repeat(32),
  whatMoved: 'skip',
  conditionalAccess: 'asInBackup',
};
const settings = {
  backupSchedule: '0 2 * * *',
  backupRetentionDays: 5,
  historyRetentionDays: 5,
  readersMayCreateReports: false,
  emergencyAccessAccountIds: [],
};

const before: readonly TenantEvent[] = [
  { type: 'TenantConnected', data: { tenantId: TENANT, displayName: 'Contoso', settings } },
  { type: 'BackupRequested', data: { backupId: 'b1', trigger: 'schedule' } },
  { type: 'BackupListed', data: { backupId: 'b1', root: 'aa', takenAt: '2026-03-01T02:00:00Z' } },
];
const fromBackup = { from: 'backup', backupId: 'b1' } as const;
const fromPlan = { from: 'plan', planId: 'p1', planDigest: DIGEST } as const;
const started = (
  jobId: string,
  over: Partial<Extract<TenantEvent, { type: 'JobStarted' }>['data']> = {},
): TenantEvent => ({
  type: 'JobStarted',
  data: { jobId, kind: 'recovery', target: fromBackup, scope: USERS, dryRun: false, reason: null, ...over },
});
const ended = (jobId: string, planDigest?: string, outcome: JobOutcome = 'completed'): TenantEvent => ({
  type: 'JobEnded',
  data: { jobId, outcome, endedAt: '2026-03-02T10:00:00Z', ...(planDigest && { planDigest }) },
});
const planned = [...before, started('p1', { dryRun: true, plan: OPTIONS }), ended('p1', DIGEST)];

type Start = Extract<TenantCommand, { type: 'StartRecovery' }>;
const start = (over: Partial<Start> = {}): TenantCommand => ({
  type: 'StartRecovery',
  jobId: 'new',
  from: { planId: 'p1', planDigest: DIGEST },
  dryRun: false,
  reason: null,
  ...over,
});

describe('a plan', () => {
  it('is frozen by a dry run, from a backup or a report', () => {
    const from = { backupId: 'b1', scope: USERS };
    given(...before)
      .when(start({ from, dryRun: true, plan: OPTIONS }))
      .then(started('new', { dryRun: true, plan: OPTIONS }));
    given(...before, started('r1', { kind: 'differenceReport' }), ended('r1'))
      .when(start({ from: { differenceReportId: 'r1' }, dryRun: true, plan: OPTIONS }))
      .then(
        started('new', {
          target: { from: 'differenceReport', differenceReportId: 'r1', backupId: 'b1' },
          dryRun: true,
          plan: OPTIONS,
        }),
      );
  });

  it('is not made by what changes the tenant, nor from another plan', () => {
    given(...before)
      .when(start({ from: { backupId: 'b1', scope: USERS }, plan: OPTIONS }))
      .thenRefused('InvalidInput');
    given(...planned)
      .when(start({ dryRun: true, plan: OPTIONS }))
      .thenRefused('InvalidInput');
  });
});

describe('a recovery from a plan', () => {
  it('has the plan’s scope, and takes the tenant’s one job', () => {
    given(...planned)
      .when(start())
      .then(started('new', { target: fromPlan }));
    given(...planned, started('other'))
      .when(start())
      .thenRefused('JobAlreadyRunning');
  });

  it('starts from nothing but a frozen plan with this digest', () => {
    given(...before)
      .when(start())
      .thenRefused('PlanNotFound');
    given(...before, started('p1'), ended('p1'))
      .when(start())
      .thenRefused('PlanNotFound');
    given(...before, started('p1', { dryRun: true }))
      .when(start())
      .thenRefused('PlanNotFrozen');
    given(...before, started('p1', { dryRun: true }), ended('p1', undefined, 'failed'))
      .when(start())
      .thenRefused('PlanNotFrozen');
    given(...planned)
      .when(start({ from: { planId: 'p1', planDigest: 'ef'.repeat(32) } }))
      .thenRefused('PlanDigestMismatch');
    given(...planned, { type: 'JobRetired', data: { jobId: 'p1' } })
      .when(start())
      .thenRefused('PlanExpired');
  });

  it('can start though the backup of its plan has expired: the plan holds all values that it needs', () => {
    given(...planned, { type: 'BackupRetired', data: { backupId: 'b1' } })
      .when(start())
      .then(started('new', { target: fromPlan }));
  });

  it('keeps its plan, and its plan’s backup, from expiring while it runs', () => {
    const now = '2027-01-01T00:00:00Z';
    const running = [...planned, started('new', { target: fromPlan })];
    given(...running)
      .when({ type: 'RetireJob', jobId: 'p1', now })
      .thenNothing();
    given(...running, ended('new'))
      .when({ type: 'RetireJob', jobId: 'p1', now })
      .then({ type: 'JobRetired', data: { jobId: 'p1' } });
    const second: readonly TenantEvent[] = [
      { type: 'BackupRequested', data: { backupId: 'b2', trigger: 'schedule' } },
      { type: 'BackupListed', data: { backupId: 'b2', root: 'bb', takenAt: '2026-03-03T02:00:00Z' } },
    ];
    given(...running, ...second)
      .when({ type: 'RetireBackup', backupId: 'b1', now })
      .thenNothing();
  });

  it('is known again by its idempotency key, whatever it was started from', () => {
    const key = { idempotencyKey: 'k' };
    given(...planned, started('v1', { target: fromPlan, ...key }))
      .when(start(key))
      .thenNothing();
    given(...planned, started('v1', { target: fromPlan, ...key }))
      .when(start({ ...key, from: { backupId: 'b1', scope: USERS } }))
      .thenRefused('IdempotencyKeyReused');
  });

  it('can be undone', () => {
    given(...planned, started('v1', { target: fromPlan }), ended('v1'))
      .when({ type: 'UndoRecovery', jobId: 'new', recoveryId: 'v1', dryRun: false, reason: null })
      .then(started('new', { target: { from: 'recovery', recoveryId: 'v1' } }));
  });
});
