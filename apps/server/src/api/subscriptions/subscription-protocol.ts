import { Inject, Injectable } from '@nestjs/common';
import { GraphQLSchemaHost } from '@nestjs/graphql';
import type { GraphQLError, GraphQLFormattedError } from 'graphql';
import { CloseCode, type Context, type ServerOptions } from 'graphql-ws';
import type { IncomingMessage } from 'node:http';
import type { WebSocket } from 'ws';
import type { ApiContext, Caller } from '../access/caller.js';
import { API_PARTS, type ApiParts } from '../api-parts.js';
import { clientError } from '../errors/client-error.js';
import { isUnexpected, logUnexpected, maskedError } from '../errors/unexpected-errors.js';
import { tellOfSubscription } from '../../tracing/tell-of-subscription.js';
import { ConnectionAccess, type Admitted } from './connection-access.js';
import { prepareSubscription } from './prepare-subscription.js';

/** How long a new connection may stay without its first message; then it is closed with 4408. */
const LONGEST_SILENCE_MS = 3_000;
const MOST_SUBSCRIPTIONS = 20;
const LONGEST_TIMER_MS = 2 ** 31 - 1;
/** As graphql-transport-ws has it: Unauthorized. */
const TOKEN_EXPIRED = 4401;

/** What is kept with a connection: where it came from and, once that is known, who opened it. */
export interface Connection {
  readonly socket: WebSocket;
  readonly request: IncomingMessage;
  /** Aborts when the connection is closed. */
  readonly closed: AbortSignal;
  caller?: Caller;
}

type ConnectionContext = Context<Record<string, unknown> | undefined, Connection>;

/** What the server does at each step of graphql-transport-ws. */
@Injectable()
export class SubscriptionProtocol {
  constructor(
    private readonly schemas: GraphQLSchemaHost,
    private readonly access: ConnectionAccess,
    @Inject(API_PARTS)
    private readonly parts: Pick<ApiParts, 'clock' | 'log' | 'onRightsChanged' | 'callerRate'>,
  ) {}

  /** The callbacks by which graphql-ws asks. */
  options(): ServerOptions<Record<string, unknown> | undefined, Connection> {
    return {
      connectionInitWaitTimeout: LONGEST_SILENCE_MS,
      onConnect: (connection) => this.admit(connection),
      onSubscribe: async (connection, _id, payload) => {
        if (Object.keys(connection.subscriptions).length > MOST_SUBSCRIPTIONS)
          return [tooManySubscriptions()];
        const wait = await this.parts.callerRate.secondsToWait(callerOf(connection).principal);
        if (wait !== undefined) return [tooManyRequests(wait)];
        const caller = callerOf(connection);
        const contextValue: ApiContext = { caller, signal: connection.extra.closed };
        const prepared = prepareSubscription(this.schemas.schema, payload, contextValue);
        if ('document' in prepared) tellOfSubscription(prepared, caller.correlationId);
        return prepared;
      },
      onNext: (connection, _id, _payload, _args, result) => {
        if (result.errors === undefined) return;
        const { data } = result;
        return { ...(data !== undefined && { data }), errors: this.shown(connection, result.errors) };
      },
      onError: (connection, _id, _payload, errors) => this.shown(connection, errors),
    };
  }

  /** Lets a caller with a valid token in, until it expires; the connection of any other is closed with 4403. */
  private async admit({ extra, connectionParams }: ConnectionContext): Promise<boolean> {
    const admitted = await this.access.callerOf(extra.request, connectionParams);
    if (admitted === undefined) return false;
    extra.caller = admitted.caller;
    this.closeAtWithdrawal(extra, admitted);
    // The rights may have changed while the token was being judged, before anyone listened.
    if (!(await this.access.isUnchanged(admitted))) return false;
    void this.closeAtExpiry(extra, admitted.caller.principal.expiresAt);
    return true;
  }

  /** Cuts the connection as soon as its caller may do less or other than when it was let in. */
  private closeAtWithdrawal({ socket }: Connection, admitted: Admitted): void {
    if (socket.readyState !== socket.OPEN) return;
    const forget = this.parts.onRightsChanged(() => {
      void this.access.isUnchanged(admitted).then((unchanged) => {
        if (unchanged) return;
        const { correlationId } = admitted.caller;
        this.parts.log.warn({ correlationId }, 'A connection was cut: its caller’s rights have changed.');
        socket.close(CloseCode.Forbidden, 'The rights have changed');
      });
    });
    socket.once('close', forget);
  }

  private async closeAtExpiry({ socket }: Connection, expiresAt: Date): Promise<void> {
    const { clock } = this.parts;
    if (socket.readyState !== socket.OPEN) return;
    const closed = new AbortController();
    socket.once('close', () => closed.abort());
    const left = Math.min(expiresAt.getTime() - clock.now().getTime(), LONGEST_TIMER_MS);
    try {
      await clock.sleep(left, closed.signal);
      socket.close(TOKEN_EXPIRED, 'The token has expired');
    } catch (error) {
      if (!closed.signal.aborted) throw error;
    }
  }

  private shown(connection: ConnectionContext, errors: readonly GraphQLError[]): GraphQLFormattedError[] {
    const { correlationId } = callerOf(connection);
    return errors.map((error) => {
      if (!isUnexpected(error)) return error.toJSON();
      logUnexpected(this.parts.log, error, correlationId);
      return maskedError(correlationId);
    });
  }
}

function callerOf({ extra: { caller } }: ConnectionContext): Caller {
  if (caller === undefined) throw new Error('A connection has passed without authentication.');
  return caller;
}

const tooManySubscriptions = (): GraphQLError =>
  clientError(
    'TooManySubscriptions',
    `A connection carries at most ${MOST_SUBSCRIPTIONS} subscriptions at a time.`,
  );

const tooManyRequests = (seconds: number): GraphQLError =>
  clientError('TooManyRequests', `You have asked too often. Ask again in ${seconds} s.`);
