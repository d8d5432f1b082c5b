import type { Json, ObjectTypeEntry } from '#catalogue';
import type { QuotaReport } from './quota-report.js';

/** The documented limit that a request counts against. */
export type Lane = ObjectTypeEntry['lane'];

/** `low` leaves a part of the quota to `high`, and lets it go first. */
export type Priority = 'low' | 'high';

/** One request to Microsoft Graph. */
export interface GraphRequest {
  readonly method: 'GET' | 'POST' | 'PATCH' | 'DELETE';
  /** Version, path and query below the service's origin: `/v1.0/users?$top=999`. */
  readonly path: string;
  readonly lane: Lane;
  /** `read`: sending it twice does no harm, so a lost answer may be asked for again. */
  readonly effect: 'read' | 'write';
  readonly body?: Json;
  readonly headers?: Readonly<Record<string, string>>;
  /** Whom Graph throttles first, and who goes first here; `high` where none is given. */
  readonly priority?: Priority;
  /** The requests of a batch: each counts against the quotas by itself. */
  readonly parts?: readonly GraphRequest[];
  /** Asks for a token that was not used before, with the claims that Graph has challenged for. */
  readonly renewToken?: { readonly claims?: string };
}

/** Graph answered, with whatever status. */
export interface Answer {
  readonly reply: 'answered';
  readonly status: number;
  /** `undefined` where the answer has no body, or an error body that is no JSON. */
  readonly body: Json | undefined;
  /** The `Retry-After` header as it came. */
  readonly retryAfter?: string;
  readonly quota?: QuotaReport;
  /** The claims of a challenge, decoded. */
  readonly claims?: string;
}

/** Why no answer could be used. None of these texts comes from outside. */
export type FailureCode =
  'network' | 'timeout' | 'aborted' | 'token' | 'foreignOrigin' | 'unreadableAnswer' | 'answerTooLarge';

/** What became of one request. Only `lost` leaves open whether it took effect. */
export type GraphReply =
  | Answer
  /** Nothing reached Graph. */
  | { readonly reply: 'notSent'; readonly code: FailureCode }
  /** It may have reached Graph, but no usable answer came back. */
  | { readonly reply: 'lost'; readonly code: FailureCode };

/** Sends requests. Never rejects: every failure is a reply. Wrappers of the same shape add retries, pace and batches. */
export interface GraphClient {
  send(request: GraphRequest, signal: AbortSignal): Promise<GraphReply>;
}

/** What a read counts against, and how it wants its answer. */
export interface ReadOptions {
  readonly lane: Lane;
  /**
   * Asks for members that Graph has added to an enumeration later; others are shown them as `unknownFutureValue`.
   * https://learn.microsoft.com/graph/best-practices-concept#handling-future-members-in-evolvable-enumerations
   */
  readonly enumerations?: boolean;
}

/** A reading request. */
export function get(path: string, { lane, enumerations = false }: ReadOptions): GraphRequest {
  const headers = enumerations ? { headers: { Prefer: 'include-unknown-enum-members' } } : {};
  return { method: 'GET', path, lane, effect: 'read', ...headers };
}

/** Whether Graph did what it was asked for. */
export function succeeded(reply: GraphReply): reply is Answer {
  return reply.reply === 'answered' && reply.status >= 200 && reply.status < 300;
}

/** Whether Graph answered with this status. */
export function hasStatus(reply: GraphReply, status: number): reply is Answer {
  return reply.reply === 'answered' && reply.status === status;
}
