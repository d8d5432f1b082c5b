import type { Setting } from './faults.ts';
import { run } from './run.ts';

/** Leaves out whatever the breaking of `invariant` does not need: kinds of fault first, then accounts. */
export async function shrink(setting: Setting, invariant: string): Promise<Setting> {
  let smallest = setting;
  const isBroken = async (tried: Setting): Promise<boolean> =>
    (await run(tried)).broken.some((each) => each.invariant === invariant);
  for (const kind of setting.faults) {
    const without = { ...smallest, faults: new Set([...smallest.faults].filter((each) => each !== kind)) };
    if (await isBroken(without)) smallest = without;
  }
  for (let users = 1; users < smallest.users; users += 1) {
    const fewer = { ...smallest, users };
    if (await isBroken(fewer)) return fewer;
  }
  return smallest;
}

/** The options that replay a setting. */
export function replayOptions({ seed, users, faults, killAt }: Setting): string {
  const kill = killAt ? ` --kill ${killAt.when}:${killAt.step}` : '';
  return `--replay ${seed} --users ${users} --faults ${[...faults].join(',') || 'none'}${kill}`;
}
