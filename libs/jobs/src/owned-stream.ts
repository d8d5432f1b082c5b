import type { Refusal } from '#protection';
import type { Acting } from './acting.js';
import type { Aggregate, DomainEvent, Execution, Loaded } from './aggregate.js';

interface Waiting<Command> {
  readonly command: Command;
  readonly resolve: (refused: Refusal | undefined) => void;
  readonly reject: (error: unknown) => void;
}

/**
 * One job's stream, written by the worker that has taken the job. Keeps the folded state, so that a long job is
 * not read again at each event; when someone else has written (a cancellation, a take-over) it looks again and
 * decides anew, and the decider refuses a worker that is no longer the owner. May be written to by several tasks of
 * the job at once: what is asked while an append is under way is decided in the order asked, and shares the next.
 */
export class OwnedStream<Command, Event extends DomainEvent, State> {
  private readonly waiting: Waiting<Command>[] = [];
  private latest: Promise<void> = Promise.resolve();

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
  write(command: Command): Promise<Refusal | undefined> {
    const { promise, resolve, reject } = Promise.withResolvers<Refusal | undefined>();
    this.waiting.push({ command, resolve, reject });
    void this.alone(() => this.writeWaiting());
    return promise;
  }

  /** Reads what others have written since. */
  lookAgain(): Promise<void> {
    return this.alone(async () => {
      this.loaded = await this.aggregate.load(this.id, this.loaded);
    });
  }

  private alone(work: () => Promise<void>): Promise<void> {
    const turn = this.latest.then(work);
    this.latest = turn.catch(() => undefined);
    return turn;
  }

  private async writeWaiting(): Promise<void> {
    const asked = this.waiting.splice(0);
    try {
      while (asked.length > 0) {
        const commands = asked.map(({ command }) => command);
        const written = await this.aggregate.executeEach(this.id, this.loaded, commands, this.acting);
        if (written === 'conflict') {
          this.loaded = await this.aggregate.load(this.id, this.loaded);
          continue;
        }
        this.loaded = written.loaded;
        asked
          .splice(0, written.results.length)
          .forEach(({ resolve }, index) => resolve(refusalOf(written.results[index])));
      }
    } catch (error) {
      for (const { reject } of asked) reject(error);
    }
  }
}

const refusalOf = (result: Execution<unknown, unknown> | undefined): Refusal | undefined =>
  result?.executed === false ? result.refusal : undefined;
