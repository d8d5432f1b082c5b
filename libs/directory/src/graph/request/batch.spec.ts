import { describe, expect, it } from '@jest/globals';
import type { Json, JsonObject } from '#catalogue';
import { LARGEST_BATCH, sendBatch } from './batch.js';
import type { GraphReply, GraphRequest } from './graph-request.js';

const signal = new AbortController().signal;
const update = (id: string): GraphRequest => ({
  method: 'PATCH',
  path: `/v1.0/users/${id}`,
  lane: 'identity',
  effect: 'write',
  body: { city: 'Oslo' },
});

/** A way on which every answer is lost, and what was sent on it. */
function lossy() {
  const sent: GraphRequest[] = [];
  const send = (request: GraphRequest): Promise<GraphReply> => {
    sent.push(request);
    return Promise.resolve({ reply: 'lost', code: 'network' });
  };
  return { sent, client: { send } };
}

/** Sends a batch of updates of u1, u2, … and answers with these responses. */
async function answered(count: number, responses: Json, status = 200) {
  const client = {
    send: (): Promise<GraphReply> => Promise.resolve({ reply: 'answered', status, body: { responses } }),
  };
  const requests = Array.from({ length: count }, (_, index) => update(`u${index + 1}`));
  return sendBatch(client, requests, { inOrder: false, signal });
}

const summary = (replies: readonly GraphReply[]) =>
  replies.map((reply) => (reply.reply === 'answered' ? reply.status : reply.reply));

describe('a batch', () => {
  it('matches answers by id, in whatever order they come', async () => {
    const ids = Array.from({ length: LARGEST_BATCH }, (_, index) => index + 1);
    const responses = ids.map((id) => ({ id: String(id), status: 200 + id })).toReversed();
    const replies = await answered(LARGEST_BATCH, responses);
    expect(summary(replies)).toEqual(ids.map((id) => 200 + id));
  });

  it('gives each request its own answer, with the time to come back and the cost of each', async () => {
    const replies = await answered(3, [
      {
        id: '3',
        status: 429,
        headers: { 'Retry-After': '12.5', 'x-ms-throttle-information': 'WriteLimitExceeded' },
      },
      { id: '1', status: 204, headers: { 'X-MS-Resource-Unit': '1' } },
      { id: '2', status: 424, body: { error: { code: 'FailedDependency' } } },
    ]);
    expect(replies).toEqual([
      { reply: 'answered', status: 204, quota: { resourceUnits: 1 } },
      { reply: 'answered', status: 424, body: { error: { code: 'FailedDependency' } } },
      { reply: 'answered', status: 429, retryAfter: '12.5', quota: { exceeded: 'writes' } },
    ]);
  });

  it.each<[string, Json]>([
    ['missing', [{ id: '1', status: 204 }]],
    [
      'given twice',
      [
        { id: '1', status: 204 },
        { id: '2', status: 204 },
        { id: '2', status: 400 },
      ],
    ],
    [
      'without a status',
      [
        { id: '1', status: 204 },
        { id: '2', status: '204' },
      ],
    ],
    ['to something else', [{ id: '1', status: 204 }, { id: '20', status: 204 }, null, 'x', { id: 2 }]],
  ])('knows nothing of a request whose answer is %s', async (_, responses) => {
    const replies = await answered(2, responses);
    expect(summary(replies)).toEqual([204, 'lost']);
  });

  it('knows nothing of any request where there is no list of answers', async () => {
    expect(summary(await answered(2, { 1: 204 }))).toEqual(['lost', 'lost']);
  });

  it('that was not carried out says so of each request', async () => {
    expect(summary(await answered(2, [], 429))).toEqual([429, 429]);
  });

  it('chains its requests where their order matters', async () => {
    const { sent, client } = lossy();
    await sendBatch(client, [update('u1'), update('u2'), update('u3')], { inOrder: true, signal });
    const { requests } = sent[0]?.body as { readonly requests: readonly JsonObject[] };
    expect(requests.map(({ id, dependsOn }) => [id, dependsOn])).toEqual([
      ['1', undefined],
      ['2', ['1']],
      ['3', ['2']],
    ]);
  });

  it('carries the priority of its requests, inside and outside', async () => {
    const { sent, client } = lossy();
    await sendBatch(client, [{ ...update('u1'), priority: 'low' }], { inOrder: false, signal });
    expect(sent[0]).toMatchObject({
      priority: 'low',
      body: { requests: [{ headers: { 'x-ms-throttle-priority': 'Low' } }] },
    });
  });
});
