import { describe, it } from '@jest/globals';
import { specificationOf } from '../decider-specification.contract.js';
import { DEFAULT_GUARDS } from '../guard/guard-settings.js';
import type { TenantCommand } from '../tenant/tenant-commands.js';
import type { TenantEvent } from '../tenant/tenant-events.js';
import { tenantDecider } from '../tenant/tenant.js';

const { given } = specificationOf(tenantDecider);

const TENANT = '11111111-1111-4111-8111-111111111111';
const [PLANNER, REVIEWER] = ['planner', 'reviewer'];
const planDigest = 'ab'.repeat(32);
const plan = { planId: 'p1', planDigest };
const NOW = '2026-03-02T10:00:00.000Z';
const IN_TWO_HOURS = '2026-03-02T12:00:00.000Z';
const scope = { kind: 'allObjects' } as const;

const settings = {
  backupSchedule: '0 2 * * *',
  backupRetentionDays: 5,
  historyRetentionDays: 5,
  readersMayCreateReports: false,
  emergencyAccessAccountIds: [],
  guards: { ...DEFAULT_GUARDS, recoveriesNeedApproval: true, approvalHours: 2 },
};
const started = (jobId: string, over: object = {}): TenantEvent => ({
  type: 'JobStarted',
  data: {
    ...{ jobId, kind: 'recovery', target: { from: 'backup', backupId: 'b1' }, scope },
    ...{ dryRun: false, reason: null, ...over },
  },
});
const ended = (jobId: string, over: object = {}): TenantEvent => ({
  type: 'JobEnded',
  data: { jobId, outcome: 'completed', endedAt: NOW, ...over },
});
const before: readonly TenantEvent[] = [
  { type: 'TenantConnected', data: { tenantId: TENANT, displayName: 'Contoso', settings } },
  { type: 'BackupRequested', data: { backupId: 'b1', trigger: 'schedule' } },
  { type: 'BackupListed', data: { backupId: 'b1', root: 'aa', takenAt: '2026-03-01T02:00:00Z' } },
  started('p1', { dryRun: true, requestedBy: PLANNER }),
  ended('p1', { planDigest }),
];
const approved = (expiresAt = IN_TWO_HOURS): TenantEvent => ({
  type: 'RecoveryPlanApproved',
  data: { ...plan, approvedBy: REVIEWER, reason: 'Looks right', expiresAt },
});
const rejected: TenantEvent = {
  type: 'RecoveryPlanRejected',
  data: { ...plan, rejectedBy: REVIEWER, reason: 'Too much' },
};
const approve = (over: object = {}): TenantCommand => ({
  type: 'ApprovePlan',
  ...{ ...plan, actorId: REVIEWER, reason: 'Looks right', now: NOW, ...over },
});
const reject: TenantCommand = { type: 'RejectPlan', ...plan, actorId: REVIEWER, reason: 'Too much' };

describe('an approval', () => {
  it('is a second person’s, bound to the plan’s digest, and ends by itself', () => {
    given(...before)
      .when(approve())
      .then(approved());
  });

  it('is never the requester’s own, nor of a plan of which the requester is not known', () => {
    given(...before)
      .when(approve({ actorId: PLANNER }))
      .thenRefused('RequesterMayNotApprove');
    given(...before, started('p2', { dryRun: true }), ended('p2', { planDigest }))
      .when(approve({ planId: 'p2' }))
      .thenRefused('RequesterMayNotApprove');
  });

  it('is of a frozen plan with this digest', () => {
    given(...before)
      .when(approve({ planDigest: 'cd'.repeat(32) }))
      .thenRefused('PlanDigestMismatch');
    given(...before)
      .when(approve({ planId: 'unknown' }))
      .thenRefused('PlanNotFound');
    given(...before, { type: 'JobRetired', data: { jobId: 'p1' } })
      .when(approve())
      .thenRefused('PlanExpired');
  });

  it('has a reason', () => {
    for (const reason of ['', ' ', 'x'.repeat(1_001)])
      given(...before)
        .when(approve({ reason }))
        .thenRefused('InvalidInput');
  });

  it('is given once while it holds, and can be given again', () => {
    given(...before, approved())
      .when(approve())
      .thenNothing();
    given(...before, approved('2026-03-02T09:00:00.000Z'))
      .when(approve())
      .then(approved());
  });
});

