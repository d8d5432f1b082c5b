import { parseArgs } from 'node:util';
import { benchEventStore } from './event-store.ts';

/** `npm run bench -- NAME [--events N]`: prints a table, and as its last line one JSON object with the figures. */
const BENCHES: Readonly<Record<string, (events: number) => Promise<Readonly<Record<string, number>>>>> = {
  'event-store': benchEventStore,
};

const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: { events: { type: 'string', default: '20000' } },
});
const [name = ''] = positionals;
const bench = BENCHES[name];
const events = Number(values.events);
if (!bench || !Number.isInteger(events) || events < 1_000) {
  process.stderr.write(
    `Usage: npm run bench -- NAME [--events N]   (at least 1000 events)\nNames: ${Object.keys(BENCHES).join(', ')}\n`,
  );
  process.exit(2);
}
const figures = await bench(events);
const peakRssMb = Math.round(process.resourceUsage().maxRSS / 1024);
process.stdout.write(`${JSON.stringify({ bench: name, events, ...figures, peakRssMb })}\n`);
