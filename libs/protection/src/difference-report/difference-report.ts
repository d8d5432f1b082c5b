import { dataOf } from '../command-data.js';
import { accept, refuse, type Decider, type Decision, type OfType } from '../decider.js';
import { refusal } from '../refusal.js';
import { noLongerOwner, outOfTurn } from '../worker-refusals.js';
import { forestalled } from '../take-over.js';
import type { DifferenceReportCommand } from './difference-report-commands.js';
import type { DifferenceReportEvent } from './difference-report-events.js';
import {
  evolveDifferenceReport,
  initialDifferenceReportState,
  type DifferenceReportState,
} from './difference-report-state.js';

type Command<Type extends DifferenceReportCommand['type']> = OfType<DifferenceReportCommand, Type>;
type ReportDecision = Decision<DifferenceReportEvent>;

/** A difference report: worked on by one worker at a time, ended once, never changed after its end. */
export const differenceReportDecider: Decider<
  DifferenceReportCommand,
  DifferenceReportEvent,
  DifferenceReportState
> = {
  initialState: initialDifferenceReportState,
  decide: decideDifferenceReport,
  evolve: evolveDifferenceReport,
};

function decideDifferenceReport(
  command: DifferenceReportCommand,
  state: DifferenceReportState,
): ReportDecision {
  if (command.type === 'RequestDifferenceReport') return request(command, state);
  if (state.status === 'none')
    return refuse(
      refusal(
        'DifferenceReportNotFound',
        'There is no such difference report. Check the id, or create a report.',
      ),
    );
  switch (command.type) {
    case 'TakeDifferenceReport':
      return take(command, state);
    case 'StartCalculation':
      return startCalculation(command, state);
    case 'CompleteDifferenceReport':
      return complete(command, state);
    case 'FailDifferenceReport':
      return fail(command, state);
    case 'CancelDifferenceReport':
      return cancel(state);
    case 'ExpireDifferenceReport':
      return expire(state);
    default:
      return command satisfies never;
  }
}

function request(command: Command<'RequestDifferenceReport'>, state: DifferenceReportState): ReportDecision {
  const data = dataOf(command);
  if (state.status === 'none') return accept({ type: 'DifferenceReportRequested', data });
  return state.request?.reportId === data.reportId
    ? accept()
    : refuse(outOfTurn(`This stream belongs to difference report ${state.request?.reportId}.`));
}

function take(command: Command<'TakeDifferenceReport'>, state: DifferenceReportState): ReportDecision {
  const { workerId } = command;
  if (hasEnded(state)) return refuse(afterTheEnd(state));
  const late = forestalled(command, state.workerId);
  if (late) return late;
  // Appended even for the owner itself: the new revision is what stops a former process of the same name.
  return accept({ type: 'DifferenceReportLoadingStarted', data: { workerId } });
}

function startCalculation(
  command: Command<'StartCalculation'>,
  state: DifferenceReportState,
): ReportDecision {
  const { workerId } = command;
  const data = dataOf(command);
  const fault = faultOfWorker(workerId, state);
  if (fault) return fault;
  if (state.status === 'inProgress' && hasRoots(state, data)) return accept();
  return state.status === 'loadingData'
    ? accept({ type: 'DifferenceReportCalculationStarted', data })
    : refuse(outOfTurn('The calculation has begun already, with other roots. Take the report again first.'));
}

function complete(
  command: Command<'CompleteDifferenceReport'>,
  state: DifferenceReportState,
): ReportDecision {
  const { workerId } = command;
  const data = dataOf(command);
  if (state.status === 'completed' && hasRoots(state, data)) return accept();
  const fault = faultOfWorker(workerId, state);
  if (fault) return fault;
  return state.status === 'inProgress' && hasRoots(state, data)
    ? accept({ type: 'DifferenceReportCompleted', data })
    : refuse(outOfTurn('A report can only be completed with the roots that its calculation began with.'));
}

function fail(command: Command<'FailDifferenceReport'>, state: DifferenceReportState): ReportDecision {
  const { workerId, code, message } = command;
  if (state.status === 'failed' && state.failureCode === code) return accept();
  return (
    faultOfWorker(workerId, state) ?? accept({ type: 'DifferenceReportFailed', data: { code, message } })
  );
}

function cancel(state: DifferenceReportState): ReportDecision {
  if (!hasEnded(state)) return accept({ type: 'DifferenceReportCancelled', data: {} });
  return refuse(
    refusal(
      'JobAlreadyEnded',
      `Difference report ${state.request?.reportId} has ended already (${state.status}): there is nothing left to cancel.`,
    ),
  );
}

function expire(state: DifferenceReportState): ReportDecision {
  if (state.status === 'expired') return accept();
  return hasEnded(state)
    ? accept({ type: 'DifferenceReportExpired', data: {} })
    : refuse(outOfTurn('A report that has not ended cannot expire.'));
}

function faultOfWorker(workerId: string, state: DifferenceReportState): ReportDecision | undefined {
  if (hasEnded(state)) return refuse(afterTheEnd(state));
  if (state.workerId === null) return refuse(outOfTurn('Take the report before working on it.'));
  return state.workerId === workerId ? undefined : refuse(noLongerOwner(workerId));
}

const hasRoots = (
  state: DifferenceReportState,
  roots: { readonly backupRoot: string; readonly headRoot: string },
): boolean => state.backupRoot === roots.backupRoot && state.headRoot === roots.headRoot;

const hasEnded = ({ status }: DifferenceReportState): boolean =>
  status !== 'requested' && status !== 'loadingData' && status !== 'inProgress';

const afterTheEnd = (state: DifferenceReportState) =>
  outOfTurn(`This report has ended (${state.status}). Stop working on it.`);
