import { describe, expect, it } from '@jest/globals';
import { VirtualClock } from '#runtime';
import type { GraphClient } from './graph-request.js';
import { get } from './graph-request.js';
import { evenPace, withPace } from './pace.js';

const never = new AbortController().signal;
const settle = () => new Promise((resolve) => setImmediate(resolve));

function paced(status = 200) {
  const clock = new VirtualClock('2026-11-24T00:00:00Z');
  const left: number[] = [];
  const client: GraphClient = {
    send: () => {
      left.push(clock.now().getSeconds());
      return Promise.resolve({
        reply: 'answered',
        status,
        body: {},
        ...(status === 429 && { retryAfter: '5' }),
      });
    },
  };
  return { clock, left, client: withPace(client, evenPace(clock)) };
}

async function run(clock: VirtualClock, seconds: number): Promise<void> {
  for (let second = 0; second < seconds; second += 1) {
    await settle();
    clock.advance(1_000);
  }
  await settle();
}

describe('the pace of requests', () => {
  it('is one a second for Conditional Access, however many ask at once', async () => {
    const { clock, left, client } = paced();
    for (let request = 0; request < 4; request += 1)
      void client.send(get('/v1.0/x', { lane: 'conditionalAccess' }), never);
    await run(clock, 5);
    expect(left).toEqual([0, 1, 2, 3]);
  });

  it('does not hold up other requests', async () => {
    const { left, client } = paced();
    await Promise.all([1, 2, 3].map(() => client.send(get('/v1.0/x', { lane: 'identity' }), never)));
    expect(left).toEqual([0, 0, 0]);
  });

  it('stands still for all of a lane when Graph throttles one', async () => {
    const { clock, left, client } = paced(429);
    await client.send(get('/v1.0/x', { lane: 'identity' }), never);
    void client.send(get('/v1.0/x', { lane: 'identity' }), never);
    await run(clock, 6);
    expect(left).toEqual([0, 5]);
  });

  it('lets a caller who gives up go without sending', async () => {
    const { left, client } = paced();
    const control = new AbortController();
    await client.send(get('/v1.0/x', { lane: 'conditionalAccess' }), never);
    const waiting = client.send(get('/v1.0/x', { lane: 'conditionalAccess' }), control.signal);
    control.abort();
    expect(await waiting).toEqual({ reply: 'notSent', code: 'aborted' });
    expect(left).toEqual([0]);
  });
});
