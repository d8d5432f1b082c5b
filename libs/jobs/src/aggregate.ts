import type { EventStore, ExpectedRevision, NewEvent, Position, RecordedEvent } from '#event-store';
import { currentVersion, type Decider, type EventType, type Refusal } from '#protection';
import type { Clock, Ids } from '#runtime';
import type { Acting } from './acting.js';

/** An event of the domain: its type, and its data as plain JSON. */
export interface DomainEvent {
  readonly type: EventType;
  readonly data: object;
}

/** An aggregate as it stands after its last event. */
export interface Loaded<State> {
  readonly state: State;
  readonly revision: ExpectedRevision;
  /** The last event, for causation. */
  readonly lastEventId: string | undefined;
}

/** What a command led to: the state after it and the position of its last event (if it had any). */
export interface Executed<Event, State> {
  readonly executed: true;
  readonly state: State;
  readonly events: readonly Event[];
  readonly position: Position | undefined;
}

export type Execution<Event, State> =
  Executed<Event, State> | { readonly executed: false; readonly refusal: Refusal };

/** A command that has been decided and not stored yet. */
interface Decided<Event, State> {
  readonly state: State;
  readonly events: readonly Event[];
  readonly refusal: Refusal | undefined;
}

/** So many events go into one append when several commands share it: far less than the mebibyte that it may have. */
const MOST_EVENTS = 500;

/** Two writers may meet on one stream; each loser looks again this many times before it gives up. */
const MOST_CONFLICTS = 16;

export interface AggregateOptions<Command, Event extends DomainEvent, State> {
  readonly category: 'tenant' | 'backup' | 'differenceReport' | 'recovery' | 'alarm';
  readonly decider: Decider<Command, Event, State>;
  readonly store: EventStore;
  readonly clock: Clock;
  readonly ids: Ids;
  /** Narrows a stored event to the domain's own; throws where it cannot be known what it means. */
  readonly toDomain: (event: RecordedEvent) => Event;
}

/** Loads a stream, decides, appends at the revision it has read: the one way in which anything is decided. */
export class Aggregate<Command, Event extends DomainEvent, State> {
  constructor(private readonly options: AggregateOptions<Command, Event, State>) {}

  stream(id: string): string {
    return `${this.options.category}-${id}`;
  }

  /** The stream's events as they are stored. */
  events(id: string): AsyncIterable<RecordedEvent> {
    return this.options.store.readStream(this.stream(id));
  }

  /** The stream as it stands now; where it was loaded before, only what has come since is read. */
  async load(id: string, before?: Loaded<State>): Promise<Loaded<State>> {
    const { decider, store, toDomain } = this.options;
    let loaded: Loaded<State> = before ?? {
      state: decider.initialState,
      revision: 'noStream',
      lastEventId: undefined,
    };
    const from = loaded.revision === 'noStream' ? 0 : loaded.revision + 1;
    for await (const event of store.readStream(this.stream(id), from)) {
      const state = decider.evolve(loaded.state, toDomain(event));
      loaded = { state, revision: event.revision, lastEventId: event.id };
    }
    return loaded;
  }

  /**
   * Decides `command` on the stream's present state and stores what follows. A writer that was faster makes
   * it look again; a refusal stores nothing.
   */
  async execute(id: string, command: Command, acting: Acting): Promise<Execution<Event, State>> {
    for (let attempt = 0; attempt < MOST_CONFLICTS; attempt += 1) {
      const execution = await this.executeOn(id, await this.load(id), command, acting);
      if (execution !== 'conflict') return execution.result;
    }
    throw new Error(`Stream ${this.stream(id)} is written to by too many at once.`);
  }

  /** Decides on a state that the caller holds; answers `conflict` when the stream has moved on since. */
  async executeOn(
    id: string,
    loaded: Loaded<State>,
    command: Command,
    acting: Acting,
  ): Promise<{ readonly result: Execution<Event, State>; readonly loaded: Loaded<State> } | 'conflict'> {
    const executed = await this.executeEach(id, loaded, [command], acting);
    if (executed === 'conflict') return executed;
    const [result] = executed.results;
    if (result === undefined) throw new Error('A command has been given no result.');
    return { result, loaded: executed.loaded };
  }

  /**
   * Decides the commands one after another, each on the state that the one before has led to, and stores all that
   * follows by one append. Answers the results of as many of them, and at least one, as one append may hold.
   */
  async executeEach(
    id: string,
    loaded: Loaded<State>,
    commands: readonly Command[],
    acting: Acting,
  ): Promise<
    { readonly results: readonly Execution<Event, State>[]; readonly loaded: Loaded<State> } | 'conflict'
  > {
    const { state, decided } = this.decideEach(loaded.state, commands);
    const stored = decided.flatMap(({ events }) => events.map((event) => this.toStored(event, acting)));
    if (stored.length === 0)
      return { results: decided.map((each) => resultOf(each, undefined)), loaded: { ...loaded, state } };
    const appended = await this.options.store.append(this.stream(id), loaded.revision, stored);
    if (!appended.appended) return 'conflict';
    return {
      results: decided.map((each) =>
        resultOf(each, each.events.length === 0 ? undefined : appended.position),
      ),
      loaded: { state, revision: appended.revision, lastEventId: stored.at(-1)?.id },
    };
  }

  private decideEach(
    before: State,
    commands: readonly Command[],
  ): { readonly state: State; readonly decided: readonly Decided<Event, State>[] } {
    const { decider } = this.options;
    const decided: Decided<Event, State>[] = [];
    let state = before;
    let count = 0;
    for (const command of commands) {
      const decision = decider.decide(command, state);
      const events = decision.accepted ? decision.events : [];
      if (decided.length > 0 && count + events.length > MOST_EVENTS) break;
      count += events.length;
      state = events.reduce((folded, event) => decider.evolve(folded, event), state);
      decided.push({ state, events, refusal: decision.accepted ? undefined : decision.refusal });
    }
    return { state, decided };
  }

  private toStored(event: Event, acting: Acting): NewEvent {
    return {
      id: this.options.ids.next(),
      type: event.type,
      data: { ...event.data },
      metadata: {
        ...acting,
        at: this.options.clock.now().toISOString(),
        schemaVersion: currentVersion(event.type),
      },
    };
  }
}

function resultOf<Event, State>(
  { state, events, refusal }: Decided<Event, State>,
  position: Position | undefined,
): Execution<Event, State> {
  return refusal === undefined ? { executed: true, state, events, position } : { executed: false, refusal };
}
