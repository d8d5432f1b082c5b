import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { fold } from '../decider.js';
import type { RecoveryCommand, StepOutcome } from './recovery-commands.js';
import type { RecoveryCounts, RecoveryEvent, StepLabel } from './recovery-events.js';
import { IdSet } from './id-set.js';
import { countsOf, remainingSteps, type RecoveryState } from './recovery-state.js';
import { recoveryDecider } from './recovery.js';
import { StepSet } from './step-set.js';

const STEPS = 8;
const step = fc.integer({ min: -1, max: STEPS });
const workerId = fc.constantFrom('w1', 'w2');

const label: fc.Arbitrary<StepLabel> = fc
  .record({ step, objectId: fc.constantFrom('a', 'b', 'c'), isLink: fc.boolean() })
  .map(({ isLink, ...rest }) => ({
    ...rest,
    objectType: 'group',
    action: 'update',
    attributes: [],
    ...(isLink && { link: { name: 'members', target: 'm', change: 'add' as const } }),
  }));

const outcome: fc.Arbitrary<StepOutcome> = fc.oneof(
  fc.record({ kind: fc.constant('applied' as const), label, verifiedByReading: fc.boolean() }),
  fc.record({
    kind: fc.constant('failed' as const),
    label,
    code: fc.constant('400'),
    message: fc.constant('No.'),
  }),
  fc.record({
    kind: fc.constant('skipped' as const),
    label,
    reason: fc.constantFrom('alreadyAsInBackup', 'movedOn'),
  }),
);

const command = (dryRun: boolean): fc.Arbitrary<RecoveryCommand> => {
  const only = <Type extends RecoveryCommand['type']>(type: Type) => fc.constant(type);
  return fc.oneof(
    { weight: 1, arbitrary: fc.record({ type: only('TakeRecovery'), workerId }) },
    {
      weight: 2,
      arbitrary: fc.record({
        type: only('RecordBeforeState'),
        workerId,
        targetRoot: fc.constant('aa'),
        partialTypes: fc.constant([]),
        beforeRoot: fc.constant('bb'),
      }),
    },
    {
      weight: 2,
      arbitrary: fc.record({
        type: only('RecordPlan'),
        workerId,
        planRoot: fc.constant('cc'),
        steps: fc.constant(STEPS),
        changedObjects: fc.constant(1),
        changedLinks: fc.constant(1),
        excluded: fc.constant({}),
      }),
    },
    {
      weight: dryRun ? 2 : 8,
      arbitrary: fc.record({
        type: only('DispatchSteps'),
        workerId,
        steps: fc.array(step, { maxLength: 4 }),
      }),
    },
    {
      weight: dryRun ? 2 : 12,
      arbitrary: fc.record({
        type: only('RecordOutcomes'),
        workerId,
        outcomes: fc.array(outcome, { minLength: 1, maxLength: 2 }),
      }),
    },
    { weight: 1, arbitrary: fc.record({ type: only('RequestCancellation') }) },
    { weight: 2, arbitrary: fc.record({ type: only('EndRecovery'), workerId }) },
    {
      weight: 1,
      arbitrary: fc.record({
        type: only('FailRecovery'),
        workerId,
        code: fc.constant('network'),
        message: fc.constant('Gone.'),
      }),
    },
  );
};

const history = fc.boolean().chain((dryRun) =>
  fc.array(command(dryRun), { minLength: 20, maxLength: 80 }).map((commands): readonly RecoveryCommand[] => [
    {
      type: 'RequestRecovery',
      recoveryId: 'v1',
      tenantId: 't1',
      target: { from: 'backup', backupId: 'b1' },
      scope: { kind: 'allObjects' },
      dryRun,
      reason: null,
    },
    { type: 'TakeRecovery', workerId: 'w1' },
    ...commands,
  ]),
);

/** Runs commands one after another and hands over every event with the state after it. */
function* run(
  commands: readonly RecoveryCommand[],
): Generator<{ event: RecoveryEvent; state: RecoveryState }> {
  let state = recoveryDecider.initialState;
  for (const each of commands) {
    const decision = recoveryDecider.decide(each, state);
    for (const event of decision.accepted ? decision.events : []) {
      state = recoveryDecider.evolve(state, event);
      yield { event, state };
    }
  }
}

/** Counts the slow and obvious way. */
function recount(events: readonly RecoveryEvent[]): RecoveryCounts {
  const applied = events.filter((event) => event.type === 'RecoveryStepApplied').map(({ data }) => data);
  return {
    objectsModified: new Set(applied.filter(({ link }) => !link).map(({ objectId }) => objectId)).size,
    linksModified: applied.filter(({ link }) => link).length,
    failedChanges: events.filter(({ type }) => type === 'RecoveryStepFailed').length,
    skippedChanges: events.filter(({ type }) => type === 'RecoveryStepSkipped').length,
  };
}

const isEnd = ({ type }: RecoveryEvent): boolean =>
  type === 'RecoveryCompleted' || type === 'RecoveryCancelled' || type === 'RecoveryFailed';
const always = (property: (commands: readonly RecoveryCommand[]) => void) =>
  fc.assert(fc.property(history, property), { numRuns: 2_000, seed: 1 });

