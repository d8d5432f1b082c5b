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
    const works = [
      'append_one_by_one',
      'append_by_20',
      'append_by_1_000',
      'replay',
      'chain_check',
      'rebuild',
    ];
    for (const store of ['sqlite', 'eventstoredb']) {
      for (const work of works) expect(figures[`${store}_${work}_ratio`]).toBeGreaterThan(0);
    }
    expect(figures['peakRssMb']).toBeGreaterThan(0);
  });

  it.each([
    ['the adapter with Graph’s limits', [], ['ratio', 'refused', 'seconds', 'floor_seconds', 'peakRssMb']],
    ['the engine without limits', ['--engine'], ['ratio', 'applied_per_second', 'engine_peak_mb']],
    ['the engine with Graph’s limits', ['--engine', '--quota', 'real'], ['ratio', 'refused', 'seconds']],
  ])('of a recovery measure %s', async (_, part, names) => {
    const sizes = ['--objects', '4000', '--members', '400', '--policies', '3', ...part];
    const { stdout } = await promisify(execFile)(process.execPath, [
      '--no-warnings',
      MAIN,
      'recovery',
      ...sizes,
    ]);
    const figures = JSON.parse(stdout.trim().split('\n').at(-1) ?? '') as Record<string, number>;
    expect(figures).toMatchObject({ bench: 'recovery', objects: 4_000, members: 400 });
    expect(Object.keys(figures)).toEqual(expect.arrayContaining(names));
    expect(figures['refused'] ?? 0).toBe(0);
  });

  it.each([
    ['vault', ['first_seconds', 'first_ratio', 'next_seconds', 'first_with_links_peak_rss_mb']],
    ['compare', ['none_seconds', 'few_seconds', 'tenth_seconds', 'ratio']],
    ['verify', ['verify_per_second', 'ratio']],
    ['backup-store', ['year_to_one_backup', 'next_seconds', 'next_to_few_objects']],
  ])('of the vault measure %s', async (name, names) => {
    const sizes = ['--objects', '2000', '--changes', '20', '--days', '3'];
    const { stdout } = await promisify(execFile)(process.execPath, ['--no-warnings', MAIN, name, ...sizes]);
    const figures = JSON.parse(stdout.trim().split('\n').at(-1) ?? '') as Record<string, number>;
    expect(figures).toMatchObject({ bench: name, objects: 2_000 });
    expect(Object.values(figures).every((figure) => figure !== null)).toBe(true);
    expect(Object.keys(figures)).toEqual(expect.arrayContaining([...names, 'peakRssMb']));
  });

  it.each([
    ['first-backup', ['--objects', '1000'], ['ratio', 'worker_peak_mb', 'api_p99_ms']],
    ['backup', ['--objects', '1000', '--changes', '10'], ['ratio', 'few_seconds', 'many_seconds']],
    ['report', ['--objects', '1000', '--changes', '10'], ['none_seconds', 'few_seconds', 'many_seconds']],
    ['api', ['--objects', '1000', '--changes', '200'], ['page_p99_ms', 'sorted_p99_ms', 'audit_p99_ms']],
    ['live', ['--changes', '50', '--subscribers', '40'], ['messages', 'p99_lag_ms']],
    ['start', ['--events', '1000'], ['empty_seconds', 'again_seconds']],
    ['beside', ['--objects', '1000', '--changes', '10'], ['git_first_ratio', 'git_size_ratio']],
  ])('of the whole product measure %s', async (name, sizes, names) => {
    const { stdout } = await promisify(execFile)(process.execPath, ['--no-warnings', MAIN, name, ...sizes]);
    const figures = JSON.parse(stdout.trim().split('\n').at(-1) ?? '') as Record<string, number>;
    expect(Object.values(figures).every((figure) => figure !== null)).toBe(true);
    expect(Object.keys(figures)).toEqual(expect.arrayContaining([...names, 'peakRssMb']));
  });

  it('refuse names and sizes that they do not know', async () => {
    await expect(promisify(execFile)(process.execPath, [MAIN, 'nothing'])).rejects.toMatchObject({ code: 2 });
  });
});
