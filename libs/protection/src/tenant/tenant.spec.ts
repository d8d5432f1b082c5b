import { describe, expect, it } from '@jest/globals';
import { specificationOf } from '../decider-specification.contract.js';
import type { Scope } from '../scope.js';
import type { TenantCommand } from './tenant-commands.js';
import type { JobOutcome, JobTarget, TenantEvent, TenantSettings } from './tenant-events.js';
import { MOST_IDEMPOTENCY_KEYS, idForKey } from './tenant-state.js';
import { tenantDecider } from './tenant.js';

const TENANT = '11111111-1111-4111-8111-111111111111';
const EVERYTHING: Scope = { kind: 'allObjects' };
const USERS: Scope = { kind: 'objectTypes', objectTypes: ['user'] };
const SETTINGS: TenantSettings = {
  backupSchedule: '0 2 * * *',
  backupRetentionDays: 5,
  historyRetentionDays: 5,
  readersMayCreateReports: false,
  emergencyAccessAccountIds: [],
};

const connected: TenantEvent = {
  type: 'TenantConnected',
  data: { tenantId: TENANT, displayName: 'Contoso', settings: SETTINGS },
};
const requested = (backupId: string, idempotencyKey?: string): TenantEvent => ({
  type: 'BackupRequested',
  data: { backupId, trigger: 'schedule', ...(idempotencyKey && { idempotencyKey }) },
});
const listed = (backupId: string, takenAt = '2026-03-01T02:00:00Z'): TenantEvent => ({
  type: 'BackupListed',
  data: { backupId, root: 'aa', takenAt },
});
const backup = (id: string, takenAt?: string): TenantEvent[] => [requested(id), listed(id, takenAt)];
const abandoned = (backupId: string): TenantEvent => ({ type: 'BackupAbandoned', data: { backupId } });
const retired = (backupId: string): TenantEvent => ({ type: 'BackupRetired', data: { backupId } });
const jobRetired = (jobId: string): TenantEvent => ({ type: 'JobRetired', data: { jobId } });
const ended = (jobId: string, outcome: JobOutcome = 'completed'): TenantEvent => ({
  type: 'JobEnded',
  data: { jobId, outcome, endedAt: '2026-03-02T10:00:00Z' },
});

const report = (
  jobId: string,
  backupId: string,
  scope: Scope = EVERYTHING,
  idempotencyKey?: string,
  requestDigest?: string,
): TenantEvent => ({
  type: 'JobStarted',
  data: {
    jobId,
    kind: 'differenceReport',
    target: { from: 'backup', backupId },
    scope,
    dryRun: false,
    reason: null,
    ...(idempotencyKey && { idempotencyKey }),
    ...(requestDigest && { requestDigest }),
  },
});
interface RecoveryDetails {
  readonly dryRun?: boolean;
  readonly scope?: Scope;
  readonly reason?: string | null;
  readonly idempotencyKey?: string;
}
const recovery = (
  jobId: string,
  target: JobTarget,
  { dryRun = false, scope = EVERYTHING, reason = null, idempotencyKey = '' }: RecoveryDetails = {},
): TenantEvent => ({
  type: 'JobStarted',
  data: {
    jobId,
    kind: 'recovery',
    target,
    scope,
    dryRun,
    reason,
    ...(idempotencyKey && { idempotencyKey }),
  },
});
const fromBackup = (backupId: string): JobTarget => ({ from: 'backup', backupId });
const fromReport = (differenceReportId: string, backupId: string): JobTarget => ({
  from: 'differenceReport',
  differenceReportId,
  backupId,
});

