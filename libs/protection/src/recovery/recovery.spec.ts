import { describe, expect, it } from '@jest/globals';
import { specificationOf } from '../decider-specification.contract.js';
import type { RecoveryCommand, StepOutcome } from './recovery-commands.js';
import type { RecoveryCounts, RecoveryEvent, StepLabel } from './recovery-events.js';
import { remainingSteps } from './recovery-state.js';
import { recoveryDecider } from './recovery.js';

const identity = {
  recoveryId: 'v1',
  tenantId: 't1',
  target: { from: 'backup', backupId: 'b1' },
  scope: { kind: 'allObjects' },
  dryRun: false,
  reason: null,
} as const;
const roots = { targetRoot: 'aa', beforeRoot: 'bb', partialTypes: [] };
const plan = { planRoot: 'cc', steps: 3, changedObjects: 2, changedLinks: 1, excluded: { hardDeleted: 1 } };
const NOTHING: RecoveryCounts = { objectsModified: 0, linksModified: 0, failedChanges: 0, skippedChanges: 0 };

const label = (step: number, objectId = `u${step}`): StepLabel => ({
  step,
  objectType: 'user',
  objectId,
  action: 'update',
  attributes: ['city'],
});
const linkLabel = (step: number): StepLabel => ({
  step,
  objectType: 'group',
  objectId: 'g1',
  action: 'update',
  attributes: [],
  link: { name: 'members', target: 'u1', change: 'add' },
});
const applied = (of: StepLabel): StepOutcome => ({ kind: 'applied', label: of, verifiedByReading: false });
const failed = (of: StepLabel): StepOutcome => ({
  kind: 'failed',
  label: of,
  code: '400',
  message: 'Taken.',
});
const skipped = (of: StepLabel, reason = 'movedOn'): StepOutcome => ({ kind: 'skipped', label: of, reason });

const request: RecoveryCommand = { type: 'RequestRecovery', ...identity };
const take = (workerId: string): RecoveryCommand => ({ type: 'TakeRecovery', workerId });
const recordBefore: RecoveryCommand = { type: 'RecordBeforeState', workerId: 'w1', ...roots };
const recordPlan: RecoveryCommand = { type: 'RecordPlan', workerId: 'w1', ...plan };
const dispatch = (...steps: number[]): RecoveryCommand => ({ type: 'DispatchSteps', workerId: 'w1', steps });
const record = (...outcomes: StepOutcome[]): RecoveryCommand => ({
  type: 'RecordOutcomes',
  workerId: 'w1',
  outcomes,
});
const cancel: RecoveryCommand = { type: 'RequestCancellation' };
const end: RecoveryCommand = { type: 'EndRecovery', workerId: 'w1' };
const fail: RecoveryCommand = { type: 'FailRecovery', workerId: 'w1', code: 'network', message: 'Gone.' };
const expire: RecoveryCommand = { type: 'ExpireRecovery' };

const requested: RecoveryEvent = { type: 'RecoveryRequested', data: identity };
const requestedDry: RecoveryEvent = { type: 'RecoveryRequested', data: { ...identity, dryRun: true } };
const loading: RecoveryEvent = { type: 'RecoveryLoadingStarted', data: { workerId: 'w1' } };
const resumed = (workerId: string): RecoveryEvent => ({ type: 'RecoveryResumed', data: { workerId } });
const started: RecoveryEvent = { type: 'RecoveryStarted', data: roots };
const planned: RecoveryEvent = { type: 'RecoveryPlanned', data: plan };
const dispatched = (...steps: number[]): RecoveryEvent => ({
  type: 'RecoveryStepsDispatched',
  data: { steps },
});
const stepApplied = (of: StepLabel): RecoveryEvent => ({
  type: 'RecoveryStepApplied',
  data: { ...of, verifiedByReading: false },
});
const stepFailed = (of: StepLabel): RecoveryEvent => ({
  type: 'RecoveryStepFailed',
  data: { ...of, code: '400', message: 'Taken.' },
});
const stepSkipped = (of: StepLabel, reason = 'movedOn'): RecoveryEvent => ({
  type: 'RecoveryStepSkipped',
  data: { ...of, reason },
});
const cancellationRequested: RecoveryEvent = { type: 'RecoveryCancellationRequested', data: {} };
const cancelled: RecoveryEvent = { type: 'RecoveryCancelled', data: NOTHING };
const completed: RecoveryEvent = { type: 'RecoveryCompleted', data: { ...NOTHING, outcome: 'completed' } };
const failure: RecoveryEvent = {
  type: 'RecoveryFailed',
  data: { ...NOTHING, code: 'network', message: 'Gone.' },
};
const expired: RecoveryEvent = { type: 'RecoveryExpired', data: {} };

