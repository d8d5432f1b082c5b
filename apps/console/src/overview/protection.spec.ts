import { describe, expect, it } from '@jest/globals';
import { protectionOf } from './protection.js';

const complete = { status: 'completed', completeness: 'complete' } as const;
const partial = { status: 'completed', completeness: 'partial' } as const;
const failed = { status: 'failed', completeness: null } as const;
const running = { status: 'running', completeness: null } as const;
const expired = { status: 'expired', completeness: 'complete' } as const;

describe('the protection of a tenant', () => {
  it.each([
    ['bad without a backup', [], 'bad'],
    ['under way while the first is being taken', [running], 'running'],
    ['bad where all have failed', [running, failed], 'bad'],
    ['bad where the only one has expired', [expired], 'bad'],
    ['good after a complete one', [complete, failed], 'good'],
    ['good while the next is being taken', [running, complete], 'good'],
    ['to be looked at after a failed one', [failed, complete], 'warning'],
    ['to be looked at after a partial one', [partial, complete], 'warning'],
  ] as const)('is %s', (_what, backups, tone) => {
    expect(protectionOf(backups).tone).toBe(tone);
  });
});
