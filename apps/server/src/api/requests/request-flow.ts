import { Injectable, type Type } from '@nestjs/common';
import { CommandBus, type Command } from '@nestjs/cqrs';
import type { Requested } from '#jobs';
import { isRefusal, type Refusal } from '#protection';
import { clientError } from '../errors/client-error.js';
import { AwaitedPosition } from '../position/awaited-position.js';
import { refused } from '../refusal/refused.js';
import { validInput } from './valid-input.js';

/** What a command of the API leads to: the id of what was started or changed, or why not. */
export type RequestOutcome = Requested | Refusal;

/** The one road of every mutation: judge the input, execute the command, wait for the read model, answer. */
@Injectable()
export class RequestFlow {
  constructor(
    private readonly commands: CommandBus,
    private readonly awaited: AwaitedPosition,
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
    // What is written stands, whatever befalls the read models.
    if (outcome.position !== undefined) await this.awaited.isReached(outcome.position).catch(() => false);
    const shown = show(outcome.id);
    if (shown !== undefined) return shown;
    throw clientError(
      'ReadModelBehind',
      `Accepted as ${outcome.id}; it cannot be shown yet. Ask for it in a moment.`,
    );
  }
}
