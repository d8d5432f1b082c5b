import { beforeEach, describe, expect, it } from '@jest/globals';
import { VirtualClock } from '#runtime';
import { WorkerPresence } from './worker-presence.js';

describe('the presence of workers', () => {
  let clock: VirtualClock;
  let signs: Map<string, string>;

  beforeEach(() => {
    clock = new VirtualClock('2026-11-24T12:00:00Z');
    signs = new Map();
  });

  const worker = (workerId: string, isAlive: (pid: number) => boolean = () => true) =>
    new WorkerPresence({
      workerId,
      clock,
      isAlive,
      vault: {
        readReference: async (name) => signs.get(name),
        writeReference: async (name, text) => {
          signs.set(name, text);
        },
      },
    });
  const elsewhere = (workerId: string, beat: number): void => {
    signs.set(`worker-${workerId}`, JSON.stringify({ host: 'another machine', pid: 1, beat }));
  };

  it('takes a worker that never gave a sign for gone, and never itself', async () => {
    const observer = worker('a');
    expect(await observer.isGone('never seen')).toBe(true);
    expect(await observer.isGone('a')).toBe(false);
  });

  it('takes a worker elsewhere for alive as long as its signs change', async () => {
    const observer = worker('a');
    for (let beat = 0; beat < 5; beat += 1) {
      elsewhere('b', beat);
      expect(await observer.isGone('b')).toBe(false);
      clock.advance(10_000);
    }
  });

  it('takes a worker elsewhere for gone once its sign has stood still long enough', async () => {
    const observer = worker('a');
    elsewhere('b', 1);
    expect(await observer.isGone('b')).toBe(false);
    clock.advance(14_000);
    expect(await observer.isGone('b')).toBe(false);
    clock.advance(1_000);
    expect(await observer.isGone('b')).toBe(true);
  });

  it('knows at once that a process of this machine is dead', async () => {
    await worker('b').beat();
    const sign = JSON.parse(signs.get('worker-b') ?? '') as { pid: number };
    signs.set('worker-b', JSON.stringify({ ...sign, pid: sign.pid + 1 }));
    expect(await worker('a', () => true).isGone('b')).toBe(false);
    expect(await worker('a', () => false).isGone('b')).toBe(true);
  });
});
