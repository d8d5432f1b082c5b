import { LARGEST_BATCH, sendBatch, versionOf } from './batch.js';
import { hasStatus, type GraphClient, type GraphReply, type GraphRequest } from './graph-request.js';

interface Waiting {
  readonly request: GraphRequest;
  readonly signal: AbortSignal;
  readonly resolve: (reply: GraphReply) => void;
  readonly reject: (error: unknown) => void;
}

/** How many batches are under way at once: enough to hide their latency, few enough to be polite. */
const BATCHES_AT_ONCE = 4;

/** How many requests keep the batches full. */
export const REQUESTS_AT_ONCE = BATCHES_AT_ONCE * LARGEST_BATCH;

/**
 * Gathers requests that are sent at the same time into batches. Callers must not have two writes to one object
 * under way: a batch promises no order. What `goesAlone` has a quota so small that a batch would exceed it, or keep the
 * others waiting.
 */
export function withBatching(
  client: GraphClient,
  goesAlone: (request: GraphRequest) => boolean,
): GraphClient {
  const waiting: Waiting[] = [];
  let underWay = 0;
  let scheduled = false;

  const dispatch = async (batch: readonly Waiting[]): Promise<void> => {
    underWay += 1;
    await deliver(client, batch);
    underWay -= 1;
    pump();
  };
  const pump = (): void => {
    scheduled = false;
    while (underWay < BATCHES_AT_ONCE && waiting.length > 0) void dispatch(takeBatch(waiting));
  };
  return {
    send: (request, signal) => {
      if (goesAlone(request)) return client.send(request, signal);
      return new Promise((resolve, reject) => {
        waiting.push({ request, signal, resolve, reject });
        if (!scheduled) setImmediate(pump);
        scheduled = true;
      });
    },
  };
}

function takeBatch(waiting: Waiting[]): readonly Waiting[] {
  const [first] = waiting;
  if (first === undefined) return [];
  const batch = waiting.filter((other) => fitTogether(first, other)).slice(0, LARGEST_BATCH);
  const taken = new Set(batch);
  waiting.splice(0, waiting.length, ...waiting.filter((other) => !taken.has(other)));
  return batch;
}

/** One token, one version and one signal serve a batch; a lost batch of reads may be repeated only as a whole. */
function fitTogether(one: Waiting, other: Waiting): boolean {
  return (
    one.signal === other.signal &&
    one.request.priority === other.request.priority &&
    one.request.effect === other.request.effect &&
    one.request.lane === other.request.lane &&
    (one.request.renewToken === undefined) === (other.request.renewToken === undefined) &&
    versionOf(one.request) === versionOf(other.request)
  );
}

async function deliver(client: GraphClient, batch: readonly Waiting[]): Promise<void> {
  try {
    const replies = await repliesTo(client, batch);
    batch.forEach((waiting, index) =>
      waiting.resolve(replies[index] ?? { reply: 'lost', code: 'unreadableAnswer' }),
    );
  } catch (error) {
    for (const waiting of batch) waiting.reject(error);
  }
}

async function repliesTo(client: GraphClient, batch: readonly Waiting[]): Promise<readonly GraphReply[]> {
  const [first] = batch;
  if (first === undefined) return [];
  const alone = () => Promise.all(batch.map(({ request, signal }) => client.send(request, signal)));
  if (batch.length === 1) return alone();
  const requests = batch.map(({ request }) => request);
  const replies = await sendBatch(client, requests, { inOrder: false, signal: first.signal });
  return replies.every((reply) => refusedAsAWhole(reply, replies)) ? alone() : replies;
}

/** One bad member can spoil a whole batch (400, 413): none was carried out, so each is sent alone. */
function refusedAsAWhole(reply: GraphReply, replies: readonly GraphReply[]): boolean {
  return reply === replies[0] && (hasStatus(reply, 400) || hasStatus(reply, 413));
}
