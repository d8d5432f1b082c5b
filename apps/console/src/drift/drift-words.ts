import type { DriftPartsFragment, Severity } from '../api/generated.js';
import type { StatusWord } from '../words/statuses.js';

export const SEVERITY_WORDS: Readonly<Record<Severity, string>> = {
  low: 'Low',
  medium: 'Medium',
  high: 'High',
  critical: 'Critical',
};

/** What came of a drift check, at a glance. */
export function driftStatus({
  status,
  severity,
  acknowledgement,
}: Pick<DriftPartsFragment, 'status' | 'severity'> & {
  readonly acknowledgement: object | null;
}): StatusWord {
  switch (status) {
    case 'underWay':
      return { word: 'Being looked at', tone: 'running' };
    case 'none':
      return { word: 'No drift', tone: 'good' };
    case 'failed':
      return { word: 'Not known: the check has failed', tone: 'bad' };
    case 'cancelled':
      return { word: 'Not known: the check was cancelled', tone: 'quiet' };
    case 'found': {
      const word = `Drift found${severity ? ` (${SEVERITY_WORDS[severity].toLowerCase()})` : ''}`;
      return acknowledgement ? { word: `${word}, acknowledged`, tone: 'warning' } : { word, tone: 'bad' };
    }
    default:
      return status satisfies never;
  }
}
