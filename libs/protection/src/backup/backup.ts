import { dataOf } from '../command-data.js';
import { accept, refuse, type Decider, type Decision, type OfType } from '../decider.js';
import { noLongerOwner, outOfTurn } from '../worker-refusals.js';
import { forestalled } from '../take-over.js';
import type { BackupCommand } from './backup-commands.js';
import type { BackupEvent, TypeCertificate } from './backup-events.js';

/** What a backup's decisions depend on. */
export type BackupState =
  | { readonly status: 'none' }
  | { readonly status: 'running'; readonly workerId: string }
  | {
      readonly status: 'completed';
      readonly root: string;
      readonly takenAt: string;
      readonly certificate: readonly TypeCertificate[];
    }
  | { readonly status: 'failed'; readonly code: string }
  | { readonly status: 'expired' };

/** A backup: taken by one worker at a time, completed or failed once, expired when its retention is over. */
export const backupDecider: Decider<BackupCommand, BackupEvent, BackupState> = {
  initialState: { status: 'none' },
  decide: decideBackup,
  evolve: evolveBackup,
};

function decideBackup(command: BackupCommand, state: BackupState): Decision<BackupEvent> {
  switch (command.type) {
    case 'StartBackup':
      return start(command, state);
    case 'CompleteBackup':
      return complete(command, state);
    case 'FailBackup':
      return fail(command, state);
    case 'ExpireBackup':
      return expire(state);
    default:
      return command satisfies never;
  }
}

function start(command: OfType<BackupCommand, 'StartBackup'>, state: BackupState): Decision<BackupEvent> {
  if (state.status !== 'none' && state.status !== 'running') return refuse(hasEnded(state));
  const late = forestalled(command, state.status === 'running' ? state.workerId : null);
  if (late) return late;
  const { backupId, tenantId, trigger, workerId } = command;
  // Appended even for the owner itself: the new revision is what stops a former process of the same name.
  return accept({ type: 'BackupStarted', data: { backupId, tenantId, trigger, workerId } });
}

function complete(
  command: OfType<BackupCommand, 'CompleteBackup'>,
  state: BackupState,
): Decision<BackupEvent> {
  const { workerId } = command;
  const data = dataOf(command);
  if (state.status === 'completed' && state.root === data.root && state.takenAt === data.takenAt)
    return accept();
  return faultOfWorker(workerId, state) ?? accept({ type: 'BackupCompleted', data });
}

function fail(command: OfType<BackupCommand, 'FailBackup'>, state: BackupState): Decision<BackupEvent> {
  const { workerId, code, message } = command;
  if (state.status === 'failed' && state.code === code) return accept();
  return faultOfWorker(workerId, state) ?? accept({ type: 'BackupFailed', data: { code, message } });
}

function expire(state: BackupState): Decision<BackupEvent> {
  if (state.status === 'expired') return accept();
  return state.status === 'completed'
    ? accept({ type: 'BackupExpired', data: {} })
    : refuse(outOfTurn(`Only a completed backup can expire; this one is ${state.status}.`));
}

function faultOfWorker(workerId: string | undefined, state: BackupState): Decision<BackupEvent> | undefined {
  if (state.status === 'none')
    return workerId === undefined ? undefined : refuse(outOfTurn('This backup has not been started.'));
  if (state.status !== 'running') return refuse(hasEnded(state));
  return workerId === undefined || workerId === state.workerId ? undefined : refuse(noLongerOwner(workerId));
}

const hasEnded = (state: BackupState) =>
  outOfTurn(`This backup has ended (${state.status}): nothing can be done to it any more.`);

function evolveBackup(state: BackupState, event: BackupEvent): BackupState {
  switch (event.type) {
    case 'BackupStarted':
      return { status: 'running', workerId: event.data.workerId };
    case 'BackupCompleted': {
      const { root, takenAt, certificate } = event.data;
      return { status: 'completed', root, takenAt, certificate };
    }
    case 'BackupFailed':
      return { status: 'failed', code: event.data.code };
    case 'BackupExpired':
      return { status: 'expired' };
    default:
      return event satisfies never;
  }
}
