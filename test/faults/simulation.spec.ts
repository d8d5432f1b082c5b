import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { describe, expect, it } from '@jest/globals';

const MAIN = fileURLToPath(new URL('simulation/main.ts', import.meta.url));
const LONG = 180_000;

async function simulated(...options: readonly string[]): Promise<string> {
  const { stdout } = await promisify(execFile)(process.execPath, ['--no-warnings', MAIN, ...options]);
  return stdout;
}

/** Many more seeds by `npm run test:faults`; what is shown here is that the suite runs and that it can be replayed. */
describe('the simulation of the engine', () => {
  it(
    'keeps every invariant through lost answers, doubled requests, kills, cancellations and people at work',
    async () => {
      const faults = 'kill,busy,lost,doubled,missingAnswers,cancel,people,poison,gone,twoStarts';
      const told = await simulated('--seeds', '40', '--kill-points', '0', '--faults', faults, '--json');
      expect(JSON.parse(told)).toEqual({ runs: 40, brokenRuns: 0, broken: {} });
    },
    LONG,
  );

  it(
    'gives the same log for the same seed',
    async () => {
      const [one, other] = await Promise.all([simulated('--replay', '8'), simulated('--replay', '8')]);
      expect(one).toContain('RecoveryStepsDispatched');
      expect(other).toBe(one);
    },
    LONG,
  );
});
