import { refusal, type Refusal } from './refusal.js';

/** A worker wrote to what another worker has taken over: it must stop. */
export const noLongerOwner = (workerId: string): Refusal =>
  refusal(
    'NoLongerOwner',
    `Worker ${workerId} no longer owns this work: another has taken it over. Stop working on it.`,
  );

/** A worker's step or end does not fit the state that the work is in. */
export const outOfTurn = (message: string): Refusal => refusal('OutOfTurn', message);
