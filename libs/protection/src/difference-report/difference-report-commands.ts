import type { OfType } from '../decider.js';
import type { DifferenceReportEvent } from './difference-report-events.js';
import type { TakeOver } from '../take-over.js';

/** What can be asked of a difference report. */
export type DifferenceReportCommand =
  | ({ readonly type: 'RequestDifferenceReport' } & OfType<
      DifferenceReportEvent,
      'DifferenceReportRequested'
    >['data'])
  /** A worker takes the report and brings the head up to date; sent again, it takes it over. */
  | ({ readonly type: 'TakeDifferenceReport'; readonly workerId: string } & TakeOver)
  /** The head is up to date: the two roots are fixed from here on. */
  | ({ readonly type: 'StartCalculation'; readonly workerId: string } & OfType<
      DifferenceReportEvent,
      'DifferenceReportCalculationStarted'
    >['data'])
  | ({ readonly type: 'CompleteDifferenceReport'; readonly workerId: string } & OfType<
      DifferenceReportEvent,
      'DifferenceReportCompleted'
    >['data'])
  | {
      readonly type: 'FailDifferenceReport';
      readonly workerId: string;
      readonly code: string;
      readonly message: string;
    }
  | { readonly type: 'CancelDifferenceReport' }
  | { readonly type: 'ExpireDifferenceReport' };
