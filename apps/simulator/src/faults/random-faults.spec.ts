import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { JsonObject } from '#catalogue';
import { startSimulator, type SimulatorOptions } from '../simulator.js';
import { FastClock } from '../../../../test/support/fast-clock.js';
import { GraphCaller } from '../graph-caller.contract.js';
import { textOf } from '../model/json-text.js';
import { FAULTS, type Fault } from './random-faults.js';

const HEADERS = { authorization: 'Bearer test', 'content-type': 'application/json' };

function faultyTenant(kind: Fault, rate = 1): GraphCaller {
  return new GraphCaller({ clock: new FastClock('2026-03-01T12:00:00Z'), faults: { rate, kinds: [kind] } });
}

async function withSimulator(options: SimulatorOptions, use: (url: string) => Promise<void>): Promise<void> {
  const simulator = await startSimulator({ users: 20, ...options });
  try {
    await use(simulator.url);
  } finally {
    await simulator.close();
  }
}

describe('random faults', () => {
  it.each<[Fault, number, string]>([
    ['tooManyRequests', 429, 'TooManyRequests'],
    ['serverError', 500, 'InternalServerError'],
    ['badGateway', 502, 'UnknownError'],
    ['serviceUnavailable', 503, 'serviceNotAvailable'],
    ['gatewayTimeout', 504, 'UnknownError'],
  ])('answer %s with %d %s', async (kind, status, code) => {
    const answer = await faultyTenant(kind).get('/users');
    expect([answer.status, answer.error.code]).toEqual([status, code]);
    const told = status === 429 || status === 503;
    expect('Retry-After' in answer.headers).toBe(told);
  });

  it.each<Fault>(['tooManyRequests', 'serviceUnavailable', 'lostBefore'])(
    'leave a request without effect when it is refused: %s',
    async (kind) => {
      const graph = faultyTenant(kind);
      const calm = new GraphCaller({ tenant: graph.tenant });
      const { id } = await calm.one('/users');
      await graph.delete(`/users/${id}`);
      expect((await calm.get(`/users/${id}`)).status).toBe(200);
    },
  );

  it.each<Fault>(['lostAfter', 'cut', 'delayed'])('let a request take effect: %s', async (kind) => {
    const graph = faultyTenant(kind);
    const calm = new GraphCaller({ tenant: graph.tenant });
    const { id } = await calm.one('/users');
    await graph.delete(`/users/${id}`);
    expect((await calm.get(`/users/${id}`)).status).toBe(404);
  });

  it('leave open whether a request took effect when the server fails', async () => {
    const graph = faultyTenant('badGateway');
    const calm = new GraphCaller({ tenant: graph.tenant });
    const users = (await calm.all('/users')).slice(0, 20).map(({ id }) => textOf(id));
    for (const id of users) await graph.delete(`/users/${id}`);
    const left = await Promise.all(users.map(async (id) => (await calm.get(`/users/${id}`)).status));
    expect(new Set(left)).toEqual(new Set([200, 404]));
  });

  it.each<Fault>(['lostBefore', 'lostAfter', 'cut'])('close the connection: %s', async (kind) => {
    await withSimulator({ faults: { rate: 1, kinds: [kind] } }, async (url) => {
      const answer = fetch(`${url}/v1.0/users`, { headers: HEADERS }).then((response) => response.text());
      await expect(answer).rejects.toThrow();
    });
  });

  it('cut an answer in the middle', async () => {
    await withSimulator({ faults: { rate: 1, kinds: ['cut'] } }, async (url) => {
      const response = await fetch(`${url}/v1.0/users`, { headers: HEADERS });
      expect(response.status).toBe(200);
      await expect(response.json()).rejects.toThrow();
    });
  });

  it('happen to the inner requests of a batch one by one: some answers are missing', async () => {
    const graph = faultyTenant('lostAfter', 0.5);
    const requests = Array.from({ length: 20 }, (_, id) => ({
      id: `${id}`,
      method: 'GET',
      url: '/organization',
    }));
    const sizes: number[] = [];
    for (let sent = 0; sent < 8; sent += 1) {
      const { body } = await graph.post('/$batch', { requests });
      sizes.push((body['responses'] as readonly JsonObject[]).length);
    }
    expect(Math.min(...sizes)).toBeLessThan(20);
    expect(Math.max(...sizes)).toBeGreaterThan(0);
  });

  it('come at the rate asked for, and the same for the same seed', async () => {
    const failed = async (seed: number): Promise<string> => {
      const graph = new GraphCaller({
        clock: new FastClock('2026-03-01T12:00:00Z'),
        faults: { rate: 0.2, seed },
      });
      let text = '';
      for (let sent = 0; sent < 500; sent += 1)
        text += (await graph.get('/organization')).status === 200 ? '.' : 'x';
      return text;
    };
    const first = await failed(1);
    expect(await failed(1)).toBe(first);
    expect(await failed(2)).not.toBe(first);
    const share = first.replaceAll('.', '').length / first.length;
    expect(share).toBeGreaterThan(0.05);
    expect(share).toBeLessThan(0.2);
  });

  it('are refused at a rate that is no share', () => {
    fc.assert(
      fc.property(
        fc.oneof(fc.double({ min: 1.001 }), fc.double({ max: -0.001 }), fc.constant(NaN)),
        (rate) => {
          expect(() => new GraphCaller({ users: 0, faults: { rate } })).toThrow('from 0 to 1');
        },
      ),
      { numRuns: 20 },
    );
  });

  it('are each of a kind of its own', () => {
    expect(new Set(FAULTS).size).toBe(FAULTS.length);
  });
});
