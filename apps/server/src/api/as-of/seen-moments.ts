import { Inject, Injectable } from '@nestjs/common';
import type { Moment } from '#projections';
import { API_PARTS, type ApiParts } from '../api-parts.js';
import { clientError } from '../errors/client-error.js';
import { AwaitedPosition } from '../position/awaited-position.js';

/** A moment as a caller names it: exactly one of the two. */
export interface NamedMoment {
  readonly position?: string | null | undefined;
  readonly time?: string | null | undefined;
}

/** Reads the moments that callers name. */
@Injectable()
export class SeenMoments {
  constructor(
    private readonly awaited: AwaitedPosition,
    @Inject(API_PARTS) private readonly parts: Pick<ApiParts, 'clock'>,
  ) {}

  /** A moment that this node has come to, waiting for it where need be; anything else is a client error. */
  async read({ position, time }: NamedMoment, signal: AbortSignal): Promise<Moment> {
    const hasTime = typeof time === 'string';
    if (hasTime && typeof position !== 'string') return { time: this.passed(time) };
    if (hasTime || typeof position !== 'string')
      throw clientError('BAD_USER_INPUT', 'A moment is either a position or a time: give one of them.');
    await this.awaited.atLeast('position', position, signal);
    return { position };
  }

  private passed(time: string): string {
    if (Date.parse(time) <= this.parts.clock.now().getTime()) return time;
    throw clientError('BAD_USER_INPUT', 'time lies in the future. Give a moment that has passed.');
  }
}
