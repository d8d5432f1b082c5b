import type { Json } from '#catalogue';
import type { Ids } from '#runtime';
import type { TokenSource } from '../tokens/token-source.js';
import { guardDeletion } from './deletion-guard.js';
import { failureOf } from './fetch-failure.js';
import type { GraphClient, GraphReply, GraphRequest } from './graph-request.js';
import { priorityHeader } from './priority.js';
import { quotaReport } from './quota-report.js';

export interface FetchOptions {
  /** Scheme and host of the service: nothing is ever sent elsewhere. */
  readonly origin: string;
  readonly tokens: TokenSource;
  /** Of the application that may write; nothing but writes is sent with them. */
  readonly writeTokens?: TokenSource | undefined;
  readonly ids: Ids;
  readonly fetch: typeof fetch;
  /** A request that has no answer by then is given up. */
  readonly longestRequestMs: number;
}

/** A page of 999 objects is about 1 MB: nothing honest comes near this. */
const LARGEST_ANSWER_BYTES = 64 * 2 ** 20;

/** Sends each request once, over fetch, with a bearer token. Redirects are answers, never followed. */
export function overFetch(options: FetchOptions): GraphClient {
  return {
    async send(request, signal) {
      guardDeletion(request);
      const url = new URL(request.path, options.origin);
      if (url.origin !== options.origin) return { reply: 'notSent', code: 'foreignOrigin' };
      const token = await tokenFor(options, request);
      if (token === undefined) return { reply: 'notSent', code: 'token' };
      if (signal.aborted) return { reply: 'notSent', code: 'aborted' };
      const deadline = AbortSignal.timeout(options.longestRequestMs);
      try {
        const response = await options.fetch(url, {
          method: request.method,
          redirect: 'manual',
          headers: headersOf(request, token, options.ids.next()),
          signal: AbortSignal.any([signal, deadline]),
          ...(request.body !== undefined && { body: JSON.stringify(request.body) }),
        });
        return await replyOf(response);
      } catch (error) {
        return failureOf(error, { aborted: signal.aborted, timedOut: deadline.aborted });
      }
    },
  };
}

async function tokenFor(
  { tokens: readTokens, writeTokens }: FetchOptions,
  { effect, renewToken }: GraphRequest,
): Promise<string | undefined> {
  const tokens = effect === 'write' ? (writeTokens ?? readTokens) : readTokens;
  try {
    return await (renewToken ? tokens.token({ forceRefresh: true, ...renewToken }) : tokens.token());
  } catch {
    return undefined;
  }
}

function headersOf(request: GraphRequest, token: string, requestId: string): Record<string, string> {
  return {
    ...request.headers,
    ...priorityHeader(request),
    Authorization: `Bearer ${token}`,
    Accept: 'application/json',
    'Accept-Encoding': 'gzip',
    'client-request-id': requestId,
    ...(request.body !== undefined && { 'Content-Type': 'application/json' }),
  };
}

async function replyOf(response: Response): Promise<GraphReply> {
  const text = await boundedText(response);
  if (text === undefined) return { reply: 'lost', code: 'answerTooLarge' };
  const body = parsed(text);
  if (response.ok && text !== '' && body === undefined) return { reply: 'lost', code: 'unreadableAnswer' };
  const retryAfter = response.headers.get('Retry-After');
  const quota = quotaReport((name) => response.headers.get(name) ?? undefined);
  const claims = claimsOf(response.headers.get('WWW-Authenticate'));
  return {
    reply: 'answered',
    status: response.status,
    body,
    ...(retryAfter !== null && { retryAfter }),
    ...(quota && { quota }),
    ...(claims !== undefined && { claims }),
  };
}

async function boundedText(response: Response): Promise<string | undefined> {
  if (response.body === null) return '';
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of response.body as AsyncIterable<Uint8Array>) {
    bytes += chunk.byteLength;
    if (bytes > LARGEST_ANSWER_BYTES) return undefined;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

function parsed(text: string): Json | undefined {
  try {
    return text === '' ? undefined : (JSON.parse(text) as Json);
  } catch {
    return undefined;
  }
}

/** The claims of a continuous access evaluation challenge, which come in base64. */
function claimsOf(challenge: string | null): string | undefined {
  const encoded = /claims="([A-Za-z0-9+/_=-]+)"/.exec(challenge ?? '')?.[1];
  return encoded === undefined ? undefined : Buffer.from(encoded, 'base64').toString('utf8');
}
