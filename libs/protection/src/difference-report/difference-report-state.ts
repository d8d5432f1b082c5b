import type { ObjectType } from '#catalogue';
import type { OfType } from '../decider.js';
import type { DifferenceReportEvent } from './difference-report-events.js';

export type DifferenceReportStatus =
  'requested' | 'loadingData' | 'inProgress' | 'completed' | 'failed' | 'cancelled' | 'expired';

/** What a report's decisions depend on, and what its worker needs to go on after a crash. */
export interface DifferenceReportState {
  /** `none`: there is no such report. */
  readonly status: 'none' | DifferenceReportStatus;
  /** How an expired report had ended. */
  readonly statusBeforeExpiry: DifferenceReportStatus | null;
  readonly request: OfType<DifferenceReportEvent, 'DifferenceReportRequested'>['data'] | null;
  readonly workerId: string | null;
  /** The roots compared; `null` until the calculation begins, and again when another worker takes over. */
  readonly backupRoot: string | null;
  readonly headRoot: string | null;
  readonly partialTypes: readonly ObjectType[];
  /** The snapshot that tells who made the changes. */
  readonly attributionRoot: string | null;
  /** The code of a failure. */
  readonly failureCode: string | null;
}

export const initialDifferenceReportState: DifferenceReportState = {
  status: 'none',
  statusBeforeExpiry: null,
  request: null,
  workerId: null,
  backupRoot: null,
  headRoot: null,
  partialTypes: [],
  attributionRoot: null,
  failureCode: null,
};

/** The report after one event. */
export function evolveDifferenceReport(
  state: DifferenceReportState,
  event: DifferenceReportEvent,
): DifferenceReportState {
  switch (event.type) {
    case 'DifferenceReportRequested':
      return { ...state, status: 'requested', request: event.data };
    case 'DifferenceReportLoadingStarted': {
      const { workerId } = event.data;
      return { ...state, status: 'loadingData', workerId, backupRoot: null, headRoot: null };
    }
    case 'DifferenceReportCalculationStarted': {
      const { backupRoot, headRoot, partialTypes } = event.data;
      return { ...state, status: 'inProgress', backupRoot, headRoot, partialTypes };
    }
    case 'DifferenceReportCompleted':
      return { ...state, status: 'completed', attributionRoot: event.data.attribution?.root ?? null };
    case 'DifferenceReportFailed':
      return { ...state, status: 'failed', failureCode: event.data.code };
    case 'DifferenceReportCancelled':
      return { ...state, status: 'cancelled' };
    case 'DifferenceReportExpired':
      return {
        ...state,
        status: 'expired',
        statusBeforeExpiry: state.status === 'none' ? null : state.status,
      };
    default:
      return event satisfies never;
  }
}
