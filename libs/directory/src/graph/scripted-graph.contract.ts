import { isJsonObject, type Json, type JsonObject } from '#catalogue';
import { countedIds, seededRandom, type Clock } from '#runtime';
import type { Directory } from '../directory.js';
import { evenPace, openGraphDirectory, staticTokens, type GraphDirectoryOptions } from './index.js';

/** One request as the scripted service sees it; those of a batch come one by one. */
export interface SeenRequest {
  readonly method: string;
  /** Version, path and query, decoded. */
  readonly path: string;
  readonly body: Json;
  readonly headers: Readonly<Record<string, string>>;
}

/** What the script answers: a reply, or an error that fetch throws. */
export type Scripted =
  | { readonly status: number; readonly body?: Json; readonly headers?: Readonly<Record<string, string>> }
  | Error;

/** Answers a request; `undefined` for what is not in the script. */
export type Script = (request: SeenRequest) => Scripted | undefined;

export const ORIGIN = 'https://graph.example';

/** A clock that sleeps by moving on at once, and remembers how long. */
export class HurriedClock implements Clock {
  readonly slept: number[] = [];
  private current = Date.parse('2026-11-24T00:00:00Z');

  now(): Date {
    return new Date(this.current);
  }

  async sleep(ms: number, signal?: AbortSignal): Promise<void> {
    signal?.throwIfAborted();
    this.slept.push(ms);
    this.current += ms;
    await Promise.resolve();
  }
}

/** A Graph that answers by script, and the directory opened over it. */
export function scriptedGraph(
  script: Script,
  options: Partial<GraphDirectoryOptions> = {},
): {
  readonly directory: Directory;
  readonly seen: SeenRequest[];
  readonly sent: SeenRequest[];
  readonly clock: HurriedClock;
  readonly options: GraphDirectoryOptions;
} {
  const clock = new HurriedClock();
  /** Every request, those inside batches included. */
  const seen: SeenRequest[] = [];
  /** What went over the wire: a batch is one. */
  const sent: SeenRequest[] = [];
  const answer = (request: SeenRequest): Scripted => {
    if (!request.path.endsWith('/$batch')) seen.push(request);
    return (
      script(request) ?? batchAnswer(request, answer) ?? { status: 404, body: graphError('NotScripted') }
    );
  };
  const all: GraphDirectoryOptions = {
    tenantId: 'tenant',
    baseUrl: ORIGIN,
    tokens: staticTokens('token'),
    clock,
    random: seededRandom(1),
    ids: countedIds(),
    pace: evenPace(clock, { conditionalAccess: 0 }),
    fetch: async (input, init) => {
      const url = new URL(input instanceof Request ? input.url : input);
      const request = {
        method: init?.method ?? 'GET',
        path: decodeURIComponent(url.pathname + url.search),
        body: typeof init?.body === 'string' ? (JSON.parse(init.body) as Json) : null,
        headers: Object.fromEntries(new Headers(init?.headers)),
      };
      sent.push(request);
      return toResponse(answer(request));
    },
    ...options,
  };
  return { directory: openGraphDirectory(all), seen, sent, clock, options: all };
}

/** An error body as Graph sends it. */
export function graphError(code: string, message = ''): JsonObject {
  return { error: { code, message } };
}

/** Answers a batch by asking the script for each member; in reverse, since Graph promises no order. */
function batchAnswer(
  { path, body }: SeenRequest,
  answer: (request: SeenRequest) => Scripted,
): Scripted | undefined {
  const requests = isJsonObject(body) ? body['requests'] : undefined;
  if (!path.endsWith('/$batch') || !Array.isArray(requests)) return undefined;
  const version = path.split('/')[1] ?? '';
  const failed = new Set<Json>();
  const responses = (requests as JsonObject[]).map((inner): JsonObject => {
    const id = inner['id'] ?? null;
    const depends = (inner['dependsOn'] ?? []) as readonly Json[];
    const reply = depends.some((other) => failed.has(other))
      ? { status: 424 }
      : answer(innerRequest(version, inner));
    if (reply instanceof Error) throw reply;
    if (reply.status >= 300) failed.add(id);
    return {
      id,
      status: reply.status,
      headers: reply.headers ?? {},
      body: ('body' in reply ? reply.body : null) ?? null,
    };
  });
  return { status: 200, body: { responses: responses.reverse() } };
}

function innerRequest(version: string, inner: JsonObject): SeenRequest {
  return {
    method: textOf(inner['method']),
    path: decodeURIComponent(`/${version}${textOf(inner['url'])}`),
    body: inner['body'] ?? null,
    headers: (inner['headers'] ?? {}) as Record<string, string>,
  };
}

const textOf = (value: Json | undefined): string => (typeof value === 'string' ? value : '');

function toResponse(reply: Scripted): Response {
  if (reply instanceof Error) throw reply;
  const text = reply.body === undefined ? null : JSON.stringify(reply.body);
  return new Response(text, { status: reply.status, headers: reply.headers ?? {} });
}
