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

/** Two writers may meet on one stream; each loser looks again this many times before it gives up. */
const MOST_CONFLICTS = 16;

export interface AggregateOptions<Command, Event extends DomainEvent, State> {
  readonly category: 'tenant' | 'backup' | 'differenceReport' | 'recovery';
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

  async load(id: string): Promise<Loaded<State>> {
    const { decider, toDomain } = this.options;
    let state = decider.initialState;
    let revision: ExpectedRevision = 'noStream';
    let lastEventId: string | undefined;
    for await (const event of this.events(id)) {
      state = decider.evolve(state, toDomain(event));
      revision = event.revision;
      lastEventId = event.id;
    }
    return { state, revision, lastEventId };
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
    const decision = this.options.decider.decide(command, loaded.state);
    if (!decision.accepted) return { result: { executed: false, refusal: decision.refusal }, loaded };
    const { events } = decision;
    if (events.length === 0)
      return { result: { executed: true, state: loaded.state, events, position: undefined }, loaded };
    const stored = events.map((event) => this.toStored(event, acting));
    const appended = await this.options.store.append(this.stream(id), loaded.revision, stored);
    if (!appended.appended) return 'conflict';
    const state = events.reduce((before, event) => this.options.decider.evolve(before, event), loaded.state);
    return {
      result: { executed: true, state, events, position: appended.position },
      loaded: { state, revision: appended.revision, lastEventId: stored.at(-1)?.id },
    };
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