const { given } = specificationOf(recoveryDecider);
const ready = [requested, loading, started, planned];
const settledAll = [
  dispatched(0, 1, 2),
  stepApplied(label(0)),
  stepApplied(linkLabel(1)),
  stepApplied(label(2)),
];

describe('a recovery', () => {
  it('goes from its request through loading, the before state, the plan and its steps to its completion', () => {
    given().when(request).then(requested);
    given(requested).when(take('w1')).then(loading);
    given(requested, loading).when(recordBefore).then(started);
    given(requested, loading, started).when(recordPlan).then(planned);
    given(...ready)
      .when(dispatch(0, 1))
      .then(dispatched(0, 1));
    given(...ready, dispatched(0, 1))
      .when(record(applied(label(0)), failed(label(1))))
      .then(stepApplied(label(0)), stepFailed(label(1)));
    given(...ready, ...settledAll)
      .when(end)
      .then({
        type: 'RecoveryCompleted',
        data: { ...NOTHING, objectsModified: 2, linksModified: 1, outcome: 'completed' },
      });
  });

  it('does not exist before its request', () => {
    for (const command of [take('w1'), recordBefore, recordPlan, dispatch(0), end, fail, cancel, expire])
      given().when(command).thenRefused('RecoveryNotFound');
  });

  it('is requested once', () => {
    given(requested).when(request).thenNothing();
    given(requested)
      .when({ ...request, recoveryId: 'v2' })
      .thenRefused('OutOfTurn');
  });

  it('belongs to the worker that took it last', () => {
    given(requested).when(recordBefore).thenRefused('OutOfTurn');
    given(requested, loading).when(take('w2')).then(resumed('w2'));
    for (const command of [recordBefore, recordPlan, dispatch(0), record(skipped(label(0))), end, fail])
      given(...ready, resumed('w2'))
        .when(command)
        .thenRefused('NoLongerOwner');
    given(...ready, resumed('w2'))
      .when(take('w1'))
      .then(resumed('w1'));
  });

  it('goes to one of several workers who find it unowned or orphaned', () => {
    given(requested).when({ type: 'TakeRecovery', workerId: 'w1', takeOverFrom: null }).then(loading);
    given(requested, loading)
      .when({ type: 'TakeRecovery', workerId: 'w2', takeOverFrom: null })
      .thenRefused('NoLongerOwner');
    given(requested, loading)
      .when({ type: 'TakeRecovery', workerId: 'w2', takeOverFrom: 'w1' })
      .then(resumed('w2'));
    given(requested, loading, resumed('w2'))
      .when({ type: 'TakeRecovery', workerId: 'w3', takeOverFrom: 'w1' })
      .thenRefused('NoLongerOwner');
  });

  it('records the before state once, and then the plan once', () => {
    given(requested, loading).when(recordPlan).thenRefused('OutOfTurn');
    given(requested, loading, started).when(recordBefore).thenNothing();
    given(requested, loading, started)
      .when({ ...recordBefore, beforeRoot: 'dd' })
      .thenRefused('OutOfTurn');
    given(...ready)
      .when(recordPlan)
      .thenNothing();
    given(...ready)
      .when({ ...recordPlan, planRoot: 'dd' })
      .thenRefused('OutOfTurn');
  });

  it('extends its plan once, after all of it is settled, and ends when the extension is settled too', () => {
    const extension = { planRoot: 'ee', steps: 4, changedLinks: 2 };
    const extend: RecoveryCommand = { type: 'ExtendPlan', workerId: 'w1', ...extension };
    const extended: RecoveryEvent = { type: 'RecoveryPlanExtended', data: extension };
    given(requested, loading, started).when(extend).thenRefused('OutOfTurn');
    given(...ready)
      .when(extend)
      .thenRefused('OutOfTurn');
    given(...ready, ...settledAll)
      .when({ ...extend, steps: 3 })
      .thenRefused('OutOfTurn');
    given(...ready, ...settledAll)
      .when(extend)
      .then(extended);
    given(...ready, ...settledAll, extended)
      .when(extend)
      .thenNothing();
    given(...ready, ...settledAll, extended)
      .when({ ...extend, planRoot: 'ff' })
      .thenRefused('OutOfTurn');
    given(...ready, ...settledAll, extended)
      .when(end)
      .thenRefused('OutOfTurn');
    given(...ready, ...settledAll, extended, dispatched(3), stepApplied(linkLabel(3)))
      .when(end)
      .then({
        type: 'RecoveryCompleted',
        data: { ...NOTHING, objectsModified: 2, linksModified: 2, outcome: 'completed' },
      });
  });
});

