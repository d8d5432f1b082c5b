import { spawnSync } from 'node:child_process';
import { cp, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

const ROOT = fileURLToPath(new URL('../../..', import.meta.url));

interface Mutant {
  readonly name: string;
  /** A compiled file of the engine. */
  readonly file: string;
  readonly replace: RegExp;
  readonly by: string;
}

/** The faults that these safeguards are there for. */
const FAULTS = 'kill,busy,lost,doubled,missingAnswers,cancel,people';

/** What the safety of a recovery rests on; each is taken out of the compiled engine, one at a time. */
const MUTANTS: readonly Mutant[] = [
  {
    name: 'without intent',
    file: 'libs/jobs/src/recovery/run-record.js',
    replace: /async intend\(steps\) \{/,
    by: 'async intend(steps) { setTimeout(() => void this.stream.write({ type: "DispatchSteps", workerId: this.workerId, steps: steps.map(({ number }) => number) }).catch(() => undefined), 0); return this.why === undefined;',
  },
  {
    name: 'without quarantine',
    file: 'libs/jobs/src/recovery/quarantine.js',
    replace: /LATE_DELIVERY = [^;]+;/,
    by: 'LATE_DELIVERY = 0;',
  },
  {
    name: 'without read-back',
    file: 'libs/jobs/src/recovery/step-sender.js',
    replace: /const standing = observed\.standing\(each\.step\);/,
    by: 'const standing = "asSeen";',
  },
  {
    name: 'without settling',
    file: 'libs/jobs/src/recovery/run-recovery.js',
    replace: /QUIET_BEFORE_END_MS = [^;]+;/,
    by: 'QUIET_BEFORE_END_MS = 0;',
  },
];

/**
 * `npm run test:faults:mutants -- --seeds N`: the simulation over the engine as it is, then over each mutant of it. The
 * exit code is 1 unless the engine breaks no invariant and each mutant does.
 */
const { values } = parseArgs({ options: { seeds: { type: 'string', default: '300' } } });

interface Figures {
  readonly runs: number;
  readonly brokenRuns: number;
  readonly broken: Readonly<Record<string, number>>;
}

const whole = await figuresOf(undefined);
print('as it is', whole);
if (whole.brokenRuns > 0) process.exitCode = 1;
for (const mutant of MUTANTS) {
  const figures = await figuresOf(mutant);
  print(mutant.name, figures);
  if (figures.brokenRuns <= whole.brokenRuns) {
    console.log(`The simulation does not notice the engine ${mutant.name}.`);
    process.exitCode = 1;
  }
}

function print(name: string, { runs, brokenRuns, broken }: Figures): void {
  const kinds = Object.entries(broken).map(([how, count]) => `${how.split(' ')[0] ?? ''} ${count}`);
  console.log(`${name.padEnd(20)} ${brokenRuns} of ${runs} runs broken  ${kinds.join(', ')}`);
}

/** Runs the simulation over a copy of the compiled engine, so that nobody else's is touched. */
async function figuresOf(mutant: Mutant | undefined): Promise<Figures> {
  const folder = await mkdtemp(join(tmpdir(), 'known-good-mutant-'));
  try {
    await cp(join(ROOT, 'dist/libs'), join(folder, 'dist/libs'), { recursive: true });
    await cp(join(ROOT, 'test/faults'), join(folder, 'test/faults'), { recursive: true });
    await cp(join(ROOT, 'package.json'), join(folder, 'package.json'));
    await symlink(join(ROOT, 'node_modules'), join(folder, 'node_modules'));
    if (mutant) await mutate(join(folder, 'dist', mutant.file), mutant);
    const main = join(folder, 'test/faults/simulation/main.ts');
    const options = [
      '--no-warnings',
      main,
      '--seeds',
      values.seeds,
      '--kill-points',
      '0',
      '--faults',
      FAULTS,
      '--json',
    ];
    const { stdout, stderr } = spawnSync(process.execPath, options, { encoding: 'utf8', cwd: folder });
    const last = stdout.trim().split('\n').at(-1);
    if (!last) throw new Error(`The simulation has told nothing: ${stderr}`);
    return JSON.parse(last) as Figures;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function mutate(file: string, { name, replace, by }: Mutant): Promise<void> {
  const text = await readFile(file, 'utf8');
  if (!replace.test(text)) throw new Error(`The mutant "${name}" fits the code no longer: mend its pattern.`);
  await writeFile(
    file,
    text.replace(replace, () => by),
  );
}
