import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { realServer, sqlite, standIn } from './event-store/adapters.ts';
import type { Adapter, Comparison } from './event-store/sides.ts';
import { compare } from './event-store/works.ts';

type Figures = Readonly<Record<string, number>>;

/**
 * The event store beside the bare driver doing the same work in the same run, over SQLite and over EventStoreDB: its
 * stand-in, or the server that is named. docs/performance.md says what each side does.
 */
export async function benchEventStore(events: number, server?: string): Promise<Figures> {
  const folder = mkdtempSync(join(tmpdir(), 'known-good-bench-'));
  try {
    let figures: Figures = {};
    for (const adapter of [sqlite(folder), server === undefined ? standIn() : realServer(server)]) {
      const comparisons = await compare(adapter, events, folder);
      const used = Math.min(events, adapter.most);
      print(adapter, used, comparisons);
      figures = { ...figures, [`${adapter.name}_events`]: used, ...figuresOf(adapter, comparisons) };
    }
    return figures;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function figuresOf({ name }: Adapter, comparisons: readonly Comparison[]): Figures {
  return Object.fromEntries(
    comparisons.flatMap(({ work, ours, bare }) => {
      const begin = `${name}_${work.replaceAll(/[^a-z0-9]+/g, '_')}`;
      return [
        [`${begin}_per_second`, Math.round(ours)],
        [`${begin}_bare_per_second`, Math.round(bare)],
        [`${begin}_ratio`, Number((ours / bare).toFixed(3))],
      ];
    }),
  );
}

function print({ title }: Adapter, events: number, comparisons: readonly Comparison[]): void {
  process.stdout.write(`${title}, ${events.toLocaleString('en')} events\n`);
  process.stdout.write(line('  events a second', 'known good', 'driver alone', 'ratio'));
  for (const { work, ours, bare } of comparisons) {
    process.stdout.write(line(`  ${work}`, rounded(ours), rounded(bare), (ours / bare).toFixed(2)));
  }
}

function line(work: string, ours: string, bare: string, ratio: string): string {
  return `${work.padEnd(22)}${ours.padStart(12)}${bare.padStart(14)}${ratio.padStart(8)}\n`;
}

const rounded = (rate: number): string => Math.round(rate).toLocaleString('en');
