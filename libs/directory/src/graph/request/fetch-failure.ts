import { types } from 'node:util';
import type { GraphReply } from './graph-request.js';

/** Codes that arise only while the connection is being made, before any byte of the request has left. */
const BEFORE_SENDING = new Set([
  'ECONNREFUSED',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'EADDRNOTAVAIL',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EAI_FAIL',
  'UND_ERR_CONNECT_TIMEOUT',
  'CERT_HAS_EXPIRED',
  'CERT_NOT_YET_VALID',
  'DEPTH_ZERO_SELF_SIGNED_CERT',
  'SELF_SIGNED_CERT_IN_CHAIN',
  'UNABLE_TO_GET_ISSUER_CERT',
  'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
  'ERR_TLS_CERT_ALTNAME_INVALID',
]);

/** Tells a request that surely never left from one whose fate is open. */
export function failureOf(
  error: unknown,
  { aborted, timedOut }: { readonly aborted: boolean; readonly timedOut: boolean },
): GraphReply {
  if (neverSent(error)) return { reply: 'notSent', code: 'network' };
  return { reply: 'lost', code: aborted ? 'aborted' : timedOut ? 'timeout' : 'network' };
}

/** fetch wraps the cause; a host with several addresses gives one error for each of them. */
function neverSent(error: unknown): boolean {
  if (!types.isNativeError(error)) return false;
  if ('code' in error && typeof error.code === 'string' && BEFORE_SENDING.has(error.code)) return true;
  if ('syscall' in error && error.syscall === 'connect') return true;
  if ('errors' in error && Array.isArray(error.errors) && error.errors.length > 0)
    return error.errors.every(neverSent);
  return neverSent(error.cause);
}
