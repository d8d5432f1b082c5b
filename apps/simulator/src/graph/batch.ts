import { isJsonObject, type Json, type JsonObject } from '#catalogue';
import type { Random } from '#runtime';
import { malformed } from './graph-error.js';
import type { GraphRequest, GraphResponse, Handler, Wrapper } from './message.js';

const REQUESTS_AT_MOST = 20;

interface Inner {
  readonly id: string;
  readonly request: GraphRequest;
  readonly dependsOn: readonly string[];
}

/**
 * Takes `POST /$batch` apart and sends each inner request through the same handler as any other.
 * https://learn.microsoft.com/graph/json-batching
 */
export function batching(random: Random): Wrapper {
  return (next) => async (request) =>
    request.path.toLowerCase() === '/$batch' && request.method === 'POST'
      ? { status: 200, body: { responses: await runBatch(request, next, random) } }
      : next(request);
}

async function runBatch(request: GraphRequest, next: Handler, random: Random): Promise<Json> {
  const answered = new Map<string, GraphResponse>();
  for (const together of inDependencyOrder(readBatch(request)))
    await Promise.all(
      together.map(async (inner) => {
        const failed = inner.dependsOn.some((id) => (answered.get(id)?.status ?? 0) >= 400);
        answered.set(inner.id, failed ? failedDependency(inner) : await next(inner.request));
      }),
    );
  const arrived = [...answered].filter(([, { delivery }]) => delivery === undefined);
  return shuffled(
    arrived.map(([id, response]) => innerResponse(id, response)),
    random,
  );
}

function readBatch({ body, ...outer }: GraphRequest): readonly Inner[] {
  const requests = isJsonObject(body) ? body['requests'] : undefined;
  if (!Array.isArray(requests))
    throw malformed("Invalid batch payload format: the property 'requests' is missing.");
  if (requests.length > REQUESTS_AT_MOST)
    throw malformed(
      `Number of batch request steps exceeds the maximum value ${REQUESTS_AT_MOST}. The batch has ${requests.length}.`,
    );
  const inners = (requests as readonly Json[]).map((item) => readInner(item, outer));
  const ids = new Set(inners.map(({ id }) => id.toLowerCase()));
  if (ids.size < inners.length) throw malformed('The ids of the requests of a batch must be unique.');
  const unknown = inners
    .flatMap(({ dependsOn }) => dependsOn)
    .find((id) => !inners.some((inner) => inner.id === id));
  if (unknown !== undefined) throw malformed(`A request depends on '${unknown}', which is not in the batch.`);
  return inners;
}

function readInner(item: Json, outer: Omit<GraphRequest, 'body'>): Inner {
  if (!isJsonObject(item)) throw malformed('Invalid batch payload format: a request is not an object.');
  const { id, method, url, body } = item;
  if (typeof id !== 'string' || id === '' || typeof method !== 'string' || typeof url !== 'string')
    throw malformed("Invalid batch payload format: each request needs 'id', 'method' and 'url'.");
  const headers = innerHeaders(item);
  if (body !== undefined && headers['content-type'] === undefined)
    throw malformed(`Write request id : ${id} does not contain Content-Type header or body.`);
  const [path = '', query = ''] = split(url.startsWith('/') ? url : `/${url}`, '?');
  if (path.toLowerCase() === '/$batch') throw malformed('A batch cannot hold another batch.');
  const dependsOn = Array.isArray(item['dependsOn']) ? (item['dependsOn'] as readonly Json[]) : [];
  return {
    id,
    dependsOn: dependsOn.filter((other) => typeof other === 'string'),
    request: {
      ...outer,
      method: method.toUpperCase(),
      path,
      query,
      headers: { ...inherited(outer), ...headers },
      body,
    },
  };
}

function innerHeaders(item: JsonObject): Record<string, string> {
  const headers = isJsonObject(item['headers']) ? item['headers'] : {};
  return Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [
      name.toLowerCase(),
      typeof value === 'string' ? value : JSON.stringify(value),
    ]),
  );
}

/** Who calls, and the caller's correlation id, hold for every inner request. */
function inherited({ headers }: Pick<GraphRequest, 'headers'>): Record<string, string> {
  return Object.fromEntries(
    [
      'authorization',
      'client-request-id',
      'user-agent',
      'x-ms-throttle-priority',
      'x-simulator-user',
    ].flatMap((name) => {
      const value = headers[name];
      return value === undefined ? [] : [[name, value]];
    }),
  );
}

/** Requests that run at the same time, each after those it depends on. */
function inDependencyOrder(inners: readonly Inner[]): readonly (readonly Inner[])[] {
  const ordered: (readonly Inner[])[] = [];
  const done = new Set<string>();
  let waiting = [...inners];
  while (waiting.length > 0) {
    const ready = waiting.filter(({ dependsOn }) => dependsOn.every((id) => done.has(id)));
    if (ready.length === 0) throw malformed('The requests of the batch depend on each other in a circle.');
    ordered.push(ready);
    for (const inner of ready) done.add(inner.id);
    waiting = waiting.filter(({ id }) => !done.has(id));
  }
  return ordered;
}

function failedDependency({ dependsOn }: Inner): GraphResponse {
  return {
    status: 424,
    body: {
      error: {
        code: 'FailedDependency',
        message: `A request that this one depends on has failed: ${dependsOn.join(', ')}.`,
      },
    },
  };
}

function innerResponse(id: string, { status, headers, body }: GraphResponse): Json {
  return {
    id,
    status,
    headers: {
      ...headers,
      ...(body === undefined ? {} : { 'Content-Type': headers?.['content-type'] ?? 'application/json' }),
    },
    ...(body === undefined ? {} : { body }),
  };
}

/** Graph promises no order, so clients must not rely on one. */
function shuffled(items: Json[], random: Random): Json {
  for (let index = items.length - 1; index > 0; index -= 1) {
    const other = Math.floor(random.next() * (index + 1));
    const [a = null, b = null] = [items[index], items[other]];
    items[index] = b;
    items[other] = a;
  }
  return items;
}

/** The text before and after the first occurrence of a mark. */
function split(text: string, mark: string): [string, string] {
  const at = text.indexOf(mark);
  return at === -1 ? [text, ''] : [text.slice(0, at), text.slice(at + 1)];
}
