import { parseArgs } from 'node:util';
import { Campaign } from './campaign.ts';
import { ALL_FAULTS, settingOf, type FaultKind, type Setting } from './faults.ts';
import { run } from './run.ts';

/**
 * `npm run test:faults -- --seeds N [--from S] [--kill-points M]`: N runs from seed S on, and M seeds killed at every
 * step; `--faults a,b` gives every seed these faults instead of its own. `--replay S [--users N] [--faults a,b] [--kill before:12]` lives through one run again and prints its log.
 * Ends with a table; the exit code is 1 where an invariant was broken.
 */
const { values } = parseArgs({
  options: {
    seeds: { type: 'string', default: '2000' },
    from: { type: 'string', default: '1' },
    'kill-points': { type: 'string', default: '2' },
    replay: { type: 'string' },
    users: { type: 'string' },
    faults: { type: 'string' },
    kill: { type: 'string' },
    json: { type: 'boolean', default: false },
  },
});

if (values.replay === undefined) await manyRuns();
else await oneRun(replayed(Number(values.replay)));

async function manyRuns(): Promise<void> {
  const campaign = new Campaign();
  const began = performance.now();
  const from = Number(values.from);
  const chosen = values.faults === undefined ? undefined : faultsNamed(values.faults);
  for (let seed = from; seed < from + Number(values.seeds); seed += 1) await campaign.seed(seed, chosen);
  for (let seed = 1; seed <= Number(values['kill-points']); seed += 1) await campaign.everyKillPoint(seed);
  const ms = performance.now() - began;
  if (values.json) {
    const broken = Object.fromEntries([...campaign.broken].map(([how, { count }]) => [how, count]));
    console.log(JSON.stringify({ runs: campaign.runs, brokenRuns: campaign.brokenRuns, broken }));
  } else {
    await campaign.print();
    console.log(`ends: ${JSON.stringify(Object.fromEntries(campaign.ends))}`);
    console.log(`${(ms / campaign.runs).toFixed(1)} ms a run`);
  }
  process.exitCode = campaign.brokenRuns === 0 && campaign.broken.size === 0 ? 0 : 1;
}

async function oneRun(setting: Setting): Promise<void> {
  const { broken, end, logDigest, world } = await run(setting);
  for (const { event, tick } of world.log.all)
    console.log(tick, event.metadata.at, event.stream, event.type, JSON.stringify(event.data));
  for (const each of world.told) console.log(each);
  for (const { invariant, how } of broken) console.log(`BROKEN ${invariant} ${how}`);
  console.log(`end: ${end}, log: ${logDigest}`);
  process.exitCode = broken.length === 0 ? 0 : 1;
}

function replayed(seed: number): Setting {
  const [when, step] = values.kill?.split(':') ?? [];
  const base = settingOf(seed);
  return {
    seed,
    users: Number(values.users ?? base.users),
    faults: values.faults === undefined ? base.faults : faultsNamed(values.faults),
    ...((when === 'before' || when === 'after') && { killAt: { step: Number(step), when } }),
  };
}

function faultsNamed(text: string): ReadonlySet<FaultKind> {
  const named = text.split(',');
  return new Set(ALL_FAULTS.filter((kind) => named.includes(kind)));
}
