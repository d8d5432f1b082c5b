import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));

/** A bench's last line: its sizes and figures by name. */
export type Line = Readonly<Record<string, number | string>>;

/** Runs one bench in a process of its own, in this working tree or another, and answers its last line. */
export async function runBench(name: string, args: readonly string[], root = ROOT): Promise<Line> {
  const { stdout } = await promisify(execFile)(
    process.execPath,
    ['--no-warnings', 'test/bench/main.ts', name, ...args],
    { cwd: root, maxBuffer: 1e8 },
  );
  return JSON.parse(stdout.trim().split('\n').at(-1) ?? '') as Line;
}
