import { describe, expect, it } from '@jest/globals';
import type { ObjectType } from '#catalogue';
import type { Scope } from '#protection';
import { requestDigest, type Start } from './request-digest.js';

const types = (...objectTypes: ObjectType[]): Scope => ({ kind: 'objectTypes', objectTypes });
const report = (over: object = {}): Start => ({
  ...{ type: 'StartDifferenceReport', jobId: 'j1', backupId: 'b1', scope: types('user', 'group') },
  ...over,
});
const recovery = (over: object = {}): Start => ({
  ...{ type: 'StartRecovery', jobId: 'j1', from: { backupId: 'b1', scope: types('user') } },
  ...{ dryRun: false, reason: null, ...over },
});
const object = (over: object = {}): Start => ({
  ...{ type: 'RecoverObject', jobId: 'j1', differenceReportId: 'r1', objectId: 'o1', reason: null },
  ...over,
});
const undo = (over: object = {}): Start => ({
  ...{ type: 'UndoRecovery', jobId: 'j1', recoveryId: 'v1', dryRun: false, reason: null },
  ...over,
});
const backup = (over: object = {}): Start => ({
  ...{ type: 'RequestBackup', backupId: 'b1', trigger: 'request' },
  ...over,
});

describe('the digest of a request', () => {
  it.each<[string, Start, Start]>([
    ['with another id for what is new', report(), report({ jobId: 'j2' })],
    ['with another id for a new backup', backup(), backup({ backupId: 'b2' })],
    ['with another key', recovery({ idempotencyKey: 'k' }), recovery({ idempotencyKey: 'l' })],
    ['with the types in another order', report(), report({ scope: types('group', 'user') })],
    [
      'with the ids in another order',
      report({ scope: { kind: 'objectIds', objectIds: ['a', 'b'] } }),
      report({ scope: { kind: 'objectIds', objectIds: ['b', 'a'] } }),
    ],
    ['with an id in capitals', object({ objectId: 'ABC' }), object({ objectId: 'abc' })],
  ])('is the same %s', (_what, one, other) => {
    expect(requestDigest(one)).toBe(requestDigest(other));
    expect(requestDigest(one)).toMatch(/^[0-9a-f]{64}$/);
  });

  it('is another one for every other difference', () => {
    const requests = [
      ...[report(), report({ backupId: 'b2' }), report({ scope: types('user') })],
      report({ scope: { kind: 'allObjects' } }),
      ...[recovery(), recovery({ dryRun: true }), recovery({ reason: '' }), recovery({ reason: 'b1' })],
      recovery({ from: { backupId: 'b2', scope: types('user') } }),
      recovery({ from: { backupId: 'b1', scope: types('group') } }),
      recovery({ from: { differenceReportId: 'b1', scope: types('user') } }),
      recovery({ from: { differenceReportId: 'b1' } }),
      ...[
        object(),
        object({ differenceReportId: 'r2' }),
        object({ objectId: 'o2' }),
        object({ reason: 'r' }),
      ],
      ...[undo(), undo({ recoveryId: 'v2' }), undo({ dryRun: true }), undo({ reason: 'r' })],
      ...[backup(), backup({ trigger: 'schedule' })],
    ];
    expect(new Set(requests.map(requestDigest)).size).toBe(requests.length);
  });
});
