import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { runBench, type Line } from './run-bench.ts';
import { inWorkplace, printTable, type Figures } from './vault-workplace.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const ROUNDS = 3;

/**
 * Runs one bench on two commits, each unpacked and built in a folder of its own, in turns; prints the medians side by
 * side. What a commit needs is taken from the present `node_modules`. The working tree is left alone.
 */
export function compareCommits(
  commits: readonly string[],
  name: string,
  args: readonly string[],
): Promise<Figures> {
  return inWorkplace(async (folder) => {
    const trees = commits.map((_, index) => join(folder, `${index}`));
    for (const [index, tree] of trees.entries()) await unpack(commits[index] ?? '', tree);
    const runs: Line[][] = trees.map(() => []);
    for (let round = 0; round < ROUNDS; round += 1)
      for (const [index, tree] of trees.entries()) runs[index]?.push(await runBench(name, args, tree));
    const [before = {}, after = {}] = runs.map(medians);
    const names = Object.keys(before).filter((figure) => figure in after);
    const ratioOf = (figure: string): number =>
      (after[figure] ?? Number.NaN) / (before[figure] ?? Number.NaN);
    printTable(
      [name, ...commits, 'second to first'],
      names.map((figure) => [figure, before[figure] ?? '', after[figure] ?? '', ratioOf(figure)]),
    );
    return Object.fromEntries(names.map((figure) => [figure, Number(ratioOf(figure).toPrecision(4))]));
  });
}

async function unpack(commit: string, tree: string): Promise<void> {
  mkdirSync(tree);
  const archive = spawn('git', ['archive', commit], { cwd: ROOT, stdio: ['ignore', 'pipe', 'inherit'] });
  const tar = spawn('tar', ['-x', '-C', tree], { stdio: [archive.stdout, 'ignore', 'inherit'] });
  const [code] = (await once(tar, 'exit')) as [number];
  if (code !== 0) throw new Error(`Commit ${commit} cannot be unpacked.`);
  symlinkSync(join(ROOT, 'node_modules'), join(tree, 'node_modules'));
  const ignored = '**/*.spec.ts,**/*.contract.ts';
  const build = ['apps', 'libs', '--out-dir', 'dist', '--ignore', ignored, '--quiet'];
  await promisify(execFile)(join(ROOT, 'node_modules/.bin/swc'), build, { cwd: tree });
}

function medians(lines: readonly Line[]): Readonly<Record<string, number>> {
  const [first = {}] = lines;
  const numbers = Object.entries(first).filter(([, value]) => typeof value === 'number');
  return Object.fromEntries(
    numbers.map(([figure]) => {
      const values = lines.map((line) => Number(line[figure])).sort((one, other) => one - other);
      return [figure, values[Math.floor(values.length / 2)] ?? Number.NaN];
    }),
  );
}
