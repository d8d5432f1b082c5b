import { OBJECT_TYPES } from '#catalogue';
import type {
  AuditEntryView,
  BackupView,
  DifferenceReportView,
  JobProgressView,
  JobView,
  RecoveryStepView,
  RecoveryView,
  TenantView,
} from '#projections';
import type { Change } from '#protection';

/** Ids that the specifications of the API share. */
export const TENANT = '11111111-1111-1111-1111-111111111111';
export const OTHER_TENANT = '22222222-2222-2222-2222-222222222222';
export const id = (number: number): string => `aaaaaaaa-0000-0000-0000-${String(number).padStart(12, '0')}`;

export const tenantView = (over: Partial<TenantView> = {}): TenantView => ({
  id: TENANT,
  displayName: 'Contoso',
  settings: {
    backupSchedule: '0 2 * * *',
    backupRetentionDays: 5,
    historyRetentionDays: 5,
    readersMayCreateReports: false,
    emergencyAccessAccountIds: [],
  },
  connectedAt: '2026-03-01T00:00:00.000Z',
  runningJobId: null,
  runningBackupId: null,
  driftWatch: null,
  latestDriftReportId: null,
  position: '1',
  ...over,
});

export const backupView = (over: Partial<BackupView> = {}): BackupView => ({
  id: id(1),
  tenantId: TENANT,
  status: 'completed',
  trigger: 'schedule',
  importName: null,
  requestedAt: '2026-03-02T02:00:00.000Z',
  takenAt: '2026-03-02T02:00:10.000Z',
  endedAt: '2026-03-02T02:00:12.000Z',
  root: 'ab'.repeat(32),
  objects: 3,
  links: 1,
  certificate: OBJECT_TYPES.map((type) => ({
    type,
    objects: type === 'user' ? 3 : 0,
    links: 0,
    pages: 1,
    mode: 'full' as const,
    gaps: [],
  })),
  failure: null,
  pin: null,
  position: '2',
  ...over,
});

const jobView: Omit<JobView, 'kind'> = {
  id: id(10),
  tenantId: TENANT,
  status: 'completed',
  target: { from: 'backup', backupId: id(1) },
  backupId: id(1),
  scope: { kind: 'allObjects' },
  requestedAt: '2026-03-02T08:00:00.000Z',
  startedAt: '2026-03-02T08:00:01.000Z',
  endedAt: '2026-03-02T08:00:09.000Z',
  expired: false,
  changedObjects: 2,
  changedLinks: 1,
  partialTypes: [],
  failure: null,
  requestedBy: { id: id(900), name: 'Ada' },
  position: '3',
};

export const reportView = (over: Partial<DifferenceReportView> = {}): DifferenceReportView => ({
  ...jobView,
  kind: 'differenceReport',
  backupRoot: 'ab'.repeat(32),
  headRoot: 'cd'.repeat(32),
  attribution: null,
  drift: null,
  ...over,
});

export const recoveryView = (over: Partial<RecoveryView> = {}): RecoveryView => ({
  ...jobView,
  id: id(20),
  kind: 'recovery',
  dryRun: false,
  reason: 'A mistake',
  plan: null,
  review: null,
  cancellationRequested: false,
  targetRoot: 'ab'.repeat(32),
  beforeRoot: 'cd'.repeat(32),
  planRoot: 'ef'.repeat(32),
  plannedSteps: 2,
  settledSteps: 2,
  objectsModified: 1,
  linksModified: 0,
  failedChanges: 1,
  skippedChanges: 0,
  excluded: { onPremisesSynced: 4 },
  ...over,
});

export const stepView = (over: Partial<RecoveryStepView> = {}): RecoveryStepView => ({
  step: 0,
  objectType: 'user',
  objectId: id(100),
  action: 'update',
  attributes: ['displayName'],
  outcome: 'applied',
  code: null,
  message: null,
  at: '2026-03-02T08:00:05.000Z',
  ...over,
});

export const changeOf = (over: Partial<Change> = {}): Change => ({
  type: 'user',
  id: id(100),
  displayName: 'Ada',
  kind: 'modified',
  action: 'update',
  notRecoverable: null,
  attributes: [{ name: 'city', backupValue: 'London', currentValue: null }],
  links: [],
  ...over,
});

export const auditEntryView = (over: Partial<AuditEntryView> = {}): AuditEntryView => ({
  id: id(500),
  position: '5',
  tenantId: TENANT,
  at: '2026-03-02T08:00:00.000Z',
  actor: { id: id(900), name: 'Ada' },
  from: '192.0.2.1',
  activity: 'JobStarted',
  subject: { kind: 'tenant', id: TENANT },
  outcome: 'success',
  correlationId: id(600),
  details: { jobId: id(10) },
  ...over,
});

export const progressView = (over: Partial<JobProgressView> = {}): JobProgressView => ({
  jobId: id(20),
  kind: 'recovery',
  tenantId: TENANT,
  status: 'inProgress',
  changedObjects: 2,
  changedLinks: 1,
  plannedSteps: 10,
  settledSteps: 4,
  objectsModified: 4,
  linksModified: 0,
  failedChanges: 0,
  skippedChanges: 0,
  ratePerSecond: 2,
  secondsLeft: 3,
  at: '2026-03-02T08:00:05.000Z',
  ended: false,
  ...over,
});
