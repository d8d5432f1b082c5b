import { parseArgs } from 'node:util';
import { seededRandom } from '#runtime';
import { CrashSite } from './crash-site.ts';
import { diskRounds } from './disk-rounds.ts';
import { damageRound, killRound, type Round } from './rounds.ts';

/**
 * `npm run test:crash -- --rounds N`: N times the real worker is killed (kill -9) in the middle of its work, files are
 * damaged between, and a disk that is full or read-only is tried. Ends with a table; the exit code is 1 where
 * something was broken.
 */
const { values } = parseArgs({
  options: { rounds: { type: 'string', default: '20' }, seed: { type: 'string', default: '1' } },
});
const ROUNDS_A_SITE = 60;
const DAMAGED_EVERY = 10;

const lines = new Map<string, { tried: number; survived: number; refused: number; broken: number }>();
const random = seededRandom(Number(values.seed));

for (let round = 0; round < Number(values.rounds);) {
  const site = await CrashSite.open();
  try {
    for (let own = 0; own < ROUNDS_A_SITE && round < Number(values.rounds); own += 1, round += 1) {
      note(await killRound(site, round, random));
      if (round % DAMAGED_EVERY === DAMAGED_EVERY - 1)
        for (const half of [0, 1]) note(await damageRound(site, half, random));
    }
  } finally {
    await site.close();
  }
}
for (const round of await diskRounds()) note(round, true);

console.log(row(['fault', 'tried', 'survived', 'refused', 'broken']));
for (const [kind, { tried, survived, refused, broken }] of [...lines].sort())
  console.log(row([kind, tried, survived, refused, broken]));
process.exitCode = [...lines.values()].some(({ broken }) => broken > 0) ? 1 : 0;

function note({ kind, faults }: Round, isRefused = false): void {
  const line = lines.get(kind) ?? { tried: 0, survived: 0, refused: 0, broken: 0 };
  line.tried += 1;
  if (faults.length > 0) line.broken += 1;
  else if (isRefused) line.refused += 1;
  else line.survived += 1;
  lines.set(kind, line);
  for (const fault of faults) console.log(`BROKEN ${kind}: ${fault}`);
}

function row(cells: readonly (string | number)[]): string {
  return cells
    .map((cell, index) => (index === 0 ? String(cell).padEnd(28) : String(cell).padStart(10)))
    .join('');
}
