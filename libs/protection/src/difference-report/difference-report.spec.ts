import { describe, expect, it } from '@jest/globals';
import { specificationOf } from '../decider-specification.contract.js';
import type { DifferenceReportCommand } from './difference-report-commands.js';
import type { DifferenceReportEvent } from './difference-report-events.js';
import { differenceReportDecider } from './difference-report.js';

const identity = { reportId: 'r1', tenantId: 't1', backupId: 'b1', scope: { kind: 'allObjects' } } as const;
const roots = { backupRoot: 'aa', headRoot: 'bb' };
const counts = { changedObjects: 4, changedLinks: 2 };
const synced = { syncedAt: '2026-03-02T10:00:00Z', partialTypes: [] };

const request: DifferenceReportCommand = { type: 'RequestDifferenceReport', ...identity };
const take = (workerId: string): DifferenceReportCommand => ({ type: 'TakeDifferenceReport', workerId });
const calculate = (workerId: string): DifferenceReportCommand => ({
  type: 'StartCalculation',
  workerId,
  ...roots,
  ...synced,
});
const complete = (workerId: string): DifferenceReportCommand => ({
  type: 'CompleteDifferenceReport',
  workerId,
  ...counts,
  ...roots,
});
const fail = (workerId: string): DifferenceReportCommand => ({
  type: 'FailDifferenceReport',
  workerId,
  code: 'network',
  message: 'The tenant cannot be reached.',
});
const cancel: DifferenceReportCommand = { type: 'CancelDifferenceReport' };
const expire: DifferenceReportCommand = { type: 'ExpireDifferenceReport' };

const requested: DifferenceReportEvent = { type: 'DifferenceReportRequested', data: identity };
const loading = (workerId: string): DifferenceReportEvent => ({
  type: 'DifferenceReportLoadingStarted',
  data: { workerId },
});
const calculating: DifferenceReportEvent = {
  type: 'DifferenceReportCalculationStarted',
  data: { ...roots, ...synced },
};
const completed: DifferenceReportEvent = {
  type: 'DifferenceReportCompleted',
  data: { ...counts, ...roots },
};
const failed: DifferenceReportEvent = {
  type: 'DifferenceReportFailed',
  data: { code: 'network', message: 'The tenant cannot be reached.' },
};
const cancelled: DifferenceReportEvent = { type: 'DifferenceReportCancelled', data: {} };
const expired: DifferenceReportEvent = { type: 'DifferenceReportExpired', data: {} };

const { given } = specificationOf(differenceReportDecider);
const inProgress = [requested, loading('w1'), calculating];

describe('a difference report', () => {
  it('goes from its request through loading and calculation to its completion', () => {
    given().when(request).then(requested);
    given(requested).when(take('w1')).then(loading('w1'));
    given(requested, loading('w1')).when(calculate('w1')).then(calculating);
    given(...inProgress)
      .when(complete('w1'))
      .then(completed);
    expect(
      [given(requested), given(requested, loading('w1')), given(...inProgress)].map((g) => g.state.status),
    ).toEqual(['requested', 'loadingData', 'inProgress']);
  });

  it('does not exist before its request', () => {
    for (const command of [take('w1'), calculate('w1'), complete('w1'), fail('w1'), cancel, expire])
      given().when(command).thenRefused('DifferenceReportNotFound');
  });

  it('is requested once', () => {
    given(requested).when(request).thenNothing();
    given(requested)
      .when({ ...request, reportId: 'r2' })
      .thenRefused('OutOfTurn');
  });

  it('keeps to its turn', () => {
    given(requested).when(calculate('w1')).thenRefused('OutOfTurn');
    given(requested, loading('w1')).when(complete('w1')).thenRefused('OutOfTurn');
    given(...inProgress)
      .when(calculate('w1'))
      .thenNothing();
    given(...inProgress)
      .when({ ...calculate('w1'), headRoot: 'cc' } as DifferenceReportCommand)
      .thenRefused('OutOfTurn');
    given(...inProgress)
      .when({ ...complete('w1'), headRoot: 'cc' } as DifferenceReportCommand)
      .thenRefused('OutOfTurn');
  });

  it('can be taken over; the former worker has no say any more', () => {
    given(...inProgress)
      .when(take('w2'))
      .then(loading('w2'));
    const takenOver = [...inProgress, loading('w2')];
    expect(given(...takenOver).state).toMatchObject({ status: 'loadingData', headRoot: null });
    for (const command of [calculate('w1'), complete('w1'), fail('w1')])
      given(...takenOver)
        .when(command)
        .thenRefused('NoLongerOwner');
    given(...takenOver)
      .when(calculate('w2'))
      .then(calculating);
  });

  it('can fail at any point of the work', () => {
    given(requested, loading('w1')).when(fail('w1')).then(failed);
    given(...inProgress)
      .when(fail('w1'))
      .then(failed);
    given(...inProgress, failed)
      .when(fail('w1'))
      .thenNothing();
  });

  it('can be cancelled until it has ended', () => {
    for (const running of [[requested], [requested, loading('w1')], inProgress])
      given(...running)
        .when(cancel)
        .then(cancelled);
    for (const end of [completed, failed, cancelled])
      given(...inProgress, end)
        .when(cancel)
        .thenRefused('JobAlreadyEnded');
    given(...inProgress, completed, expired)
      .when(cancel)
      .thenRefused('JobAlreadyEnded');
  });

  it('takes nothing from a worker after its end', () => {
    for (const command of [take('w2'), calculate('w1'), complete('w1'), fail('w1')])
      given(...inProgress, cancelled)
        .when(command)
        .thenRefused('OutOfTurn');
    given(...inProgress, completed)
      .when(complete('w1'))
      .thenNothing();
    given(...inProgress, completed)
      .when(fail('w1'))
      .thenRefused('OutOfTurn');
  });

  it('expires once it has ended, and remembers how it ended', () => {
    for (const end of [completed, failed, cancelled])
      given(...inProgress, end)
        .when(expire)
        .then(expired);
    given(...inProgress)
      .when(expire)
      .thenRefused('OutOfTurn');
    given(...inProgress, completed, expired)
      .when(expire)
      .thenNothing();
    expect(given(...inProgress, cancelled, expired).state).toMatchObject({
      status: 'expired',
      statusBeforeExpiry: 'cancelled',
    });
  });
});
