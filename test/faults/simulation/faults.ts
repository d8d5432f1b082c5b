import { seededRandom } from '#runtime';

/** What can go wrong in a run, with the faults of the specification that each stands for. */
export const FAULT_KINDS = {
  kill: 'F1 F2 F18',
  busy: 'F3',
  lost: 'F4 F5',
  doubled: 'F5',
  missingAnswers: 'F4',
  forbidden: 'F6',
  unreadable: 'F6',
  damage: 'F7',
  disk: 'F8',
  clock: 'F9',
  eventStore: 'F10',
  zombie: 'F11',
  twoStarts: 'F11',
  cancel: 'F12',
  poison: 'F13',
  gone: 'F13',
  people: 'F14 F17',
  lag: 'F14',
  housekeeping: 'F16 F19',
} as const;

export type FaultKind = keyof typeof FAULT_KINDS;
export const ALL_FAULTS = Object.keys(FAULT_KINDS) as readonly FaultKind[];

/** One run, wholly: the same setting gives the same log. */
export interface Setting {
  readonly seed: number;
  readonly users: number;
  readonly faults: ReadonlySet<FaultKind>;
  /** Kill at this step of the run, before or after it, instead of at random ones. */
  readonly killAt?: { readonly step: number; readonly when: 'before' | 'after' };
}

/**
 * Each seed has its own mixture of faults: most are in about a third of the runs, those of the disk, which cost most
 * time, in fewer; some runs have all.
 */
export function settingOf(seed: number): Setting {
  const random = seededRandom(seed ^ 0x5eed);
  const hasAll = random.next() < 0.02;
  const share = (kind: FaultKind): number => (hasAll ? 1 : DISK_FAULTS.has(kind) ? 0.04 : 0.33);
  const faults = new Set(ALL_FAULTS.filter((kind) => random.next() < share(kind)));
  return { seed, users: 2 + Math.floor(random.next() * 6), faults };
}

const DISK_FAULTS: ReadonlySet<FaultKind> = new Set(['disk', 'damage', 'housekeeping']);
