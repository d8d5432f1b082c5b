import type { DriftWatchInput, DriftWatchPartsFragment } from '../api/generated.js';
import { rulesIn, rulesText } from './rules-text.js';

const EVERY_HOUR = '0 * * * *';

/** A drift watch as someone types it. */
export interface WatchTexts {
  readonly isOn: boolean;
  readonly schedule: string;
  readonly percent: string;
  readonly atLeast: string;
  readonly proposesPlan: boolean;
  readonly rules: string;
}

/** The watch as it is; what is recommended where there is none. */
export function watchTexts(watch: DriftWatchPartsFragment | null): WatchTexts {
  return {
    isOn: watch !== null,
    schedule: watch?.schedule ?? EVERY_HOUR,
    percent: `${watch ? (watch.massChange?.percent ?? 100) : 5}`,
    atLeast: `${watch?.massChange?.atLeast ?? 20}`,
    proposesPlan: watch?.proposesPlan ?? false,
    rules: rulesText(watch?.rules ?? []),
  };
}

/** The watch that is asked for; `null` where it is off, `undefined` where the rules cannot be read. */
export function watchIn(texts: WatchTexts): DriftWatchInput | null | undefined {
  if (!texts.isOn) return null;
  const rules = rulesIn(texts.rules);
  return (
    rules && {
      schedule: texts.schedule,
      massChange: { percent: Number(texts.percent), atLeast: Number(texts.atLeast) },
      proposesPlan: texts.proposesPlan,
      ...(rules.length > 0 && { rules }),
    }
  );
}