const startReport = (backupId: string, idempotencyKey?: string): TenantCommand => ({
  type: 'StartDifferenceReport',
  jobId: 'new',
  backupId,
  scope: EVERYTHING,
  ...(idempotencyKey !== undefined && { idempotencyKey }),
});
const recoverFromReport = (differenceReportId: string, scope?: Scope): TenantCommand => ({
  type: 'StartRecovery',
  jobId: 'new',
  from: { differenceReportId, ...(scope !== undefined && { scope }) },
  dryRun: false,
  reason: 'Rolled back a script',
});
const recoverFromBackup = (backupId: string, idempotencyKey?: string): TenantCommand => ({
  type: 'StartRecovery',
  jobId: 'new',
  from: { backupId, scope: USERS },
  dryRun: true,
  reason: null,
  ...(idempotencyKey !== undefined && { idempotencyKey }),
});
const recoverObject = (differenceReportId: string, idempotencyKey?: string): TenantCommand => ({
  type: 'RecoverObject',
  jobId: 'new',
  differenceReportId,
  objectId: 'ABC',
  reason: null,
  ...(idempotencyKey !== undefined && { idempotencyKey }),
});
const undo = (recoveryId: string, idempotencyKey?: string): TenantCommand => ({
  type: 'UndoRecovery',
  jobId: 'new',
  recoveryId,
  dryRun: false,
  reason: null,
  ...(idempotencyKey !== undefined && { idempotencyKey }),
});
const requestBackup = (idempotencyKey?: string): TenantCommand => ({
  type: 'RequestBackup',
  backupId: 'new',
  trigger: 'schedule',
  ...(idempotencyKey !== undefined && { idempotencyKey }),
});

const { given } = specificationOf(tenantDecider);

describe('connecting a tenant', () => {
  const connect = (settings: Partial<TenantSettings> = {}, tenantId = TENANT): TenantCommand => ({
    type: 'ConnectTenant',
    tenantId,
    displayName: 'Contoso',
    settings: { ...SETTINGS, ...settings },
  });

  it('happens once', () => {
    given().when(connect()).then(connected);
    given(connected).when(connect()).thenRefused('TenantAlreadyConnected');
  });

  it('asks for settings that make sense', () => {
    given()
      .when(connect({ backupRetentionDays: 0 }))
      .thenRefused('InvalidInput');
    given()
      .when(connect({ historyRetentionDays: 3_651 }))
      .thenRefused('InvalidInput');
    given()
      .when(connect({ backupRetentionDays: 1.5 }))
      .thenRefused('InvalidInput');
    given()
      .when(connect({ backupSchedule: ' ' }))
      .thenRefused('InvalidInput');
    given()
      .when(connect({ emergencyAccessAccountIds: ['admin@contoso.example'] }))
      .thenRefused('InvalidInput');
    given().when(connect({}, '../other')).thenRefused('InvalidInput');
    given()
      .when({ ...connect(), displayName: '' } as TenantCommand)
      .thenRefused('InvalidInput');
  });

  it('comes before everything else', () => {
    given().when(startReport('b1')).thenRefused('TenantNotFound');
    given().when(requestBackup()).thenRefused('TenantNotFound');
    given()
      .when({ type: 'EndJob', jobId: 'j', outcome: 'failed', endedAt: '' })
      .thenRefused('TenantNotFound');
  });

  it('is followed by changes of its settings, checked alike', () => {
    const settings = { ...SETTINGS, backupRetentionDays: 3_650, emergencyAccessAccountIds: [TENANT] };
    given(connected)
      .when({ type: 'ChangeSettings', settings })
      .then({ type: 'SettingsChanged', data: { settings } });
    given(connected)
      .when({ type: 'ChangeSettings', settings: { ...settings, backupRetentionDays: -1 } })
      .thenRefused('InvalidInput');
    expect(given(connected, { type: 'SettingsChanged', data: { settings } }).state.profile?.settings).toBe(
      settings,
    );
  });
});

describe('a tenant’s backups', () => {
  it('run one at a time', () => {
    given(connected).when(requestBackup()).then(requested('new'));
    given(connected, requested('b1'))
      .when(requestBackup())
      .thenRefused('BackupAlreadyRunning', { runningId: 'b1' });
    given(connected, ...backup('b1'))
      .when(requestBackup())
      .then(requested('new'));
    given(connected, requested('b1'), abandoned('b1')).when(requestBackup()).then(requested('new'));
  });

  it('run beside a job', () => {
    given(connected, ...backup('b1'), report('r1', 'b1'))
      .when(requestBackup())
      .then(requested('new'));
  });

  it('are listed or abandoned once, and only while they run', () => {
    const list: TenantCommand = {
      type: 'ListBackup',
      backupId: 'b1',
      root: 'aa',
      takenAt: '2026-03-01T02:00:00Z',
    };
    const abandon: TenantCommand = { type: 'AbandonBackup', backupId: 'b1' };
    given(connected, requested('b1')).when(list).then(listed('b1'));
    given(connected, requested('b1')).when(abandon).then(abandoned('b1'));
    given(connected, ...backup('b1'))
      .when(list)
      .thenNothing();
    given(connected, ...backup('b1'))
      .when(abandon)
      .thenNothing();
    given(connected, requested('b1'), abandoned('b1')).when(list).thenNothing();
    given(connected).when(abandon).thenNothing();
  });
});

