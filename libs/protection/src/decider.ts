import type { Refusal } from './refusal.js';

/** What a decision answers: the events that follow (none where all is as asked already), or why not. */
export type Decision<Event> =
  | { readonly accepted: true; readonly events: readonly Event[] }
  | { readonly accepted: false; readonly refusal: Refusal };

/** An aggregate as two pure functions over plain data. */
export interface Decider<Command, Event, State> {
  readonly initialState: State;
  /** What follows from `command` in `state`. Takes time and ids from the command, never from the machine. */
  decide(command: Command, state: State): Decision<Event>;
  /** The state after `event`. */
  evolve(state: State, event: Event): State;
}

/** The command is granted, with these events. */
export const accept = <Event>(...events: readonly Event[]): Decision<Event> => ({ accepted: true, events });

/** The command is refused, and nothing happens. */
export const refuse = (refusal: Refusal): { readonly accepted: false; readonly refusal: Refusal } => ({
  accepted: false,
  refusal,
});

/** The member of a union of commands or events that bears this type. */
export type OfType<Union extends { readonly type: string }, Type extends Union['type']> = Extract<
  Union,
  { readonly type: Type }
>;

/** The state after all `events`, in order, from the beginning or from `state`. */
export function fold<Command, Event, State>(
  decider: Decider<Command, Event, State>,
  events: Iterable<Event>,
  state: State = decider.initialState,
): State {
  let folded = state;
  for (const event of events) folded = decider.evolve(folded, event);
  return folded;
}
