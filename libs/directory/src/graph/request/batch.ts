import { isJsonObject, type Json, type JsonObject } from '#catalogue';
import { guardDeletion } from './deletion-guard.js';
import { hasStatus, type GraphClient, type GraphReply, type GraphRequest } from './graph-request.js';
import { priorityHeader } from './priority.js';
import { quotaReport } from './quota-report.js';

/** Graph takes no more in one batch. https://learn.microsoft.com/graph/json-batching */
export const LARGEST_BATCH = 20;

/**
 * Sends up to 20 requests of one API version as one batch and answers one reply each, in order. `inOrder`
 * chains them: each waits for the one before, and answers 424 when that one failed.
 */
export async function sendBatch(
  client: GraphClient,
  requests: readonly GraphRequest[],
  { inOrder, signal }: { readonly inOrder: boolean; readonly signal: AbortSignal },
): Promise<readonly GraphReply[]> {
  const [first] = requests;
  if (first === undefined) return [];
  requests.forEach(guardDeletion);
  const renewed = requests.find((request) => request.renewToken)?.renewToken;
  const outer = await client.send(
    {
      method: 'POST',
      path: `/${versionOf(first)}/$batch`,
      lane: first.lane,
      effect: requests.every((request) => request.effect === 'read') ? 'read' : 'write',
      body: { requests: requests.map((request, index) => innerRequest(request, index, inOrder)) },
      parts: requests,
      ...(first.priority && { priority: first.priority }),
      ...(renewed && { renewToken: renewed }),
    },
    signal,
  );
  return repliesToParts(requests, outer);
}

/** One reply to each request of a batch, in order: the batch's own where it was not carried out as a batch. */
export function repliesToParts(parts: readonly GraphRequest[], outer: GraphReply): readonly GraphReply[] {
  if (!hasStatus(outer, 200)) return parts.map(() => outer);
  const answers = answersById(outer.body);
  return parts.map((_, index) => innerReply(answers.get(idOf(index)) ?? []));
}

/** The API version that a path begins with; a batch cannot mix them. */
export function versionOf(request: GraphRequest): string {
  return request.path.split('/')[1] ?? '';
}

const idOf = (index: number): string => String(index + 1);

function innerRequest(request: GraphRequest, index: number, inOrder: boolean): JsonObject {
  const headers = {
    ...request.headers,
    ...priorityHeader(request),
    ...(request.body !== undefined && { 'Content-Type': 'application/json' }),
  };
  return {
    id: idOf(index),
    method: request.method,
    url: request.path.slice(versionOf(request).length + 1),
    ...(Object.keys(headers).length > 0 && { headers }),
    ...(request.body !== undefined && { body: request.body }),
    ...(inOrder && index > 0 && { dependsOn: [idOf(index - 1)] }),
  };
}

function answersById(body: Json | undefined): Map<string, JsonObject[]> {
  const responses = isJsonObject(body) ? body['responses'] : undefined;
  const byId = new Map<string, JsonObject[]>();
  if (!Array.isArray(responses)) return byId;
  for (const response of responses as readonly Json[]) {
    if (!isJsonObject(response) || typeof response['id'] !== 'string') continue;
    byId.set(response['id'], [...(byId.get(response['id']) ?? []), response]);
  }
  return byId;
}

/** A missing answer and two answers to one request are alike: what happened is not known. */
function innerReply(answers: readonly JsonObject[]): GraphReply {
  const [answer, ...others] = answers;
  const status = answer?.['status'];
  if (answer === undefined || others.length > 0 || typeof status !== 'number')
    return { reply: 'lost', code: 'unreadableAnswer' };
  const retryAfter = header(answer['headers'], 'retry-after');
  const quota = quotaReport((name) => header(answer['headers'], name));
  return {
    reply: 'answered',
    status,
    body: answer['body'] ?? undefined,
    ...(retryAfter !== undefined && { retryAfter }),
    ...(quota && { quota }),
  };
}

function header(headers: Json | undefined, name: string): string | undefined {
  if (!isJsonObject(headers)) return undefined;
  const found = Object.entries(headers).find(([key]) => key.toLowerCase() === name)?.[1];
  return typeof found === 'string' || typeof found === 'number' ? String(found) : undefined;
}
