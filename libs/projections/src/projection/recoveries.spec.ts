import { afterEach, describe, expect, it } from '@jest/globals';
import type { RecoveryEvent } from '#protection';
import {
  following,
  GivenLog,
  linkApplied,
  recoveryPlanned,
  recoveryStarted,
  stepApplied,
  stepFailed,
  stepSkipped,
  tenantConnected,
  type Following,
} from '../given-log.contract.js';
import type { StepFilter } from '../read-models.js';

const loading: RecoveryEvent = { type: 'RecoveryLoadingStarted', data: { workerId: 'w1' } };
const begun: RecoveryEvent = {
  type: 'RecoveryStarted',
  data: { targetRoot: 'target', beforeRoot: 'before', partialTypes: [] },
};

async function recoveryWith(...events: readonly RecoveryEvent[]): Promise<Following> {
  const log = new GivenLog();
  await log.happened('tenant', 't1', tenantConnected('t1'), recoveryStarted('r1'));
  if (events.length > 0) await log.happened('recovery', 'r1', ...events);
  return following(log.store);
}

describe('The view of a recovery', () => {
  let readModels: Following;
  afterEach(() => readModels.stop());

  it('is requested from the moment its tenant lets it start', async () => {
    readModels = await recoveryWith();

    expect(readModels.models.recovery('r1')).toMatchObject({
      kind: 'recovery',
      status: 'requested',
      backupId: 'b1',
      scope: { kind: 'objectTypes', objectTypes: ['user'] },
      dryRun: false,
      reason: 'After the incident',
      plannedSteps: null,
      settledSteps: 0,
    });
  });

  it('names each type that is not whole in one of the two states once', async () => {
    readModels = await recoveryWith(loading, {
      type: 'RecoveryStarted',
      data: { targetRoot: 'target', beforeRoot: 'before', partialTypes: ['user', 'group', 'user'] },
    });
    expect(readModels.models.recovery('r1')?.partialTypes).toEqual(['user', 'group']);
  });

  it('has no backup when it undoes another recovery', async () => {
    const log = new GivenLog();
    await log.happened('tenant', 't1', tenantConnected('t1'), {
      type: 'JobStarted',
      data: {
        jobId: 'r2',
        kind: 'recovery',
        target: { from: 'recovery', recoveryId: 'r1' },
        scope: { kind: 'allObjects' },
        dryRun: true,
        reason: null,
      },
    });
    readModels = await following(log.store);

    expect(readModels.models.recovery('r2')).toMatchObject({ backupId: null, dryRun: true });
  });

  it('is in progress once the state before it has been recorded, and then has a plan', async () => {
    readModels = await recoveryWith(loading, begun, recoveryPlanned(4));

    expect(readModels.models.recovery('r1')).toMatchObject({
      status: 'inProgress',
      startedAt: '2026-03-01T00:00:02.000Z',
      targetRoot: 'target',
      beforeRoot: 'before',
      planRoot: 'plan',
      plannedSteps: 4,
      changedObjects: 4,
      excluded: { hardDeleted: 2 },
    });
  });

  it('counts distinct objects, links, failures and skipped steps', async () => {
    readModels = await recoveryWith(
      ...[loading, begun, recoveryPlanned(6)],
      ...[stepApplied(0, 'a'), stepApplied(1, 'a'), linkApplied(2, 'b'), stepApplied(3, 'c')],
      ...[stepFailed(4, 'd'), stepSkipped(5, 'e')],
    );

    expect(readModels.models.recovery('r1')).toMatchObject({
      settledSteps: 6,
      objectsModified: 2,
      linksModified: 1,
      failedChanges: 1,
      skippedChanges: 1,
    });
  });

  it('counts a step that the log settles twice once', async () => {
    readModels = await recoveryWith(loading, begun, recoveryPlanned(2), stepApplied(0), stepFailed(0));

    expect(readModels.models.recovery('r1')).toMatchObject({ settledSteps: 1, failedChanges: 0 });
    expect(readModels.models.recoverySteps('r1', {}, { first: 10 }).totalCount).toBe(1);
  });

  it.each([
    ['completedWithWarnings', { type: 'RecoveryCompleted', outcome: 'completedWithWarnings' }],
    ['cancelled', { type: 'RecoveryCancelled' }],
    ['failed', { type: 'RecoveryFailed', code: 'Throttled', message: 'Try again later.' }],
  ] as const)('ends as %s with the counts of its last event', async (status, { type, ...more }) => {
    const counts = { objectsModified: 11, linksModified: 12, failedChanges: 13, skippedChanges: 14 };
    const end = { type, data: { ...counts, ...more } } as RecoveryEvent;
    readModels = await recoveryWith(loading, begun, recoveryPlanned(1), stepApplied(0), end);

    expect(readModels.models.recovery('r1')).toMatchObject({
      status,
      ...counts,
      endedAt: '2026-03-01T00:00:06.000Z',
      failure: status === 'failed' ? { code: 'Throttled', message: 'Try again later.' } : null,
    });
  });

  it('says when its cancellation has been asked for', async () => {
    readModels = await recoveryWith(loading, { type: 'RecoveryCancellationRequested', data: {} });
    expect(readModels.models.recovery('r1')).toMatchObject({
      status: 'loadingData',
      cancellationRequested: true,
    });
  });
});

