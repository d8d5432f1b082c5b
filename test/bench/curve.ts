import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { logarithmicChart, type Series } from './chart.ts';
import { runBench, type Line } from './run-bench.ts';

const FOLDER = fileURLToPath(new URL('../../docs/performance', import.meta.url));
const SIZES = [1_000, 10_000, 100_000, 1_000_000];

interface Curve {
  /** The size that grows. */
  readonly size: 'objects' | 'events';
  readonly args?: (size: number) => readonly string[];
  /** The figures that are drawn, and what the chart calls them. */
  readonly figures: Readonly<Record<string, string>>;
}

/** What is drawn of each bench: seconds against size. */
const CURVES: Readonly<Record<string, Curve>> = {
  'first-backup': { size: 'objects', figures: { seconds: 'first backup', floor_seconds: 'floor' } },
  backup: { size: 'objects', figures: { few_seconds: '100 changes', many_seconds: 'a tenth changed' } },
  report: {
    size: 'objects',
    figures: { none_seconds: 'no change', few_seconds: '100 changes', many_seconds: 'a tenth changed' },
  },
  recovery: {
    size: 'objects',
    args: (size) => ['--engine', '--members', `${size}`],
    figures: { apply_seconds: 'applied', plan_seconds: 'planned', log_alone_seconds: 'floor: the log alone' },
  },
  vault: { size: 'objects', figures: { first_seconds: 'first backup', next_seconds: '100 changes' } },
  start: { size: 'events', figures: { again_seconds: 'read models there', catch_up_seconds: 'catching up' } },
};

/** Whether there is a curve of a bench. */
export const hasCurve = (name: string): boolean => name in CURVES;

/**
 * Runs benches at sizes up to `most`, and draws an SVG of each into docs/performance. Answers the figures of the largest,
 * by bench and name.
 */
export async function drawCurves(
  names: readonly string[],
  most: number,
): Promise<Readonly<Record<string, number>>> {
  mkdirSync(FOLDER, { recursive: true });
  const figures: Record<string, number> = {};
  for (const name of names.length > 0 ? names : Object.keys(CURVES)) {
    const curve = CURVES[name];
    if (curve === undefined) throw new Error(`There is no curve of ${name}.`);
    const runs: (readonly [number, Line])[] = [];
    for (const size of SIZES.filter((each) => each <= most)) {
      const args = [`--${curve.size}`, `${size}`, ...(curve.args?.(size) ?? [])];
      runs.push([size, await runBench(name, args)]);
      process.stdout.write(`${name.padEnd(16)}${size.toLocaleString('en').padStart(12)}\n`);
    }
    const drawn = Object.entries(curve.figures).map(([figure, title]): Series => ({
      name: title,
      points: runs.map(([size, line]) => [size, Number(line[figure])] as const),
    }));
    const chart = logarithmicChart(name, { x: curve.size, y: 'seconds' }, drawn);
    writeFileSync(join(FOLDER, `${name}.svg`), chart);
    for (const figure of Object.keys(curve.figures))
      figures[`${name.replace('-', '_')}_${figure}`] = Number(runs.at(-1)?.[1][figure]);
  }
  return figures;
}