describe('whatever is asked of a recovery, in whatever order', () => {
  it('its counts are the sum of its step events', () => {
    always((commands) => {
      const events: RecoveryEvent[] = [];
      for (const { event, state } of run(commands)) {
        events.push(event);
        expect(countsOf(state)).toEqual(recount(events));
        if (isEnd(event)) expect(event.data).toMatchObject(recount(events));
      }
    });
  });

  it('settled, open and remaining steps are all the planned ones', () => {
    always((commands) => {
      for (const { state } of run(commands)) {
        const planned = Array.from({ length: STEPS }, (_, index) => index);
        const open = planned.filter((each) => state.dispatched.has(each) && !state.settled.has(each));
        expect(state.open).toBe(open.length);
        expect(state.settled.size + state.open + remainingSteps(state)).toBe(state.plan?.steps ?? 0);
        expect(remainingSteps(state)).toBeGreaterThanOrEqual(0);
      }
    });
  });

  it('no step is settled twice, or applied or failed without having been dispatched', () => {
    always((commands) => {
      const dispatched = new Set<number>();
      const settled = new Set<number>();
      for (const { event } of run(commands)) {
        if (event.type === 'RecoveryStepsDispatched')
          event.data.steps.forEach((each) => dispatched.add(each));
        if (event.type === 'RecoveryStepApplied' || event.type === 'RecoveryStepFailed')
          expect(dispatched.has(event.data.step)).toBe(true);
        if (!('data' in event && 'step' in event.data)) continue;
        expect(settled.has(event.data.step)).toBe(false);
        settled.add(event.data.step);
      }
    });
  });

  it('nothing is dispatched after a cancellation request', () => {
    always((commands) => {
      const types = [...run(commands)].map(({ event }) => event.type);
      const request = types.indexOf('RecoveryCancellationRequested');
      if (request >= 0) expect(types.slice(request)).not.toContain('RecoveryStepsDispatched');
    });
  });

  it('its end comes when nothing is open, and is its last event', () => {
    always((commands) => {
      const all = [...run(commands)];
      const end = all.findIndex(({ event }) => isEnd(event));
      if (end < 0) return;
      expect(end).toBe(all.length - 1);
      expect(all[end]?.state.open).toBe(0);
    });
  });

  it('the properties above meet every kind of event', () => {
    const met = new Set<string>();
    always((commands) => {
      for (const { event } of run(commands)) met.add(event.type);
    });
    expect([...met].sort()).toEqual([
      'RecoveryCancellationRequested',
      'RecoveryCancelled',
      'RecoveryCompleted',
      'RecoveryFailed',
      'RecoveryLoadingStarted',
      'RecoveryPlanned',
      'RecoveryRequested',
      'RecoveryResumed',
      'RecoveryStarted',
      'RecoveryStepApplied',
      'RecoveryStepFailed',
      'RecoveryStepSkipped',
      'RecoveryStepsDispatched',
    ]);
  });
});

describe('the state of a large recovery', () => {
  it('is folded from 500,000 step events', () => {
    const size = 500_000;
    function* events(): Generator<RecoveryEvent> {
      yield {
        type: 'RecoveryPlanned',
        data: { planRoot: 'c', steps: size, changedObjects: 0, changedLinks: 0, excluded: {} },
      };
      for (let first = 0; first < size; first += 20) {
        const steps = Array.from({ length: 20 }, (_, index) => first + index);
        yield { type: 'RecoveryStepsDispatched', data: { steps } };
        for (const each of steps) yield applied(each);
      }
    }
    const state = fold(recoveryDecider, events());
    expect(countsOf(state).objectsModified).toBe(size);
    expect(state.open).toBe(0);
  });
});

const applied = (each: number): RecoveryEvent => ({
  type: 'RecoveryStepApplied',
  data: {
    step: each,
    objectType: 'user',
    objectId: `user-${each}`,
    action: 'update',
    attributes: [],
    verifiedByReading: false,
  },
});

describe('the sets in a recovery’s state', () => {
  const numbers = fc.array(fc.integer({ min: 0, max: 5_000 }), { maxLength: 60 });

  it('hold what was put in, and older sets stay as they were', () => {
    fc.assert(
      fc.property(numbers, numbers, numbers, (common, left, right) => {
        const base = common.reduce((set, each) => set.with(each), StepSet.empty);
        const ids = common.reduce((set, each) => set.with(`${each}`), IdSet.empty);
        const leftIds = left.reduce((set, each) => set.with(`${each}`), ids);
        const rightIds = right.reduce((set, each) => set.with(`${each}`), ids);
        const grown = left.reduce((set, each) => set.with(each), base);
        for (const each of [...common, ...left, ...right]) {
          expect(base.has(each)).toBe(common.includes(each));
          expect(ids.has(`${each}`)).toBe(common.includes(each));
          expect(grown.has(each)).toBe(common.includes(each) || left.includes(each));
          expect(leftIds.has(`${each}`)).toBe(common.includes(each) || left.includes(each));
          expect(rightIds.has(`${each}`)).toBe(common.includes(each) || right.includes(each));
        }
        expect(rightIds.size).toBe(new Set([...common, ...right]).size);
        expect(grown.size).toBe(new Set([...common, ...left]).size);
      }),
      { seed: 1 },
    );
  });
});
