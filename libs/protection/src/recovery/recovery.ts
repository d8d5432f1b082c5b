import type { Decider } from '../decider.js';
import { decideRecovery } from './decide-recovery.js';
import type { RecoveryCommand } from './recovery-commands.js';
import type { RecoveryEvent } from './recovery-events.js';
import { evolveRecovery, initialRecoveryState, type RecoveryState } from './recovery-state.js';

/** A recovery: worked on by one worker at a time, step by step, each step's intent and outcome recorded. */
export const recoveryDecider: Decider<RecoveryCommand, RecoveryEvent, RecoveryState> = {
  initialState: initialRecoveryState,
  decide: decideRecovery,
  evolve: evolveRecovery,
};