describe('a step', () => {
  it('is dispatched only within the plan, and only until it is settled', () => {
    given(requested, loading, started).when(dispatch(0)).thenRefused('OutOfTurn');
    given(...ready)
      .when(dispatch(3))
      .thenRefused('OutOfTurn');
    given(...ready)
      .when(dispatch(-1))
      .thenRefused('OutOfTurn');
    given(...ready)
      .when(dispatch(0.5))
      .thenRefused('OutOfTurn');
    given(...ready, dispatched(0), stepApplied(label(0)))
      .when(dispatch(0))
      .thenRefused('OutOfTurn');
  });

  it('may be dispatched again while it is in doubt', () => {
    given(...ready, dispatched(0))
      .when(dispatch(0, 1))
      .then(dispatched(0, 1));
    expect(given(...ready, dispatched(0), dispatched(0)).state.open).toBe(1);
  });

  it('counts once where a dispatch names it twice, and an empty dispatch is none', () => {
    given(...ready)
      .when(dispatch(0, 0))
      .then(dispatched(0));
    given(...ready)
      .when(dispatch())
      .thenNothing();
  });

  it('has an outcome only after its dispatch, unless it is skipped', () => {
    given(...ready)
      .when(record(applied(label(0))))
      .thenRefused('OutOfTurn');
    given(...ready)
      .when(record(failed(label(0))))
      .thenRefused('OutOfTurn');
    given(...ready)
      .when(record(skipped(label(0))))
      .then(stepSkipped(label(0)));
    given(...ready, dispatched(0))
      .when(record(skipped(label(0))))
      .then(stepSkipped(label(0)));
  });

  it('is settled once', () => {
    const settled = [...ready, dispatched(0), stepFailed(label(0))];
    given(...settled)
      .when(record(applied(label(0))))
      .thenRefused('OutOfTurn');
    given(...settled)
      .when(record(skipped(label(0))))
      .thenRefused('OutOfTurn');
    given(...ready, dispatched(0))
      .when(record(applied(label(0)), failed(label(0))))
      .thenRefused('OutOfTurn');
  });

  it('is open from its dispatch to its outcome', () => {
    const { state } = given(...ready, dispatched(0, 2), stepApplied(label(2)), stepSkipped(label(1)));
    expect(state.open).toBe(1);
    expect(remainingSteps(state)).toBe(0);
  });
});

describe('the end of a recovery', () => {
  it('waits for every planned step', () => {
    given(requested, loading).when(end).thenRefused('OutOfTurn');
    given(...ready)
      .when(end)
      .thenRefused('OutOfTurn');
    given(...ready, dispatched(0, 1, 2), stepApplied(label(0)), stepApplied(label(1)))
      .when(end)
      .thenRefused('OutOfTurn');
  });

  it('has warnings where a step failed, or was skipped for another reason than being as in the backup', () => {
    const endOf = (last: RecoveryEvent) =>
      given(...ready, dispatched(0, 1, 2), stepApplied(label(0)), stepApplied(label(1, 'u0')), last).when(
        end,
      );
    const done = { ...NOTHING, objectsModified: 1 };
    endOf(stepFailed(label(2))).then({
      type: 'RecoveryCompleted',
      data: { ...done, failedChanges: 1, outcome: 'completedWithWarnings' },
    });
    endOf(stepSkipped(label(2))).then({
      type: 'RecoveryCompleted',
      data: { ...done, skippedChanges: 1, outcome: 'completedWithWarnings' },
    });
    endOf(stepSkipped(label(2), 'alreadyAsInBackup')).then({
      type: 'RecoveryCompleted',
      data: { ...done, skippedChanges: 1, outcome: 'completed' },
    });
  });

  it('comes straight after the plan in a dry run, which sends nothing', () => {
    const dry = [requestedDry, loading, started, planned];
    given(...dry)
      .when(dispatch(0))
      .thenRefused('OutOfTurn');
    given(...dry)
      .when(record(skipped(label(0))))
      .thenRefused('OutOfTurn');
    given(...dry)
      .when(end)
      .then(completed);
    given(requestedDry, loading, started).when(end).thenRefused('OutOfTurn');
  });

  it('comes straight after an empty plan', () => {
    const empty: RecoveryEvent = { type: 'RecoveryPlanned', data: { ...plan, steps: 0 } };
    given(requested, loading, started, empty).when(end).then(completed);
  });

  it('is a failure where the worker gives up, once nothing is in doubt', () => {
    given(requested, loading).when(fail).then(failure);
    given(...ready)
      .when(fail)
      .then(failure);
    given(...ready, dispatched(0))
      .when(fail)
      .thenRefused('OutOfTurn');
    given(...ready, failure)
      .when(fail)
      .thenNothing();
    given(...ready, failure)
      .when({ ...fail, code: 'other' })
      .thenRefused('OutOfTurn');
  });

  it('takes nothing from a worker afterwards', () => {
    for (const command of [take('w2'), recordBefore, recordPlan, dispatch(0), record(skipped(label(0))), end])
      given(...ready, cancelled)
        .when(command)
        .thenRefused('OutOfTurn');
    given(...ready, completed)
      .when(fail)
      .thenRefused('OutOfTurn');
  });
});

