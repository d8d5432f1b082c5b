import { Inject, Injectable, type Type } from '@nestjs/common';
import { CommandBus, type Command } from '@nestjs/cqrs';
import type { Requested } from '#jobs';
import { isRefusal, type Refusal } from '#protection';
import { API_PARTS, type ApiParts } from '../api-parts.js';
import { clientError } from '../errors/client-error.js';
import { refused } from '../refusal/refused.js';
import { validInput } from './valid-input.js';

/** What a command of the API leads to: the id of what was started or changed, or why not. */
export type RequestOutcome = Requested | Refusal;

/** The write path waits this long for this node's own read models before it answers. */
const LONGEST_WAIT_MS = 10_000;

/** The one road of every mutation: judge the input, execute the command, wait for the read model, answer. */
@Injectable()
export class RequestFlow {
  constructor(
    private readonly commands: CommandBus,
    @Inject(API_PARTS) private readonly parts: Pick<ApiParts, 'reached' | 'clock'>,
  ) {}

  /**
   * Answers `show(id)` of what the command started or changed, as the read model sees it then, or the refusal
   * as its GraphQL type. Where the read model falls behind, the request stands all the same, and a client error
   * says so.
   */
  async carryOut<Input extends object, Shown>(
    kind: Type<Input>,
    raw: Input,
    command: (input: Input) => Command<RequestOutcome>,
    show: (id: string) => Shown | undefined,
  ) {
    const input = validInput(kind, raw);
    if (isRefusal(input)) return refused(input);
    const outcome = await this.commands.execute(command(input));
    if (isRefusal(outcome)) return refused(outcome);
    if (outcome.position !== undefined) await this.untilReached(outcome.position);
    const shown = show(outcome.id);
    if (shown !== undefined) return shown;
    throw clientError(
      'ReadModelBehind',
      `Accepted as ${outcome.id}; it cannot be shown yet. Ask for it in a moment.`,
    );
  }

  private async untilReached(position: string): Promise<void> {
    const { reached, clock } = this.parts;
    const over = new AbortController();
    const patience = clock.sleep(LONGEST_WAIT_MS, over.signal).catch(() => undefined);
    const arrival = reached(position, over.signal).catch(() => undefined);
    await Promise.race([arrival, patience]);
    over.abort();
  }
}
