import { parseArgs } from 'node:util';
import { described } from './injected.js';
import { playAttack } from './play-attack.js';

const USAGE = 'Usage: demo:attack [--url http://127.0.0.1:4100] [--seed 1] [--size small|large] [--json]';

try {
  const { values } = parseArgs({
    options: {
      url: { type: 'string', default: 'http://127.0.0.1:4100' },
      seed: { type: 'string', default: '1' },
      size: { type: 'string', default: 'small' },
      json: { type: 'boolean', default: false },
    },
  });
  const { size } = values;
  if (size !== 'small' && size !== 'large') throw new Error(`--size takes small or large, not '${size}'.`);
  const seed = Number(values.seed);
  if (!Number.isInteger(seed)) throw new Error(`--seed takes a whole number, not '${values.seed}'.`);
  const injected = await playAttack(values.url, { seed, size });
  for (const one of injected) console.log(described(one));
  console.log(`${injected.length} objects touched.`);
  if (values.json) console.log(JSON.stringify(injected));
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  console.error(USAGE);
  process.exitCode = 1;
}