describe('the cancellation of a recovery', () => {
  const cancelling = [...ready, dispatched(0), cancellationRequested];

  it('is requested once, until the recovery has ended', () => {
    given(requested).when(cancel).then(cancellationRequested);
    given(...ready)
      .when(cancel)
      .then(cancellationRequested);
    given(...cancelling)
      .when(cancel)
      .thenNothing();
    for (const last of [completed, cancelled, failure])
      given(...ready, last)
        .when(cancel)
        .thenRefused('JobAlreadyEnded');
  });

  it('stops all sending, of steps in doubt too', () => {
    given(...cancelling)
      .when(dispatch(1))
      .thenRefused('OutOfTurn');
    given(...cancelling)
      .when(dispatch(0))
      .thenRefused('OutOfTurn');
  });

  it('takes effect once nothing sent is in doubt, and says what was applied', () => {
    given(...cancelling)
      .when(end)
      .thenRefused('OutOfTurn');
    given(...cancelling)
      .when(record(applied(label(0))))
      .then(stepApplied(label(0)));
    given(...cancelling, stepApplied(label(0)))
      .when(end)
      .then({ type: 'RecoveryCancelled', data: { ...NOTHING, objectsModified: 1 } });
  });

  it('can come before any worker has planned anything; a worker still has to end it', () => {
    given(requested, cancellationRequested).when(take('w1')).then(loading);
    given(requested, cancellationRequested, loading).when(end).then(cancelled);
  });
});

describe('an object that is made again', () => {
  const made: StepLabel = { ...label(0, 'a1'), objectType: 'application', action: 'create' };
  const outcome: StepOutcome = {
    ...{ kind: 'created', label: made, newId: 'a2', appIds: { before: 'c1', now: 'c2' } },
    verifiedByReading: true,
  };
  const event: RecoveryEvent = {
    type: 'RecoveryObjectCreated',
    data: {
      ...{ step: 0, objectType: 'application', objectId: 'a1', newId: 'a2', appId: 'c1', newAppId: 'c2' },
      ...{ attributes: ['city'], verifiedByReading: true },
    },
  };

  it('is recorded with the ids that take the place of the old, and counts as modified', () => {
    given(...ready, dispatched(0))
      .when(record(outcome))
      .then(event);
    const { state } = given(...ready, dispatched(0), event);
    expect([...state.created]).toEqual([
      ['a1', 'a2'],
      ['c1', 'c2'],
    ]);
    expect(state).toMatchObject({ open: 0, modifiedObjects: { size: 1 } });
  });

  it('was announced before, and is recorded once', () => {
    given(...ready)
      .when(record(outcome))
      .thenRefused('OutOfTurn');
    given(...ready, dispatched(0), event)
      .when(record(outcome))
      .thenRefused('OutOfTurn');
  });
});

describe('the expiry of a recovery', () => {
  it('comes once, after its end, and how it ended is remembered', () => {
    given(...ready)
      .when(expire)
      .thenRefused('OutOfTurn');
    given(...ready, cancelled)
      .when(expire)
      .then(expired);
    given(...ready, cancelled, expired)
      .when(expire)
      .thenNothing();
    given(...ready, cancelled, expired)
      .when(cancel)
      .thenRefused('JobAlreadyEnded');
    expect(given(...ready, cancelled, expired).state).toMatchObject({
      status: 'expired',
      statusBeforeExpiry: 'cancelled',
    });
  });
});
