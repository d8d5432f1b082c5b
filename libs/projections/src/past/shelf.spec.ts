import { beforeEach, describe, expect, it } from '@jest/globals';
import type { TenantModels } from '../read-models.js';
import type { OpenPastReadModels } from './as-of.js';
import { Shelf, TooManyAtOnceError } from './shelf.js';

const NO_MODELS: Pick<TenantModels, never> = {};

describe('The shelf of past models', () => {
  let shelf: Shelf;
  let built: string[];
  let closed: string[];
  beforeEach(() => {
    shelf = new Shelf();
    built = [];
    closed = [];
  });

  const models = (key: string): OpenPastReadModels => {
    built.push(key);
    return {
      at: key,
      position: key,
      models: NO_MODELS as TenantModels,
      close: () => closed.push(key),
    };
  };
  const build = (key: string) => async () => models(key);
  /** A build that ends when told to, or when it is given up. */
  const slowly = (key: string) => {
    const { promise, resolve, reject } = Promise.withResolvers<OpenPastReadModels>();
    const aborted: unknown[] = [];
    return {
      aborted,
      finish: () => resolve(models(key)),
      build: (signal: AbortSignal) => {
        signal.addEventListener('abort', () => {
          aborted.push(key);
          reject(new Error('Given up.'));
        });
        return promise;
      },
    };
  };
  const take = (key: string, user = new AbortController()) => shelf.take(key, build(key), user.signal);

  it('builds what is asked for once', async () => {
    expect(await take('a')).toBe(await take('a'));
    expect(built).toEqual(['a']);
  });

  it('lets two who ask at the same time share one build', async () => {
    const slow = slowly('a');
    const both = [1, 2].map(() => shelf.take('a', slow.build, new AbortController().signal));
    slow.finish();
    const [first, second] = await Promise.all(both);
    expect(first).toBe(second);
  });

  it('builds two at once and refuses a third', async () => {
    const slow = [slowly('a'), slowly('b')];
    const taken = slow.map(({ build: begin }, index) =>
      shelf.take(String(index), begin, new AbortController().signal),
    );
    await expect(take('c')).rejects.toThrow(TooManyAtOnceError);
    for (const { finish } of slow) finish();
    await Promise.all(taken);
    await expect(take('c')).resolves.toBeDefined();
  });

  it('gives a build up when all who wait for it have left', async () => {
    const slow = slowly('a');
    const users = [new AbortController(), new AbortController()];
    const taken = users.map(({ signal }) => shelf.take('a', slow.build, signal).catch(() => 'left'));
    users[0]?.abort();
    expect(slow.aborted).toEqual([]);
    users[1]?.abort();
    expect(slow.aborted).toEqual(['a']);
    expect(await Promise.all(taken)).toEqual(['left', 'left']);
    await expect(take('a')).resolves.toMatchObject({ at: 'a' });
  });

  it('forgets a build that failed', async () => {
    const failing = async () => Promise.reject(new Error('The disk is full.'));
    await expect(shelf.take('a', failing, new AbortController().signal)).rejects.toThrow('disk');
    await expect(take('a')).resolves.toMatchObject({ at: 'a' });
  });

  it('closes what nobody has asked for of late, once nobody uses it', async () => {
    const user = new AbortController();
    const free = new AbortController();
    await take('used', user);
    await take('free', free);
    free.abort();
    for (let number = 1; number <= 8; number += 1) await take(`later-${number}`);
    expect(closed).toEqual(['free']);
    user.abort();
    await Promise.resolve();
    expect(closed).toEqual(['free', 'used']);
  });

  it('closes all of them in the end', async () => {
    await take('a');
    await take('b');
    shelf.close();
    await Promise.resolve();
    expect(closed).toEqual(['a', 'b']);
  });
});
