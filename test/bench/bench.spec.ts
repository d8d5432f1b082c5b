import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { describe, expect, it } from '@jest/globals';

const MAIN = fileURLToPath(new URL('main.ts', import.meta.url));

/** That each bench works; what it measures is read by people. */
describe('the benchmarks', () => {
  it('print a table and end with one line of figures', async () => {
    const { stdout } = await promisify(execFile)(process.execPath, [
      '--no-warnings',
      MAIN,
      'event-store',
      '--events',
      '1000',
    ]);
    const figures = JSON.parse(stdout.trim().split('\n').at(-1) ?? '') as Record<string, number>;
    expect(figures).toMatchObject({ bench: 'event-store', events: 1_000 });
    expect(Object.keys(figures)).toEqual(
      expect.arrayContaining([
        'append_by_20_per_second',
        'replay_ratio',
        'chain_check_per_second',
        'peakRssMb',
      ]),
    );
  });

  it('refuse names and sizes that they do not know', async () => {
    await expect(promisify(execFile)(process.execPath, [MAIN, 'nothing'])).rejects.toMatchObject({ code: 2 });
  });
});
