import { accept, refuse, type Decider, type Decision } from '../decider.js';
import { forestalled, type TakeOver } from '../take-over.js';
import { noLongerOwner, outOfTurn } from '../worker-refusals.js';

/** What can be asked of an alarm. */
export type AlarmCommand =
  /** A worker takes the telling upon itself; sent again, it takes it over from the worker that had it. */
  | ({
      readonly type: 'TakeAlarm';
      readonly alarmId: string;
      readonly tenantId: string;
      readonly reportId: string;
      readonly workerId: string;
    } & TakeOver)
  | {
      readonly type: 'RecordDelivery';
      readonly workerId: string;
      readonly destination: string;
      readonly attempts: number;
    }
  | {
      readonly type: 'GiveUpDelivery';
      readonly workerId: string;
      readonly destination: string;
      readonly attempts: number;
      readonly code: string;
    }
  | { readonly type: 'SettleAlarm'; readonly workerId: string };

/** Stream `alarm-<id>`: who has been told of it. */
export type AlarmEvent =
  | {
      readonly type: 'AlarmTaken';
      readonly data: {
        readonly alarmId: string;
        readonly tenantId: string;
        /** The report of the drift check that raised it. */
        readonly reportId: string;
        readonly workerId: string;
      };
    }
  | {
      readonly type: 'AlarmDelivered';
      /** The destination by its name in the settings. */
      readonly data: { readonly reportId: string; readonly destination: string; readonly attempts: number };
    }
  | {
      readonly type: 'AlarmNotDelivered';
      readonly data: {
        readonly reportId: string;
        readonly destination: string;
        readonly attempts: number;
        /** What went wrong, in a word: `timeout`, `status 503`. */
        readonly code: string;
      };
    }
  /** Every destination has an outcome. */
  | { readonly type: 'AlarmSettled'; readonly data: { readonly reportId: string } };

/** What an alarm's decisions depend on. */
export interface AlarmState {
  readonly workerId: string | null;
  /** `null` until taken. */
  readonly reportId: string | null;
  /** Destinations with an outcome. */
  readonly told: ReadonlySet<string>;
  readonly settled: boolean;
}

/** An alarm: told to each destination once, by one worker at a time. */
export const alarmDecider: Decider<AlarmCommand, AlarmEvent, AlarmState> = {
  initialState: { workerId: null, reportId: null, told: new Set(), settled: false },
  decide: decideAlarm,
  evolve: evolveAlarm,
};

function decideAlarm(command: AlarmCommand, state: AlarmState): Decision<AlarmEvent> {
  const { workerId } = command;
  if (state.settled)
    return command.type === 'SettleAlarm' ? accept() : refuse(outOfTurn('This alarm has been settled.'));
  if (command.type === 'TakeAlarm') {
    const { alarmId, tenantId, reportId } = command;
    return (
      forestalled(command, state.workerId) ??
      accept({ type: 'AlarmTaken', data: { alarmId, tenantId, reportId, workerId } })
    );
  }
  const { reportId } = state;
  if (reportId === null || workerId !== state.workerId) return refuse(noLongerOwner(workerId));
  switch (command.type) {
    case 'RecordDelivery': {
      const { destination, attempts } = command;
      return state.told.has(destination)
        ? accept()
        : accept({ type: 'AlarmDelivered', data: { reportId, destination, attempts } });
    }
    case 'GiveUpDelivery': {
      const { destination, attempts, code } = command;
      return state.told.has(destination)
        ? accept()
        : accept({ type: 'AlarmNotDelivered', data: { reportId, destination, attempts, code } });
    }
    case 'SettleAlarm':
      return accept({ type: 'AlarmSettled', data: { reportId } });
    default:
      return command satisfies never;
  }
}

function evolveAlarm(state: AlarmState, event: AlarmEvent): AlarmState {
  switch (event.type) {
    case 'AlarmTaken':
      return { ...state, workerId: event.data.workerId, reportId: event.data.reportId };
    case 'AlarmDelivered':
    case 'AlarmNotDelivered':
      return { ...state, told: new Set(state.told).add(event.data.destination) };
    case 'AlarmSettled':
      return { ...state, settled: true };
    default:
      return event satisfies never;
  }
}
