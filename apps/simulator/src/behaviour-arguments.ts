import type { BehaviourOptions, DeltaOptions } from './behaviours.js';
import type { GapOptions } from './faults/known-gaps.js';

/** The command line's options of how the tenant behaves, for `parseArgs`. */
export const BEHAVIOUR_ARGUMENTS = {
  permissions: { type: 'string' },
  quota: { type: 'string' },
  lag: { type: 'string' },
  faults: { type: 'string' },
  delta: { type: 'string' },
  'lose-pages': { type: 'string' },
  'truncate-members': { type: 'string' },
  'fill-gaps': { type: 'boolean' },
} as const;

export const BEHAVIOUR_USAGE = `                 [--permissions off|on] [--quota off|real|xN] [--lag SECONDS] [--faults RATE]
                 [--delta repeats,reordered,pages=N] [--lose-pages all|PATH,…] [--truncate-members N]
                 [--fill-gaps]`;

/** What `parseArgs` makes of {@link BEHAVIOUR_ARGUMENTS}. */
export interface BehaviourValues {
  readonly permissions?: string | undefined;
  readonly quota?: string | undefined;
  readonly lag?: string | undefined;
  readonly faults?: string | undefined;
  readonly delta?: string | undefined;
  readonly 'lose-pages'?: string | undefined;
  readonly 'truncate-members'?: string | undefined;
  readonly 'fill-gaps'?: boolean | undefined;
}

/** Reads how the tenant is to behave. Throws an error whose message is meant for the user. */
export function behaviourOptions(values: BehaviourValues): BehaviourOptions {
  const { permissions, quota, lag, faults, delta } = values;
  const gaps = gapsOf(values);
  return {
    ...(isOn('permissions', permissions) ? { permissions: true } : {}),
    ...quotaOf(quota),
    ...(lag === undefined ? {} : { lagMs: 1000 * numberIn('lag', lag, 0, 3600) }),
    ...(faults === undefined ? {} : { faults: { rate: numberIn('faults', faults, 0, 1) } }),
    ...(delta === undefined ? {} : { delta: deltaOf(delta) }),
    ...(Object.keys(gaps).length === 0 ? {} : { gaps }),
  };
}

function isOn(name: string, text: string | undefined): boolean {
  if (text === undefined || text === 'off') return false;
  if (text === 'on') return true;
  throw new Error(`--${name} is on or off, not '${text}'.`);
}

function quotaOf(text: string | undefined): Pick<BehaviourOptions, 'quota'> {
  if (text === undefined || text === 'off') return {};
  const factor = text === 'real' ? 1 : Number(/^x(\d+(?:\.\d+)?)$/.exec(text)?.[1]);
  if (factor > 0) return { quota: { factor } };
  throw new Error(`--quota is off, real, or a factor such as x10, not '${text}'.`);
}

function deltaOf(text: string): DeltaOptions {
  const options: DeltaOptions[] = text.split(',').map((word) => {
    if (word === 'repeats') return { repeats: true };
    if (word === 'reordered') return { reordered: true };
    const size = /^pages=([1-9]\d*)$/.exec(word)?.[1];
    if (size !== undefined) return { objectsPerPage: Number(size), membersPerPage: Number(size) };
    throw new Error(`--delta takes repeats, reordered and pages=N, not '${word}'.`);
  });
  return Object.assign({}, ...options) as DeltaOptions;
}

function gapsOf(values: BehaviourValues): GapOptions {
  const { 'lose-pages': losePages, 'truncate-members': truncateMembers, 'fill-gaps': fill = false } = values;
  return {
    ...(losePages === undefined ? {} : { losePages: losePages === 'all' ? losePages : losePages.split(',') }),
    ...(truncateMembers === undefined
      ? {}
      : { truncateMembers: numberIn('truncate-members', truncateMembers, 0, 1e9) }),
    ...(fill ? { showPrincipalMembers: true, expandAll: true } : {}),
  };
}

function numberIn(name: string, text: string, from: number, to: number): number {
  const value = /^\d+(\.\d+)?$/.test(text) ? Number(text) : NaN;
  if (value >= from && value <= to) return value;
  throw new Error(`--${name} takes a number from ${from} to ${to}, not '${text}'.`);
}
