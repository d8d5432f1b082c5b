import { beforeEach, describe, expect, it } from '@jest/globals';
import type { RebuildProgress } from '#projections';
import { VirtualClock } from '#runtime';
import { NodeReadModels } from './node-read-models.js';

const clock = new VirtualClock('2026-11-24T09:00:00Z');
let stop: AbortController;
let progress: RebuildProgress | undefined;
let end: { resolve: () => void; reject: (error: Error) => void };
let logged: unknown[];

function nodeReadModels(): NodeReadModels {
  const readModels = {
    position: () => '77',
    rebuildProgress: () => progress,
    rebuild: async (signal: AbortSignal) => {
      progress = { applied: 0, total: 10, ratio: 0 };
      const { promise, resolve, reject } = Promise.withResolvers<void>();
      end = { resolve, reject };
      signal.addEventListener('abort', () => reject(new Error('The process is stopping.')));
      await promise.finally(() => {
        progress = undefined;
      });
    },
  };
  const log = { info: (line: unknown) => logged.push(line), error: (line: unknown) => logged.push(line) };
  return new NodeReadModels(readModels, clock, log, stop.signal);
}

beforeEach(() => {
  stop = new AbortController();
  logged = [];
});
const settled = () => new Promise((resolve) => setImmediate(resolve));

describe('the rebuild of a node’s read models', () => {
  it('is under way from the moment it is begun, one at a time', async () => {
    const node = nodeReadModels();
    expect([node.rebuilding, node.lastRebuild]).toEqual([undefined, undefined]);
    expect(node.beginRebuild({ objectId: 'o1' })).toBe(true);
    const startedAt = clock.now().toISOString();
    expect(node.rebuilding).toEqual({ applied: 0, total: 10, ratio: 0, startedAt });
    expect(node.beginRebuild({ objectId: 'o2' })).toBe(false);
    expect(logged).toEqual([{ objectId: 'o1' }]);

    clock.advance(5_000);
    end.resolve();
    await settled();
    expect(node.rebuilding).toBeUndefined();
    const endedAt = clock.now().toISOString();
    expect(node.lastRebuild).toEqual({ startedAt, endedAt, outcome: 'completed' });
    expect(node.beginRebuild({ objectId: 'o2' })).toBe(true);
    end.resolve();
  });

  it('that fails is told and logged, and another can be begun', async () => {
    const node = nodeReadModels();
    node.beginRebuild({});
    end.reject(new Error('The disk is full.'));
    await settled();
    expect(node.lastRebuild).toMatchObject({ outcome: 'failed' });
    expect(logged.at(-1)).toEqual({ reason: 'The disk is full.' });
    expect(node.beginRebuild({})).toBe(true);
    end.resolve();
  });

  it('is given up quietly when the process stops', async () => {
    const node = nodeReadModels();
    node.beginRebuild({ objectId: 'o1' });
    stop.abort();
    await settled();
    expect(node.rebuilding).toBeUndefined();
    expect(logged).toEqual([{ objectId: 'o1' }]);
  });
});
