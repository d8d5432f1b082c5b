import { spawnSync } from 'node:child_process';
import { randomInt } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

/**
 * `npm run test:fuzz -- --runs N [--seed S] [--only TEXT]`: the properties of every parser (`*-fuzz.spec.ts`), each with N
 * inputs from a seed of its own, which is printed. The exit code is 1 where one was broken; what broke it is printed
 * shrunk, and the seed brings it back.
 */
const { values } = parseArgs({
  options: {
    runs: { type: 'string', default: '10000' },
    seed: { type: 'string', default: String(randomInt(2 ** 31)) },
    only: { type: 'string', default: '' },
  },
});
const HOURS_8 = 8 * 3_600_000;

console.log(`runs ${values.runs}, seed ${values.seed}`);
const { status } = spawnSync(
  process.execPath,
  [
    ...['--experimental-vm-modules', '--no-warnings', 'node_modules/jest/bin/jest.js'],
    ...[`${values.only}.*-fuzz\\.spec\\.ts$`, '--testTimeout', String(HOURS_8)],
  ],
  {
    cwd: fileURLToPath(new URL('../..', import.meta.url)),
    env: { ...process.env, KNOWN_GOOD_RUNS: values.runs, KNOWN_GOOD_SEED: values.seed },
    stdio: 'inherit',
  },
);
process.exitCode = status ?? 1;