describe('a difference report', () => {
  it('starts from a listed backup', () => {
    given(connected, ...backup('b1'))
      .when(startReport('b1'))
      .then(report('new', 'b1'));
  });

  it('starts from nothing else', () => {
    given(connected).when(startReport('b1')).thenRefused('BackupNotFound');
    given(connected, requested('b1')).when(startReport('b1')).thenRefused('BackupNotFound');
    given(connected, requested('b1'), abandoned('b1')).when(startReport('b1')).thenRefused('BackupNotFound');
    given(connected, ...backup('b1'), retired('b1'))
      .when(startReport('b1'))
      .thenRefused('BackupExpired');
  });

  it('is refused where its scope is not one', () => {
    const empty: Scope = { kind: 'objectIds', objectIds: [] };
    given(connected, ...backup('b1'))
      .when({ type: 'StartDifferenceReport', jobId: 'new', backupId: 'b1', scope: empty })
      .thenRefused('InvalidScope');
  });

  it('of two backups goes from the older one to the later one', () => {
    const two = [connected, ...backup('old'), ...backup('young', '2026-03-05T02:00:00Z')];
    const start = startReport('old');
    const target = { from: 'backup', backupId: 'old', compareWithBackupId: 'young' } as const;
    const started = report('new', 'old');
    given(...two)
      .when({ ...start, compareWithBackupId: 'young' } as TenantCommand)
      .then({ ...started, data: { ...started.data, target } } as TenantEvent);
    given(...two)
      .when({ ...startReport('young'), compareWithBackupId: 'old' } as TenantCommand)
      .thenRefused('InvalidInput');
  });
});

describe('one job at a time', () => {
  const running = [connected, ...backup('b1'), report('r0', 'b1'), ended('r0'), report('r1', 'b1')];

  it('holds for reports and recoveries alike', () => {
    for (const command of [
      startReport('b1'),
      recoverFromBackup('b1'),
      recoverFromReport('r0'),
      recoverObject('r0'),
    ])
      given(...running)
        .when(command)
        .thenRefused('JobAlreadyRunning', { runningId: 'r1' });
  });

  it('is judged last, after what the job would start from', () => {
    given(...running)
      .when(startReport('b9'))
      .thenRefused('BackupNotFound');
    given(...running)
      .when(recoverFromReport('r1'))
      .thenRefused('ReportNotCompleted');
  });

  it('lets the next one start once the first has ended, however it ended', () => {
    for (const outcome of ['completed', 'completedWithWarnings', 'failed', 'cancelled'] as const)
      given(...running, ended('r1', outcome))
        .when(startReport('b1'))
        .then(report('new', 'b1'));
  });

  it('records an end once', () => {
    const end: TenantCommand = {
      type: 'EndJob',
      jobId: 'r1',
      outcome: 'completed',
      endedAt: '2026-03-02T10:00:00Z',
    };
    given(...running)
      .when(end)
      .then(ended('r1'));
    given(...running, ended('r1'))
      .when(end)
      .thenNothing();
    given(...running)
      .when({ ...end, jobId: 'r0' })
      .thenNothing();
  });
});

