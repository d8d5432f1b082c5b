import { Inject, Injectable } from '@nestjs/common';
import type { IncomingMessage } from 'node:http';
import { isTokenRefusal, type Principal } from '#access';
import type { Caller } from '../access/caller.js';
import { addressOf, bearerToken, correlationIdOf } from '../access/request-origin.js';
import { API_PARTS, type ApiParts } from '../api-parts.js';

/** Who may open a WebSocket connection, from which web pages. */
@Injectable()
export class ConnectionAccess {
  constructor(
    @Inject(API_PARTS)
    private readonly parts: Pick<ApiParts, 'validateToken' | 'ids' | 'log' | 'settings'>,
  ) {}

  /** Programs send no Origin; a browser always does, and only pages of the allowed origins may connect. */
  allowsOrigin({ headers: { origin } }: IncomingMessage): boolean {
    return origin === undefined || this.parts.settings.allowedOrigins.includes(origin);
  }

  /**
   * The caller, by the token of the connection's first message or, for clients that can set headers, of the
   * upgrade request. `undefined` where no valid token came.
   */
  async callerOf(request: IncomingMessage, connectionParams: unknown): Promise<Admitted | undefined> {
    const { validateToken, ids, log, settings } = this.parts;
    const from = addressOf(request, settings.trustedProxies);
    const correlationId = correlationIdOf(request, ids);
    const token = bearerToken(authorizationIn(connectionParams) ?? request.headers.authorization);
    if (token === undefined) return undefined;
    const principal = await validateToken(token);
    if (!isTokenRefusal(principal)) return { caller: { principal, from, correlationId }, token };
    log.warn({ code: principal.code, from, correlationId }, 'A token was refused.');
    return undefined;
  }

  /** Whether the token still gives its caller exactly what it gave at first. What cannot be judged does not. */
  async isUnchanged({ caller, token }: Admitted): Promise<boolean> {
    const now = await this.parts.validateToken(token).catch((): undefined => undefined);
    return now !== undefined && !isTokenRefusal(now) && rightsIn(now) === rightsIn(caller.principal);
  }
}

/** Who was let in, and by which token. */
export interface Admitted {
  readonly caller: Caller;
  readonly token: string;
}

const rightsIn = ({ roles, typesByRole = {} }: Principal): string =>
  JSON.stringify(roles.toSorted().map((role) => [role, typesByRole[role]]));

/** The names under which GraphQL clients send a token. */
const PARAMETERS = ['authorization', 'Authorization', 'authToken'];

function authorizationIn(parameters: unknown): unknown {
  if (typeof parameters !== 'object' || parameters === null) return undefined;
  const given = new Map<string, unknown>(Object.entries(parameters));
  return PARAMETERS.map((name) => given.get(name)).find((value) => value !== undefined);
}
