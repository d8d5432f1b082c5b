import { describe, expect, it } from '@jest/globals';
import { specificationOf } from '../decider-specification.contract.js';
import type { TenantCommand } from '../tenant/tenant-commands.js';
import type { JobOutcome, TenantEvent, TenantSettings } from '../tenant/tenant-events.js';
import { tenantDecider } from '../tenant/tenant.js';
import type { DriftFinding, DriftMassChange } from './drift-events.js';
import {
  RECOMMENDED_MASS_CHANGE,
  RECOMMENDED_RULES,
  type DriftRule,
  type DriftWatch,
} from './drift-watch.js';

const { given } = specificationOf(tenantDecider);

const SETTINGS: TenantSettings = {
  backupSchedule: '0 2 * * *',
  backupRetentionDays: 5,
  historyRetentionDays: 5,
  readersMayCreateReports: false,
  emergencyAccessAccountIds: [],
};
const connected: TenantEvent = {
  type: 'TenantConnected',
  data: { tenantId: '11111111-1111-4111-8111-111111111111', displayName: 'Contoso', settings: SETTINGS },
};
const watch: DriftWatch = {
  schedule: '0 * * * *',
  rules: RECOMMENDED_RULES,
  massChange: RECOMMENDED_MASS_CHANGE,
  proposesPlan: true,
};
const watched: TenantEvent = { type: 'DriftWatchChanged', data: { watch } };
const backup = (backupId: string, takenAt: string): TenantEvent[] => [
  { type: 'BackupRequested', data: { backupId, trigger: 'schedule' } },
  { type: 'BackupListed', data: { backupId, root: 'aa', takenAt } },
];
const reportOf = (jobId: string, backupId: string): TenantEvent => ({
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
const at = (hour: number): string => `2026-03-02T${String(hour).padStart(2, '0')}:00:00Z`;
const started = (reportId: string, backupId: string, hour: number): TenantEvent[] => [
  reportOf(reportId, backupId),
  { type: 'DriftCheckStarted', data: { reportId, backupId, startedAt: at(hour) } },
];
const ended = (jobId: string, outcome: JobOutcome = 'completed'): TenantEvent => ({
  type: 'JobEnded',
  data: { jobId, outcome, endedAt: at(23) },
});
const nothing = (reportId: string, backupId = 'b1'): TenantEvent => ({
  type: 'NoDriftFound',
  data: { reportId, backupId },
});
const finding = (digest = 'd1'): DriftFinding => ({
  rule: 'Applications',
  severity: 'medium',
  objects: 2,
  links: 0,
  digest,
});
const users: DriftMassChange = { objectType: 'user', changed: 60, objects: 100 };
const found = (
  reportId: string,
  backupId: string,
  over: Partial<Extract<TenantEvent, { type: 'DriftFound' }>['data']> = {},
): TenantEvent => ({
  type: 'DriftFound',
  data: {
    reportId,
    backupId,
    severity: 'medium',
    findings: [{ ...finding(), isNew: true }],
    massChanges: [],
    alarmId: 'a1',
    ...over,
  },
});
const acknowledged = (reportId: string): TenantEvent => ({
  type: 'DriftAcknowledged',
  data: { reportId, reason: 'Planned' },
});
const pinned = (backupId: string): TenantEvent => ({
  type: 'BackupPinned',
  data: { backupId, cause: 'massChange', reason: null },
});

const change = (over: Partial<DriftWatch> = {}): TenantCommand => ({
  type: 'ChangeDriftWatch',
  watch: { ...watch, ...over },
});
const check = (jobId: string, hour: number): TenantCommand => ({
  type: 'StartDriftCheck',
  jobId,
  startedAt: at(hour),
});
const record = (
  reportId: string,
  over: { findings?: DriftFinding[]; massChanges?: DriftMassChange[]; alarmId?: string } = {},
): TenantCommand => ({
  type: 'RecordDrift',
  reportId,
  alarmId: 'a1',
  findings: [],
  massChanges: [],
  ...over,
});

describe('a drift watch', () => {
  it('is switched on and off', () => {
    given(connected).when(change()).then(watched);
    given(connected, watched)
      .when({ type: 'ChangeDriftWatch', watch: null })
      .then({ type: 'DriftWatchChanged', data: { watch: null } });
  });

  const rule: DriftRule = { name: 'One', severity: 'low' };
  it.each<[string, Partial<DriftWatch>]>([
    ['no schedule', { schedule: ' ' }],
    ['nothing to look for', { rules: [], massChange: null }],
    ['two rules of one name', { rules: [rule, rule] }],
    ['a rule without a name', { rules: [{ ...rule, name: ' ' }] }],
    ['a rule about no number of objects', { rules: [{ ...rule, atLeast: 0 }] }],
    ['a rule about an attribute without a name', { rules: [{ ...rule, attributes: [''] }] }],
    ['a share that is none', { massChange: { percent: 101, atLeast: 1 } }],
    ['too many rules', { rules: Array.from({ length: 51 }, (_, n) => ({ ...rule, name: `${n}` })) }],
  ])('is refused with %s', (_what, over) => {
    given(connected).when(change(over)).thenRefused('InvalidInput');
  });
});

describe('a drift check', () => {
  it('is a report of everything, against the newest backup', () => {
    given(connected, watched, ...backup('b1', at(1)), ...backup('b2', at(2)))
      .when(check('d1', 3))
      .then(...started('d1', 'b2', 3));
  });

  it('needs a watch that is on, a backup, and that no other job runs', () => {
    given(connected, ...backup('b1', at(1)))
      .when(check('d1', 3))
      .thenRefused('DriftWatchOff');
    given(connected, watched).when(check('d1', 3)).thenRefused('BackupNotFound');
    given(connected, watched, ...backup('b1', at(1)), reportOf('r1', 'b1'))
      .when(check('d1', 3))
      .thenRefused('JobAlreadyRunning', { runningId: 'r1' });
  });

  it('is started once: asked for again, it is the one that is under way', () => {
    given(connected, watched, ...backup('b1', at(1)), ...started('d1', 'b1', 3))
      .when(check('d2', 3))
      .thenNothing();
  });

  it('misses nothing that happened between the last check and a backup since', () => {
    given(
      connected,
      watched,
      ...backup('b1', at(1)),
      ...started('d1', 'b1', 3),
      ended('d1'),
      nothing('d1'),
      ...backup('b2', at(4)),
    )
      .when(check('d2', 5))
      .then(...started('d2', 'b1', 5));
  });

  const drifted = [
    connected,
    watched,
    ...backup('b1', at(1)),
    ...started('d1', 'b1', 3),
    ended('d1'),
    found('d1', 'b1'),
    ...backup('b2', at(4)),
    ...started('d2', 'b1', 5),
    ended('d2'),
  ];

  it('goes on comparing with the backup of before a drift, until that is acknowledged', () => {
    const still = found('d2', 'b1', { findings: [{ ...finding(), isNew: false }] });
    given(...drifted, still)
      .when(check('d3', 6))
      .then(...started('d3', 'b1', 6));
    given(...drifted, still, acknowledged('d2'))
      .when(check('d3', 6))
      .then(...started('d3', 'b2', 6));
    given(...drifted, nothing('d2'))
      .when(check('d3', 6))
      .then(...started('d3', 'b2', 6));
  });

  it('tells a drift once, and again when there is more of it', () => {
    const under = [connected, watched, ...backup('b1', at(1)), ...started('d1', 'b1', 3)];
    given(...under)
      .when(record('d1', { findings: [finding()] }))
      .then(found('d1', 'b1'));
    const known = {
      severity: 'medium',
      findings: [{ ...finding(), isNew: false }],
      massChanges: [],
    } as const;
    given(...drifted)
      .when(record('d2', { findings: [finding()] }))
      .then({ type: 'DriftFound', data: { reportId: 'd2', backupId: 'b1', ...known } });
    given(...drifted)
      .when(record('d2', { findings: [finding('d9')], alarmId: 'a2' }))
      .then(found('d2', 'b1', { findings: [{ ...finding('d9'), isNew: true }], alarmId: 'a2' }));
  });

  it('tells it again once it had gone', () => {
    const gone = [...drifted, nothing('d2'), ...started('d3', 'b1', 6), ended('d3')];
    given(...gone)
      .when(record('d3', { findings: [finding()] }))
      .then(found('d3', 'b1'));
  });

  it('pins the backup that a mass change was found against', () => {
    const under = [connected, watched, ...backup('b1', at(1)), ...started('d1', 'b1', 3), ended('d1')];
    const drift = found('d1', 'b1', {
      severity: 'critical',
      findings: [],
      massChanges: [{ ...users, isNew: true }],
    });
    given(...under)
      .when(record('d1', { massChanges: [users] }))
      .then(drift, pinned('b1'));
    given(...under, drift, pinned('b1'), ...started('d2', 'b1', 4), ended('d2'))
      .when(record('d2', { massChanges: [users], findings: [finding()] }))
      .then(
        found('d2', 'b1', {
          severity: 'critical',
          findings: [{ ...finding(), isNew: true }],
          massChanges: [{ ...users, isNew: false }],
        }),
      );
  });

  it('takes one answer, and only to the check that is under way', () => {
    const under = [connected, watched, ...backup('b1', at(1)), ...started('d1', 'b1', 3), ended('d1')];
    given(...under)
      .when(record('d1'))
      .then(nothing('d1'));
    given(...under, nothing('d1'))
      .when(record('d1', { findings: [finding()] }))
      .thenNothing();
    given(...under)
      .when(record('d0', { findings: [finding()] }))
      .thenNothing();
  });

  it('raises an alarm when it fails, and none when it was cancelled', () => {
    const under = [connected, watched, ...backup('b1', at(1)), ...started('d1', 'b1', 3)];
    const end = (outcome: 'failed' | 'cancelled'): TenantCommand => ({
      type: 'EndDriftCheck',
      reportId: 'd1',
      alarmId: 'a1',
      outcome,
    });
    given(...under, ended('d1', 'failed'))
      .when(end('failed'))
      .then({ type: 'DriftCheckFailed', data: { reportId: 'd1', alarmId: 'a1' } });
    given(...under, ended('d1', 'cancelled'))
      .when(end('cancelled'))
      .then({ type: 'DriftCheckCancelled', data: { reportId: 'd1' } });
    given(...under, nothing('d1'))
      .when(end('failed'))
      .thenNothing();
  });
});

describe('what a drift check has found', () => {
  const drifted = [
    connected,
    watched,
    ...backup('b1', at(1)),
    ...started('d1', 'b1', 3),
    ended('d1'),
    found('d1', 'b1'),
  ];
  const acknowledge = (reportId: string, reason = ' Planned '): TenantCommand => ({
    type: 'AcknowledgeDrift',
    reportId,
    reason,
  });

  it('can be acknowledged, with a reason', () => {
    given(...drifted)
      .when(acknowledge('d1'))
      .then(acknowledged('d1'));
    given(...drifted, acknowledged('d1'))
      .when(acknowledge('d1'))
      .thenNothing();
    given(...drifted)
      .when(acknowledge('d1', ' '))
      .thenRefused('InvalidInput');
    given(...drifted)
      .when(acknowledge('d0'))
      .thenRefused('DriftNotFound');
  });

  it('stays acknowledged while nothing is new', () => {
    const again = [...drifted, acknowledged('d1'), ...started('d2', 'b1', 4), ended('d2')];
    const known = { findings: [{ ...finding(), isNew: false }] };
    const { state } = given(...again, found('d2', 'b1', known));
    expect(state.drift.last).toMatchObject({ reportId: 'd2', acknowledged: true });
    expect(given(...again, found('d2', 'b1')).state.drift.last).toMatchObject({ acknowledged: false });
  });

  it('is given one plan', () => {
    const propose = { type: 'ProposePlan', reportId: 'd1', planId: 'p1' } as const;
    const proposed: TenantEvent = {
      type: 'RecoveryPlanProposed',
      data: { reportId: 'd1', planId: 'p1' },
    };
    given(...drifted)
      .when(propose)
      .then(proposed);
    given(...drifted, proposed)
      .when({ ...propose, planId: 'p2' })
      .thenNothing();
  });
});

describe('a pinned backup', () => {
  const two = [connected, ...backup('b1', at(1)), ...backup('b2', at(2))];
  const retire = { type: 'RetireBackup', backupId: 'b1', now: '2027-03-02T00:00:00Z' } as const;
  const pin = { type: 'PinBackup', backupId: 'b1', reason: ' Before the move ' } as const;

  it('does not expire until it is unpinned', () => {
    const kept: TenantEvent = {
      type: 'BackupPinned',
      data: { backupId: 'b1', cause: 'request', reason: 'Before the move' },
    };
    const free: TenantEvent = { type: 'BackupUnpinned', data: { backupId: 'b1' } };
    given(...two)
      .when(pin)
      .then(kept);
    given(...two, kept)
      .when(retire)
      .thenNothing();
    given(...two, kept)
      .when(pin)
      .thenNothing();
    given(...two, kept)
      .when({ type: 'UnpinBackup', backupId: 'b1' })
      .then(free);
    given(...two, kept, free)
      .when(retire)
      .then({ type: 'BackupRetired', data: { backupId: 'b1' } });
  });

  it('is one that can be used', () => {
    given(connected).when(pin).thenRefused('BackupNotFound');
    given(...two, { type: 'BackupRetired', data: { backupId: 'b1' } })
      .when(pin)
      .thenRefused('BackupExpired');
    given(connected).when({ type: 'UnpinBackup', backupId: 'b1' }).thenRefused('BackupNotFound');
    given(...two)
      .when({ type: 'UnpinBackup', backupId: 'b1' })
      .thenNothing();
  });

  it('is also the one that an open drift was found against', () => {
    const open = [...two, watched, ...started('d1', 'b1', 3), ended('d1'), found('d1', 'b1')];
    given(...open)
      .when(retire)
      .thenNothing();
    given(...open, acknowledged('d1'))
      .when(retire)
      .then({ type: 'BackupRetired', data: { backupId: 'b1' } });
  });
});