describe('a rejection', () => {
  it('stands, whoever would approve', () => {
    given(...before)
      .when(reject)
      .then(rejected);
    given(...before, rejected)
      .when(reject)
      .thenNothing();
    given(...before, rejected)
      .when(approve())
      .thenRefused('PlanRejected');
  });

  it('takes an approval back', () => {
    given(...before, approved())
      .when(reject)
      .then(rejected);
    given(...before, approved(), rejected)
      .when(startPlan())
      .thenRefused('ApprovalRequired');
  });
});

describe('a look at a plan', () => {
  it('is recorded once for each person', () => {
    const look: TenantCommand = { type: 'RecordPlanView', ...plan, actorId: REVIEWER };
    const viewed: TenantEvent = { type: 'RecoveryPlanViewed', data: { ...plan, viewedBy: REVIEWER } };
    given(...before)
      .when(look)
      .then(viewed);
    given(...before, viewed)
      .when(look)
      .thenNothing();
    given(...before, viewed)
      .when({ ...look, actorId: PLANNER })
      .then({ type: 'RecoveryPlanViewed', data: { ...plan, viewedBy: PLANNER } });
  });
});

function startPlan(at: string | null = NOW, by = PLANNER): TenantCommand {
  return {
    ...{ type: 'StartRecovery', jobId: 'new', from: plan, dryRun: false, reason: null },
    ...(at !== null && { asked: { by, at } }),
  };
}

describe('where what is written needs approval', () => {
  const target = { from: 'plan', ...plan };

  it('an approved plan starts, until the approval ends', () => {
    given(...before, approved())
      .when(startPlan())
      .then(started('new', { target }));
    given(...before, approved())
      .when(startPlan(IN_TWO_HOURS))
      .thenRefused('ApprovalRequired');
    given(...before, approved())
      .when(startPlan(null))
      .thenRefused('ApprovalRequired');
    given(...before)
      .when(startPlan())
      .thenRefused('ApprovalRequired');
  });

  it('nothing else does that writes: no recovery from a backup or report, no single object, no undo', () => {
    const asked = { by: PLANNER, at: NOW };
    const report = [started('r1', { kind: 'differenceReport' }), ended('r1')];
    const recovery = { type: 'StartRecovery', jobId: 'new', dryRun: false, reason: null, asked } as const;
    given(...before)
      .when({ ...recovery, from: { backupId: 'b1', scope } })
      .thenRefused('ApprovalRequired');
    given(...before, ...report)
      .when({ ...recovery, from: { differenceReportId: 'r1' } })
      .thenRefused('ApprovalRequired');
    const object = { differenceReportId: 'r1', objectId: 'abc', reason: null, asked };
    given(...before, ...report)
      .when({ type: 'RecoverObject', jobId: 'new', ...object })
      .thenRefused('ApprovalRequired');
    const undo = { type: 'UndoRecovery', jobId: 'new', recoveryId: 'v1', reason: null, asked } as const;
    given(...before, started('v1'), ended('v1'))
      .when({ ...undo, dryRun: false })
      .thenRefused('ApprovalRequired');
    const undone = { target: { from: 'recovery', recoveryId: 'v1' }, dryRun: true, requestedBy: PLANNER };
    given(...before, started('v1'), ended('v1'))
      .when({ ...undo, dryRun: true })
      .then(started('new', undone));
  });

  it('a report, and a dry run, go on as ever', () => {
    given(...before)
      .when({ type: 'StartDifferenceReport', jobId: 'new', backupId: 'b1', scope })
      .then(started('new', { kind: 'differenceReport' }));
  });
});
