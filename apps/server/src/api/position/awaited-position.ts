import { Inject, Injectable } from '@nestjs/common';
import { InvalidPosition } from '#event-store';
import { API_PARTS, type ApiParts } from '../api-parts.js';
import { clientError } from '../errors/client-error.js';

/** Nobody waits longer than this for this node's read models. */
const LONGEST_WAIT_MS = 10_000;
const LONGEST_POSITION = 100;

/** Waits until this node's read models have come to a place in the log, so that a client reads its own writes. */
@Injectable()
export class AwaitedPosition {
  constructor(@Inject(API_PARTS) private readonly parts: Pick<ApiParts, 'reached' | 'clock'>) {}

  /** Answers whether the read models have come to `position` within 10 s. Rejects with `InvalidPosition`. */
  async isReached(position: string, signal?: AbortSignal): Promise<boolean> {
    const { reached, clock } = this.parts;
    const over = new AbortController();
    const enough = signal ? AbortSignal.any([over.signal, signal]) : over.signal;
    try {
      return await Promise.race([
        reached(position, enough).then(() => true),
        clock.sleep(LONGEST_WAIT_MS, enough).then(() => false),
      ]);
    } catch (error) {
      if (signal?.aborted === true) return false;
      throw error;
    } finally {
      over.abort();
    }
  }

  /**
   * Waits for what `argument` of a query names. A client error where it is no position, and where the read models
   * have not come to it in time; nothing to wait for where it is left out.
   */
  async atLeast(argument: string, position: string | null | undefined, signal: AbortSignal): Promise<void> {
    if (position === null || position === undefined) return;
    if (!(await this.isReadable(argument, position, signal)))
      throw clientError(
        'ReadModelBehind',
        `This node has not come to ${argument} within ${LONGEST_WAIT_MS / 1_000} s. Ask again in a moment.`,
      );
  }

  private async isReadable(argument: string, position: string, signal: AbortSignal): Promise<boolean> {
    if (position === '' || position.length > LONGEST_POSITION) throw noPosition(argument);
    try {
      return await this.isReached(position, signal);
    } catch (error) {
      if (error instanceof InvalidPosition) throw noPosition(argument);
      throw error;
    }
  }
}

const noPosition = (argument: string) =>
  clientError('BAD_USER_INPUT', `${argument} is not a position of this log. Take it from a position field.`);
