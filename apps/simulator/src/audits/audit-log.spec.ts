import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { objectActivity } from './activities.js';
import { AuditLog } from './audit-log.js';

const entry = (at: number) => ({
  at,
  id: String(at),
  correlationId: 'c',
  initiator: {},
  activity: objectActivity('user', 'update'),
  targets: [],
  userAgent: undefined,
});

describe('the audit log', () => {
  it('keeps the latest entries, as many as it may, and no more', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 20 }), fc.nat(100), (atMost, count) => {
        const log = new AuditLog(atMost);
        for (let at = 1; at <= count; at += 1) log.add(entry(at));
        const kept = log.at(count).map(({ sequence }) => sequence);
        const first = Math.max(1, count - atMost + 1);
        expect(kept).toEqual(Array.from({ length: Math.min(count, atMost) }, (_, index) => first + index));
      }),
    );
  });
});