describe('a recovery', () => {
  const reported = [connected, ...backup('b1'), report('r1', 'b1', USERS)];

  it('starts from a backup, with a scope of its own', () => {
    given(connected, ...backup('b1'))
      .when(recoverFromBackup('b1'))
      .then(recovery('new', fromBackup('b1'), { dryRun: true, scope: USERS }));
    given(connected).when(recoverFromBackup('b1')).thenRefused('BackupNotFound');
    given(connected, ...backup('b1'), retired('b1'))
      .when(recoverFromBackup('b1'))
      .thenRefused('BackupExpired');
  });

  it('starts from a completed report, with the report’s backup and scope', () => {
    given(...reported, ended('r1'))
      .when(recoverFromReport('r1'))
      .then(recovery('new', fromReport('r1', 'b1'), { scope: USERS, reason: 'Rolled back a script' }));
  });

  it('takes no scope beside a report but the report’s own', () => {
    given(...reported, ended('r1'))
      .when(recoverFromReport('r1', USERS))
      .then(recovery('new', fromReport('r1', 'b1'), { scope: USERS, reason: 'Rolled back a script' }));
    given(...reported, ended('r1'))
      .when(recoverFromReport('r1', EVERYTHING))
      .thenRefused('InvalidScope');
  });

  it('starts from no other report', () => {
    given(connected).when(recoverFromReport('r1')).thenRefused('DifferenceReportNotFound');
    given(connected, ...backup('b1'), recovery('r1', fromBackup('b1')), ended('r1'))
      .when(recoverFromReport('r1'))
      .thenRefused('DifferenceReportNotFound');
    given(...reported)
      .when(recoverFromReport('r1'))
      .thenRefused('ReportNotCompleted');
    given(...reported, ended('r1', 'failed'))
      .when(recoverFromReport('r1'))
      .thenRefused('ReportNotCompleted');
    given(...reported, ended('r1', 'cancelled'))
      .when(recoverFromReport('r1'))
      .thenRefused('ReportNotCompleted');
    given(...reported, ended('r1'), jobRetired('r1'))
      .when(recoverFromReport('r1'))
      .thenRefused('DifferenceReportExpired');
    given(...reported, ended('r1'), retired('b1'))
      .when(recoverFromReport('r1'))
      .thenRefused('BackupExpired');
  });

  it('brings back one object of a report', () => {
    given(...reported, ended('r1'))
      .when(recoverObject('r1'))
      .then(recovery('new', fromReport('r1', 'b1'), { scope: { kind: 'objectIds', objectIds: ['abc'] } }));
    given(...reported)
      .when(recoverObject('r1'))
      .thenRefused('ReportNotCompleted');
    given(...reported, ended('r1'))
      .when({ ...recoverObject('r1'), objectId: 'not an id' } as TenantCommand)
      .thenRefused('InvalidScope');
  });

  it('needs a reason that fits', () => {
    given(connected, ...backup('b1'))
      .when({ ...recoverFromBackup('b1'), reason: 'x'.repeat(1_001) } as TenantCommand)
      .thenRefused('InvalidInput');
  });
});

describe('an undo', () => {
  const recovered = [connected, ...backup('b1'), recovery('v1', fromBackup('b1'), { scope: USERS })];

  it('starts from an ended recovery, with that recovery’s scope', () => {
    for (const outcome of ['completed', 'completedWithWarnings', 'failed', 'cancelled'] as const)
      given(...recovered, ended('v1', outcome))
        .when(undo('v1'))
        .then(recovery('new', { from: 'recovery', recoveryId: 'v1' }, { scope: USERS }));
  });

  it('starts from nothing else', () => {
    given(connected).when(undo('v1')).thenRefused('RecoveryNotFound');
    given(connected, ...backup('b1'), report('v1', 'b1'), ended('v1'))
      .when(undo('v1'))
      .thenRefused('RecoveryNotFound');
    given(...recovered)
      .when(undo('v1'))
      .thenRefused('RecoveryNotEnded');
    given(...recovered, ended('v1'), jobRetired('v1'))
      .when(undo('v1'))
      .thenRefused('RecoveryExpired');
    given(connected, ...backup('b1'), recovery('v1', fromBackup('b1'), { dryRun: true }), ended('v1'))
      .when(undo('v1'))
      .thenRefused('NothingToUndo');
  });
});

