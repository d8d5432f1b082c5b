import { describe, expect, it } from '@jest/globals';
import { driftStatus } from './drift-words.js';

describe('what came of a drift check', () => {
  it.each([
    ['none', null, null, 'No drift', 'good'],
    ['found', 'critical', null, 'Drift found (critical)', 'bad'],
    ['found', 'low', {}, 'Drift found (low), acknowledged', 'warning'],
    ['underWay', null, null, 'Being looked at', 'running'],
    ['failed', null, null, 'Not known: the check has failed', 'bad'],
    ['cancelled', null, null, 'Not known: the check was cancelled', 'quiet'],
  ] as const)('is shown: %s, %s', (status, severity, acknowledgement, word, tone) => {
    expect(driftStatus({ status, severity, acknowledgement })).toEqual({ word, tone });
  });
});
