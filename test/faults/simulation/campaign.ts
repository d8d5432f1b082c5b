import { ALL_FAULTS, FAULT_KINDS, settingOf, type FaultKind, type Setting } from './faults.ts';
import { run, type RunResult } from './run.ts';
import { replayOptions, shrink } from './shrink.ts';

/** How many failing settings of one kind are kept: the first ones are shrunk and printed. */
const MOST_KEPT = 3;
/** One run in so many is run twice, and must give the same log. */
const REPEATED = 50;

interface Line {
  tried: number;
  survived: number;
  refused: number;
  broken: number;
}

/** Counts what came of many runs, by fault and by invariant. */
export class Campaign {
  readonly byFault = new Map<string, Line>();
  readonly broken = new Map<string, { count: number; readonly settings: Setting[] }>();
  readonly ends = new Map<string, number>();
  runs = 0;
  brokenRuns = 0;

  /** Lives through a seed, with its own faults or with those given. */
  async seed(seed: number, faults?: ReadonlySet<FaultKind>): Promise<void> {
    const setting = { ...settingOf(seed), ...(faults && { faults }) };
    const result = await run(setting);
    this.count(setting, result);
    if (seed % REPEATED !== 0) return;
    const again = await run(setting);
    if (again.logDigest !== result.logDigest) this.note(setting, 'I13 The same seed has given two logs.');
  }

  /** A run without any other fault is killed before and after each of its steps. */
  async everyKillPoint(seed: number): Promise<void> {
    const calm: Setting = { seed, users: 4, faults: new Set() };
    const { steps } = await run(calm);
    for (let step = 1; step <= steps.length; step += 1)
      for (const when of ['before', 'after'] as const) {
        const setting: Setting = { ...calm, killAt: { step, when } };
        const result = await run(setting);
        this.count(setting, result, `kill ${when} ${steps[step - 1] ?? ''}`);
      }
  }

  async print(): Promise<void> {
    console.log(row(['fault', 'of faults.md', 'tried', 'survived', 'refused', 'broken']));
    for (const [name, { tried, survived, refused, broken }] of [...this.byFault].sort())
      console.log(row([name, spec(name), tried, survived, refused, broken]));
    console.log(`runs: ${this.runs}, broken: ${this.brokenRuns}`);
    for (const [how, { count, settings }] of this.broken) {
      console.log(`BROKEN ${count}x ${how}`);
      const [first] = settings;
      if (first) console.log(`  ${replayOptions(await shrink(first, how.split(' ')[0] ?? ''))}`);
    }
  }

  private count(setting: Setting, result: RunResult, name?: string): void {
    this.runs += 1;
    this.ends.set(result.end, (this.ends.get(result.end) ?? 0) + 1);
    const isBroken = result.broken.length > 0;
    if (isBroken) this.brokenRuns += 1;
    const met: readonly string[] = name === undefined ? [...result.world.met.keys()] : [name];
    for (const each of met.length === 0 ? ['none'] : met) {
      const line = this.byFault.get(each) ?? { tried: 0, survived: 0, refused: 0, broken: 0 };
      line.tried += 1;
      if (isBroken) line.broken += 1;
      else if (result.end === 'failed' || result.end === 'not started') line.refused += 1;
      else line.survived += 1;
      this.byFault.set(each, line);
    }
    const hows = new Set(result.broken.map(({ invariant, how }) => `${invariant} ${how}`));
    for (const how of hows) this.note(setting, how);
  }

  private note(setting: Setting, how: string): void {
    const kept = this.broken.get(how) ?? { count: 0, settings: [] };
    kept.count += 1;
    if (kept.settings.length < MOST_KEPT) kept.settings.push(setting);
    this.broken.set(how, kept);
  }
}

const spec = (name: string): string =>
  ALL_FAULTS.some((kind) => kind === name)
    ? FAULT_KINDS[name as FaultKind]
    : name.startsWith('kill')
      ? 'F1'
      : '';

const row = (cells: readonly (string | number)[]): string =>
  cells.map((cell, index) => (index < 2 ? String(cell).padEnd(30) : String(cell).padStart(9))).join('');
