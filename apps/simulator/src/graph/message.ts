import type { Json } from '#catalogue';
import type { GraphError } from './graph-error.js';

export type GraphVersion = 'v1.0' | 'beta';

/** One request to Graph, whether it came over HTTP or inside a batch. */
export interface GraphRequest {
  /** In upper case. */
  readonly method: string;
  readonly version: GraphVersion;
  /** Below the version, with its leading slash, still percent-encoded, without the query. */
  readonly path: string;
  /** Without the question mark. */
  readonly query: string;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Json | undefined;
  /** Why the request cannot be understood; the caller is told once it is known who it is. */
  readonly problem?: GraphError;
  /** Scheme, host and port that the client used: links in answers begin with it. */
  readonly origin: string;
}

/** The answer. `body` is JSON, or plain text where it is a string; `undefined` for none. */
export interface GraphResponse {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: Json;
  /**
   * What becomes of the answer on its way: `lost` closes the connection instead, `cut` closes it in the middle of the
   * answer. Within a batch such an answer is missing. By default it arrives.
   */
  readonly delivery?: 'lost' | 'cut';
}

/** Answers requests. */
export type Handler = (request: GraphRequest) => Promise<GraphResponse>;

/** Adds a behaviour around a handler: permissions, throttling, replication lag, faults, audit records. */
export type Wrapper = (next: Handler) => Handler;

/** The service root that links and contexts of an answer begin with. */
export function serviceRoot(request: GraphRequest): string {
  return `${request.origin}/${request.version}`;
}
