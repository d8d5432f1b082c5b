import type { IncomingMessage } from 'node:http';
import { isIP } from 'node:net';
import type { Ids } from '#runtime';

export const CORRELATION_HEADER = 'x-correlation-id';

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/**
 * The address that a request came from: the peer's own, or, behind `trustedProxies` proxies of ours, what the
 * outermost of them wrote into X-Forwarded-For. What the caller wrote there itself is never believed.
 */
export function addressOf(request: IncomingMessage, trustedProxies: number): string {
  const peer = request.socket.remoteAddress ?? 'unknown';
  if (trustedProxies === 0) return peer;
  const forwarded = [request.headers['x-forwarded-for'] ?? []].flat().join(',').split(',');
  const address = forwarded.at(-trustedProxies)?.trim() ?? '';
  return isIP(address) === 0 ? peer : address;
}

/** The caller's own correlation id where it is a UUID, else a new one. */
export function correlationIdOf(request: IncomingMessage, ids: Ids): string {
  const given = request.headers[CORRELATION_HEADER];
  return typeof given === 'string' && UUID.test(given) ? given.toLowerCase() : ids.next();
}

/** The token of an `Authorization: Bearer …` header. */
export function bearerToken(header: unknown): string | undefined {
  return typeof header === 'string' ? /^Bearer +([^\s]+)$/i.exec(header)?.[1] : undefined;
}
