import { parseArgs } from 'node:util';
import { benchBackupStore } from './backup-store.ts';
import { benchCompare } from './compare.ts';
import { benchEventStore } from './event-store.ts';
import { benchRecovery } from './recovery.ts';
import { benchVault } from './vault.ts';
import { benchVerify } from './verify.ts';

/** The sizes that a bench can be given, each with its default and its least. */
const SIZES = {
  events: { default: 20_000, least: 1_000 },
  objects: { default: 20_000, least: 1_000 },
  changes: { default: 100, least: 1 },
  days: { default: 365, least: 1 },
  members: { default: 40_000, least: 0 },
  policies: { default: 50, least: 0 },
  /** How many times as fast as the machine's clock; 0: as fast as it goes. */
  speed: { default: 0, least: 0 },
} as const;

type Size = keyof typeof SIZES;
type Sizes = Readonly<Record<Size, number>>;

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
  recovery: {
    sizes: ['objects', 'members', 'policies', 'speed'],
    run: (sizes) => benchRecovery(sizes, values.quota === 'off' ? 'off' : 'real'),
  },
};

const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: {
    events: { type: 'string' },
    objects: { type: 'string' },
    changes: { type: 'string' },
    days: { type: 'string' },
    members: { type: 'string' },
    policies: { type: 'string' },
    speed: { type: 'string' },
    quota: { type: 'string', default: 'real' },
    eventstoredb: { type: 'string' },
  },
});
const sizeOf = (size: Size): number => Number(values[size] ?? SIZES[size].default);
const isSound = (size: Size): boolean => Number.isInteger(sizeOf(size)) && sizeOf(size) >= SIZES[size].least;
const [name = ''] = positionals;
const bench = BENCHES[name];
const sizes = {
  events: sizeOf('events'),
  objects: sizeOf('objects'),
  changes: sizeOf('changes'),
  days: sizeOf('days'),
  members: sizeOf('members'),
  policies: sizeOf('policies'),
  speed: sizeOf('speed'),
};
if (!bench || !bench.sizes.every(isSound) || !['real', 'off'].includes(values.quota)) {
  const names = Object.entries(BENCHES).map(
    ([each, { sizes: heeded }]) => `  ${each} ${heeded.map((size) => `[--${size} N]`).join(' ')}\n`,
  );
  process.stderr.write(
    `Usage: npm run bench -- NAME [--SIZE N]…\n${names.join('')}  recovery --quota real|off\n`,
  );
  process.exit(2);
}
const figures = await bench.run(sizes);
const heeded = Object.fromEntries(bench.sizes.map((size) => [size, sizes[size]]));
const peakRssMb = Math.round(process.resourceUsage().maxRSS / 1024);
process.stdout.write(`${JSON.stringify({ bench: name, ...heeded, ...figures, peakRssMb })}\n`);
