import { expect } from '@jest/globals';
import { fold, type Decider } from './decider.js';
import type { RefusalCode } from './refusal.js';

/** Reads as: given these events, when this is asked, then these events follow, or it is refused. */
export function specificationOf<Command, Event, State>(decider: Decider<Command, Event, State>) {
  return {
    given: (...events: readonly Event[]) => {
      const state = fold(decider, events);
      return {
        state,
        when: (command: Command) => {
          const decision = decider.decide(command, state);
          return {
            then: (...expected: readonly Event[]) => {
              expect(decision).toEqual({ accepted: true, events: expected });
            },
            thenNothing: () => {
              expect(decision).toEqual({ accepted: true, events: [] });
            },
            thenRefused: (code: RefusalCode, details: { readonly runningId?: string } = {}) => {
              expect(decision).toMatchObject({ accepted: false, refusal: { code, ...details } });
            },
          };
        },
      };
    },
  };
}
