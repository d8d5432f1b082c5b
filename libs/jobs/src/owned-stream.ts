import type { Refusal } from '#protection';
import type { Acting } from './acting.js';
import type { Aggregate, DomainEvent, Loaded } from './aggregate.js';

/**
 * One job's stream, written by the worker that has taken the job. Keeps the folded state, so that a long job is
 * not read again at each event; when someone else has written (a cancellation, a take-over) it looks again and
 * decides anew, and the decider refuses a worker that is no longer the owner.
 */
export class OwnedStream<Command, Event extends DomainEvent, State> {
  private constructor(
    private readonly aggregate: Aggregate<Command, Event, State>,
    private readonly id: string,
    private readonly acting: Acting,
    private loaded: Loaded<State>,
  ) {}

  static async open<Command, Event extends DomainEvent, State>(
    aggregate: Aggregate<Command, Event, State>,
    id: string,
    acting: Acting,
  ): Promise<OwnedStream<Command, Event, State>> {
    return new OwnedStream(aggregate, id, acting, await aggregate.load(id));
  }

  get state(): State {
    return this.loaded.state;
  }

  /** Decides and stores; answers why not when refused. */
  async write(command: Command): Promise<Refusal | undefined> {
    for (;;) {
      const written = await this.aggregate.executeOn(this.id, this.loaded, command, this.acting);
      if (written === 'conflict') {
        this.loaded = await this.aggregate.load(this.id);
        continue;
      }
      this.loaded = written.loaded;
      return written.result.executed ? undefined : written.result.refusal;
    }
  }
}