describe('a request repeated with its idempotency key', () => {
  const reported = [connected, ...backup('b1'), report('r1', 'b1', EVERYTHING, 'k')];

  it('starts nothing twice, and the first id can be looked up', () => {
    given(...reported)
      .when(startReport('b1', 'k'))
      .thenNothing();
    given(...reported, ended('r1'), retired('b1'))
      .when(startReport('b1', 'k'))
      .thenNothing();
    given(connected, requested('b1', 'k')).when(requestBackup('k')).thenNothing();
    expect(idForKey(given(...reported).state, 'k')).toBe('r1');
    expect(idForKey(given(...reported).state, 'other')).toBeUndefined();
  });

  it('is recognised for each kind of start', () => {
    const target = fromReport('r0', 'b1');
    const before = [connected, ...backup('b1'), report('r0', 'b1'), ended('r0')];
    const one: Scope = { kind: 'objectIds', objectIds: ['abc'] };
    const key = { idempotencyKey: 'k' };
    given(...before, recovery('v1', fromBackup('b1'), key))
      .when(recoverFromBackup('b1', 'k'))
      .thenNothing();
    given(...before, recovery('v1', target, key))
      .when({ ...recoverFromReport('r0'), ...key })
      .thenNothing();
    given(...before, recovery('v1', target, { ...key, scope: one }))
      .when(recoverObject('r0', 'k'))
      .thenNothing();
    given(...before, recovery('v1', { from: 'recovery', recoveryId: 'v0' }, key))
      .when(undo('v0', 'k'))
      .thenNothing();
  });

  it('is refused where the key stands for a request of another kind', () => {
    given(...reported)
      .when(requestBackup('k'))
      .thenRefused('IdempotencyKeyReused');
    given(...reported)
      .when(recoverFromBackup('b1', 'k'))
      .thenRefused('IdempotencyKeyReused');
    given(connected, requested('b1', 'k'), listed('b1'))
      .when(startReport('b1', 'k'))
      .thenRefused('IdempotencyKeyReused');
    const whole = [connected, ...backup('b1'), report('r0', 'b1'), ended('r0')];
    const key = { idempotencyKey: 'k' };
    given(...whole, recovery('v1', fromReport('r0', 'b1'), key))
      .when(recoverObject('r0', 'k'))
      .thenRefused('IdempotencyKeyReused');
    given(...whole, recovery('v1', fromReport('r0', 'b1'), key))
      .when(undo('v1', 'k'))
      .thenRefused('IdempotencyKeyReused');
  });

  describe('and the digest of what it asks for', () => {
    const repeated = (requestDigest: string) =>
      ({ ...startReport('b1', 'k'), requestDigest }) as TenantCommand;
    const started = report('new', 'b1', EVERYTHING, 'k');
    const keptDigest = report('new', 'b1', EVERYTHING, 'k', 'one');
    const before = [connected, ...backup('b1')];

    it('keeps the digest on record with the key', () => {
      given(...before)
        .when(repeated('one'))
        .then(keptDigest);
      given(connected)
        .when({ ...requestBackup(), requestDigest: 'one' } as TenantCommand)
        .then(requested('new'));
    });

    it('starts nothing twice where it asks for the same, whatever has become of it', () => {
      given(...before, keptDigest, ended('new'), retired('b1'), jobRetired('new'))
        .when(repeated('one'))
        .thenNothing();
    });

    it('is refused where it asks for something else, though of the same kind', () => {
      given(...before, keptDigest)
        .when(repeated('other'))
        .thenRefused('IdempotencyKeyReused');
      given(...before, keptDigest)
        .when({ ...requestBackup('k'), requestDigest: 'other' } as TenantCommand)
        .thenRefused('IdempotencyKeyReused');
    });

    it('is known by its kind alone where the first was asked for before digests were kept', () => {
      given(...before, started)
        .when(repeated('one'))
        .thenNothing();
    });
  });

  it('keeps the key on record, and no empty one', () => {
    given(connected).when(requestBackup('k')).then(requested('new', 'k'));
    given(connected).when(requestBackup(' ')).thenRefused('InvalidInput');
    given(connected, ...backup('b1'))
      .when(startReport('b1', 'x'.repeat(201)))
      .thenRefused('InvalidInput');
  });

  it('is forgotten after a thousand later starts', () => {
    const starts = Array.from({ length: MOST_IDEMPOTENCY_KEYS + 1 }, (_, index) => [
      report(`r${index}`, 'b1', EVERYTHING, `k${index}`),
      ended(`r${index}`),
    ]).flat();
    const { state } = given(connected, ...backup('b1'), ...starts);
    expect(idForKey(state, 'k0')).toBeUndefined();
    expect(idForKey(state, 'k1')).toBe('r1');
    expect(state.idempotencyKeys.size).toBe(MOST_IDEMPOTENCY_KEYS);
  });

  it('answers the same ids without a key, too', () => {
    given(connected, ...backup('new'))
      .when(requestBackup())
      .thenNothing();
    given(connected, ...backup('b1'), report('new', 'b1'))
      .when(startReport('b1'))
      .thenNothing();
  });
});

