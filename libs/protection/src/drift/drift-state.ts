import type { DriftEvent } from './drift-events.js';
import type { DriftWatch } from './drift-watch.js';

/** A check that has been started. */
interface StartedCheck {
  readonly reportId: string;
  readonly backupId: string;
  readonly startedAt: string;
}

/** What of a backup decides whether it can be compared with. */
interface Comparable {
  readonly status: string;
  readonly takenAt: string | null;
  readonly isImport?: true;
}

/** What a tenant's drift watch knows. */
export interface DriftState {
  readonly watch: DriftWatch | null;
  /** The check whose outcome is not known yet. */
  readonly underWay: StartedCheck | null;
  /** Whether the last check has failed. */
  readonly isFailing: boolean;
  /** When the last check was started, whatever has become of it. */
  readonly checkedAt: string | null;
  /** The last check that has come to a result. */
  readonly last:
    | (StartedCheck & {
        readonly found: boolean;
        readonly acknowledged: boolean;
        /** The plan that was proposed to take it back. */
        readonly planId: string | null;
        /** Whether it found what no check had found before. */
        readonly isNews: boolean;
      })
    | null;
  /** What has been told and is still so: each rule's digest, and a word for each type with a mass change. */
  readonly told: ReadonlyMap<string, string>;
  /** Backups that must not expire. */
  readonly pinned: ReadonlySet<string>;
}

export const initialDriftState: DriftState = {
  watch: null,
  underWay: null,
  checkedAt: null,
  isFailing: false,
  last: null,
  told: new Map(),
  pinned: new Set(),
};

/** By what it is remembered that a mass change of a type has been told. */
export const massChangeKey = (objectType: string): string => `mass change ${objectType}`;
export const ruleKey = (rule: string): string => `rule ${rule}`;

/** The drift watch after one event. */
export function evolveDrift(state: DriftState, event: DriftEvent): DriftState {
  switch (event.type) {
    case 'DriftWatchChanged':
      return { ...state, watch: event.data.watch };
    case 'DriftCheckStarted':
      return { ...state, underWay: event.data, checkedAt: event.data.startedAt };
    case 'NoDriftFound':
      return ended(state, event.data, { found: false, isNews: false, told: new Map() });
    case 'DriftFound': {
      const { findings, massChanges } = event.data;
      const told = new Map([
        ...findings.map(({ rule, digest }) => [ruleKey(rule), digest] as const),
        ...massChanges.map(({ objectType }) => [massChangeKey(objectType), 'told'] as const),
      ]);
      return ended(state, event.data, {
        found: true,
        isNews: [...findings, ...massChanges].some(({ isNew }) => isNew),
        told,
      });
    }
    case 'DriftCheckFailed':
      return { ...state, underWay: null, isFailing: true };
    case 'DriftCheckCancelled':
      return { ...state, underWay: null };
    case 'DriftAcknowledged':
      return { ...state, last: state.last && { ...state.last, acknowledged: true } };
    case 'RecoveryPlanProposed':
      return { ...state, last: state.last && { ...state.last, planId: event.data.planId } };
    case 'BackupPinned':
      return { ...state, pinned: new Set(state.pinned).add(event.data.backupId) };
    case 'BackupUnpinned':
      return { ...state, pinned: new Set([...state.pinned].filter((id) => id !== event.data.backupId)) };
    default:
      return event satisfies never;
  }
}

function ended(
  state: DriftState,
  { reportId, backupId }: { readonly reportId: string; readonly backupId: string },
  {
    told,
    ...result
  }: { readonly found: boolean; readonly isNews: boolean; readonly told: ReadonlyMap<string, string> },
): DriftState {
  const acknowledged = result.found && !result.isNews && state.last?.acknowledged === true;
  const startedAt = state.checkedAt ?? '';
  const last = { reportId, backupId, startedAt, ...result, acknowledged, planId: null };
  return { ...state, underWay: null, isFailing: false, told, last };
}

/** Whether what the last check found is neither known nor gone. */
export function isOpenDrift({ last }: DriftState): boolean {
  return last !== null && last.found && !last.acknowledged;
}

/**
 * The backup that the next check compares with: while a drift is open the one it was found against, so that a backup
 * taken since cannot make it look normal; else the newest that is not newer than the last check, so that nothing between
 * two checks is missed. `undefined` where there is no backup yet.
 */
export function baselineOf(state: DriftState, backups: ReadonlyMap<string, Comparable>): string | undefined {
  const { last } = state;
  if (last !== null && isOpenDrift(state) && backups.get(last.backupId)?.status === 'listed')
    return last.backupId;
  const usable = [...backups]
    .flatMap(([id, { status, isImport, takenAt }]) =>
      status === 'listed' && !isImport && takenAt !== null ? [{ id, takenAt: Date.parse(takenAt) }] : [],
    )
    .sort((one, other) => other.takenAt - one.takenAt);
  const until = last === null ? Infinity : Date.parse(last.startedAt);
  return (usable.find(({ takenAt }) => takenAt <= until) ?? usable.at(-1))?.id;
}
