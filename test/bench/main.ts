import { parseArgs } from 'node:util';
import { benchApi } from './api.ts';
import { benchBackup } from './backup.ts';
import { benchBackupStore } from './backup-store.ts';
import { benchBeside } from './beside.ts';
import { compareCommits } from './compare-commits.ts';
import { benchCompare } from './compare.ts';
import { drawCurves, hasCurve } from './curve.ts';
import { benchEventStore } from './event-store.ts';
import { benchFirstBackup } from './first-backup.ts';
import { benchLive } from './live.ts';
import { benchRecovery, type RecoveryPart } from './recovery.ts';
import { benchReport } from './report.ts';
import { sizesOf, type Size, type Sizes } from './sizes.ts';
import { benchStart } from './start.ts';
import { benchVault } from './vault.ts';
import { benchVerify } from './verify.ts';

interface Bench {
  /** The sizes that it heeds. */
  readonly sizes: readonly Size[];
  readonly run: (sizes: Sizes) => Promise<Readonly<Record<string, number>>>;
}

/** `npm run bench -- NAME [--SIZE N]…`: prints a table, and as its last line one JSON object with the figures. */
const BENCHES: Readonly<Record<string, Bench>> = {
  'event-store': { sizes: ['events'], run: ({ events }) => benchEventStore(events, values.eventstoredb) },
  vault: { sizes: ['objects', 'changes'], run: benchVault },
  compare: { sizes: ['objects', 'changes'], run: benchCompare },
  verify: { sizes: ['objects'], run: benchVerify },
  'backup-store': { sizes: ['objects', 'changes', 'days'], run: benchBackupStore },
  'first-backup': { sizes: ['objects'], run: benchFirstBackup },
  backup: { sizes: ['objects', 'changes'], run: benchBackup },
  report: { sizes: ['objects', 'changes'], run: benchReport },
  recovery: {
    sizes: ['objects', 'members', 'policies', 'speed'],
    run: (sizes) => benchRecovery(sizes, partOf()),
  },
  api: { sizes: ['objects', 'changes'], run: benchApi },
  live: { sizes: ['changes', 'subscribers'], run: benchLive },
  start: { sizes: ['events'], run: benchStart },
  beside: { sizes: ['objects', 'changes'], run: benchBeside },
  curve: { sizes: ['objects'], run: ({ objects }) => drawCurves(others, objects) },
  'compare-commits': { sizes: [], run: () => compareCommits(others.slice(0, 2), others[2] ?? '', given()) },
};

const { positionals, values, tokens } = parseArgs({
  allowPositionals: true,
  tokens: true,
  options: {
    events: { type: 'string' },
    objects: { type: 'string' },
    changes: { type: 'string' },
    days: { type: 'string' },
    subscribers: { type: 'string' },
    members: { type: 'string' },
    policies: { type: 'string' },
    speed: { type: 'string' },
    engine: { type: 'boolean', default: false },
    quota: { type: 'string' },
    eventstoredb: { type: 'string' },
  },
});
const partOf = (): RecoveryPart =>
  values.engine ? (values.quota === 'real' ? 'whole' : 'engine') : 'adapter';
/** The options as they were given, to be handed on. */
const given = (): readonly string[] =>
  tokens.flatMap((token) =>
    token.kind === 'option' ? [token.rawName, ...(token.value === undefined ? [] : [token.value])] : [],
  );

const [name = '', ...others] = positionals;
const bench = BENCHES[name];
const sizes = sizesOf(values);
const areKnown =
  name === 'curve'
    ? others.every(hasCurve)
    : name === 'compare-commits'
      ? others.length === 3 && others.slice(2).every((each) => each in BENCHES)
      : others.length === 0;
if (!bench || !sizes || !areKnown || !['real', undefined].includes(values.quota)) {
  const operands: Readonly<Record<string, string>> = {
    curve: ' [NAME]…',
    'compare-commits': ' COMMIT COMMIT NAME [its options]',
    recovery: ' [--engine [--quota real]]',
  };
  const lines = Object.entries(BENCHES).map(
    ([each, { sizes: heeded }]) =>
      `  ${each}${operands[each] ?? ''}${heeded.map((size) => ` [--${size} N]`).join('')}\n`,
  );
  process.stderr.write(`Usage: npm run bench -- NAME [--SIZE N]…\n${lines.join('')}`);
  process.exit(2);
}
const figures = await bench.run(sizes);
const heeded = Object.fromEntries(bench.sizes.map((size) => [size, sizes[size]]));
const peakRssMb = Math.round(process.resourceUsage().maxRSS / 1024);
process.stdout.write(`${JSON.stringify({ bench: name, ...heeded, ...figures, peakRssMb })}\n`);