describe('retention of backups', () => {
  const retire = (now: string): TenantCommand => ({ type: 'RetireBackup', backupId: 'old', now });
  const OVER = '2026-03-06T02:00:00Z';
  const two = [connected, ...backup('old'), ...backup('young', '2026-03-05T02:00:00Z')];

  it('ends when the days are over, not a second earlier', () => {
    given(...two)
      .when(retire(OVER))
      .then(retired('old'));
    given(...two)
      .when(retire('2026-03-06T01:59:59Z'))
      .thenNothing();
  });

  it('never ends for the only good backup', () => {
    given(connected, ...backup('old'))
      .when(retire('2027-01-01T00:00:00Z'))
      .thenNothing();
    given(connected, ...backup('old'), requested('b2'), abandoned('b2'))
      .when(retire(OVER))
      .thenNothing();
    given(...two, retired('young'))
      .when(retire(OVER))
      .thenNothing();
  });

  it('waits for the running job that stands on the backup', () => {
    const viaReport = [report('r1', 'old'), ended('r1'), recovery('v1', fromReport('r1', 'old'))];
    const viaUndo = [...viaReport, ended('v1'), recovery('v2', { from: 'recovery', recoveryId: 'v1' })];
    const viaUndoOfUndo = [...viaUndo, ended('v2'), recovery('v3', { from: 'recovery', recoveryId: 'v2' })];
    for (const jobs of [[report('r1', 'old')], viaReport, viaUndo, viaUndoOfUndo])
      given(...two, ...jobs)
        .when(retire(OVER))
        .thenNothing();
    given(...two, ...viaUndoOfUndo, ended('v3'))
      .when(retire(OVER))
      .then(retired('old'));
    const compared = report('r1', 'young');
    const target = { from: 'backup', backupId: 'young', compareWithBackupId: 'old' } as const;
    given(...two, { ...compared, data: { ...compared.data, target } } as TenantEvent)
      .when(retire(OVER))
      .thenNothing();
    given(...two, report('r1', 'young'))
      .when(retire(OVER))
      .then(retired('old'));
  });

  it('ends once, and only for listed backups', () => {
    given(...two, retired('old'))
      .when(retire(OVER))
      .thenNothing();
    given(...two)
      .when({ type: 'RetireBackup', backupId: 'unknown', now: OVER })
      .thenNothing();
  });
});

describe('retention of reports and recoveries', () => {
  const retire = (jobId: string, now = '2026-03-07T10:00:00Z'): TenantCommand => ({
    type: 'RetireJob',
    jobId,
    now,
  });
  const before = [connected, ...backup('b1'), report('r1', 'b1'), ended('r1')];

  it('is counted from the job’s end', () => {
    given(...before)
      .when(retire('r1'))
      .then(jobRetired('r1'));
    given(...before)
      .when(retire('r1', '2026-03-07T09:59:59Z'))
      .thenNothing();
    given(...before, jobRetired('r1'))
      .when(retire('r1'))
      .thenNothing();
    given(connected, ...backup('b1'), report('r1', 'b1'))
      .when(retire('r1'))
      .thenNothing();
    given(connected).when(retire('r1')).thenNothing();
  });

  it('waits for the running job that builds on the report or recovery', () => {
    const recovering = [...before, recovery('v1', fromReport('r1', 'b1'))];
    given(...recovering)
      .when(retire('r1'))
      .thenNothing();
    given(...recovering, ended('v1'))
      .when(retire('r1'))
      .then(jobRetired('r1'));
    const undoing = [...recovering, ended('v1'), recovery('v2', { from: 'recovery', recoveryId: 'v1' })];
    given(...undoing)
      .when(retire('v1'))
      .thenNothing();
    given(...undoing)
      .when(retire('r1'))
      .then(jobRetired('r1'));
  });
});

describe('a refusal', () => {
  it('tells what to do', () => {
    const decision = tenantDecider.decide(startReport('b1'), given(connected).state);
    expect(decision).toMatchObject({
      refusal: {
        refused: true,
        message: 'There is no usable backup b1 in this tenant. Choose one of the listed backups.',
      },
    });
  });
});
