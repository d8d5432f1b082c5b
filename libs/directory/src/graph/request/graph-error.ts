import { isJsonObject, type Json } from '#catalogue';
import type { GraphReply } from './graph-request.js';

/** The parts of Graph's error body that decisions need. `message` may hold directory values: match it, never show it. */
export interface GraphError {
  /** Graph's code, or `http<status>` where it sent none. */
  readonly code: string;
  readonly message: string;
  /** The properties that `details` name. */
  readonly targets: readonly string[];
}

const CODE = /^[A-Za-z][A-Za-z0-9_.-]{0,79}$/;

/** Reads the error out of an answer, or `undefined` where the reply is none. https://learn.microsoft.com/graph/errors */
export function graphError(reply: GraphReply): GraphError | undefined {
  if (reply.reply !== 'answered' || reply.status < 300) return undefined;
  const error = isJsonObject(reply.body) ? reply.body['error'] : undefined;
  const code = isJsonObject(error) ? text(error['code']) : '';
  return {
    code: CODE.test(code) ? code : `http${reply.status}`,
    message: isJsonObject(error) ? text(error['message']) : '',
    targets: isJsonObject(error) ? detailTargets(error['details']) : [],
  };
}

/** Whether two writers met at one object: the write had no effect and may be sent again. */
export function isConcurrencyViolation(reply: GraphReply): boolean {
  return graphError(reply)?.code === 'Directory_ConcurrencyViolation';
}

/**
 * Whether Graph turned the request away before doing anything: throttled, overloaded with a time to come back,
 * beaten by a parallel writer, or its predecessor in a batch failed.
 */
export function isTurnedAway(reply: GraphReply): boolean {
  if (reply.reply !== 'answered') return reply.reply === 'notSent';
  if (reply.status === 429 || reply.status === 424) return true;
  return (reply.status === 503 && reply.retryAfter !== undefined) || isConcurrencyViolation(reply);
}

function detailTargets(details: Json | undefined): readonly string[] {
  if (!Array.isArray(details)) return [];
  return (details as readonly Json[])
    .map((detail) => (isJsonObject(detail) ? text(detail['target']) : ''))
    .filter((target) => target !== '');
}

const text = (value: Json | undefined): string => (typeof value === 'string' ? value : '');