describe('The steps of a recovery', () => {
  let readModels: Following;
  afterEach(() => readModels.stop());

  it('are listed by the type of their object, and counted so', async () => {
    const onGroup: RecoveryEvent = {
      type: 'RecoveryStepFailed',
      data: {
        ...{ step: 1, objectType: 'group', objectId: 'g', action: 'update', attributes: [] },
        ...{ code: '400', message: 'The name is taken.' },
      },
    };
    readModels = await recoveryWith(recoveryPlanned(3), stepApplied(0), onGroup, stepFailed(2));
    const stepsOf = (filter: StepFilter, after?: string) =>
      readModels.models.recoverySteps('r1', filter, { first: 1, after });

    expect(stepsOf({ objectTypes: ['group'] })).toMatchObject({
      ...{ rows: [{ row: { step: 1 } }], hasNextPage: false, totalCount: 1 },
    });
    const users = stepsOf({ objectTypes: ['user', 'application'] });
    expect(users).toMatchObject({ rows: [{ row: { step: 2 } }], hasNextPage: true, totalCount: 2 });
    expect(stepsOf({ objectTypes: ['user'] }, users.rows[0]?.cursor)).toMatchObject({
      ...{ rows: [{ row: { step: 0 } }], hasNextPage: false },
    });
    expect(stepsOf({ objectTypes: ['user'], outcomes: ['failed'] }).totalCount).toBe(1);
    expect(stepsOf({ objectTypes: [] })).toEqual({ rows: [], hasNextPage: false, totalCount: 0 });
  });

  it('are listed by outcome, the one settled last first', async () => {
    readModels = await recoveryWith(
      ...[recoveryPlanned(4), stepApplied(0), stepFailed(1), linkApplied(3, 'g'), stepSkipped(2)],
    );
    const stepsOf = (...outcomes: ('applied' | 'failed' | 'skipped')[]) =>
      readModels.models.recoverySteps('r1', { outcomes }, { first: 10 });

    expect(readModels.models.recoverySteps('r1', {}, { first: 10 })).toMatchObject({
      rows: [{ row: { step: 2 } }, { row: { step: 3 } }, { row: { step: 1 } }, { row: { step: 0 } }],
      totalCount: 4,
    });
    expect(stepsOf('failed', 'skipped')).toMatchObject({
      rows: [
        { row: { step: 2, outcome: 'skipped', code: 'movedSince', message: null } },
        { row: { step: 1, outcome: 'failed', code: '400', message: 'The user principal name is taken.' } },
      ],
      totalCount: 2,
    });
    expect(stepsOf('applied').rows[0]?.row).toEqual({
      step: 3,
      objectType: 'user',
      objectId: 'g',
      action: 'update',
      attributes: [],
      link: { name: 'members', target: 'user-9', change: 'add' },
      outcome: 'applied',
      code: null,
      message: null,
      at: '2026-03-01T00:00:05.000Z',
    });
  });

  it('of an unknown recovery are none', async () => {
    readModels = await recoveryWith();
    expect(readModels.models.recoverySteps('unknown', {}, { first: 1 }).totalCount).toBe(0);
  });
});
