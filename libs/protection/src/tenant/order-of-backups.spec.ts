import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { faultOfOrder } from './order-of-backups.js';
import type { BackupRecord } from './tenant-state.js';

const taken = (takenAt: string, isImport = false): BackupRecord => ({
  status: 'listed',
  root: 'aa',
  takenAt,
  ...(isImport && { isImport }),
});
const codeOf = (first: BackupRecord, second: BackupRecord): string | undefined =>
  faultOfOrder(
    { backupId: 'first', compareWithBackupId: 'second' },
    {
      backups: new Map([
        ['first', first],
        ['second', second],
      ]),
    },
  )?.code;

describe('the order of two backups that are compared', () => {
  it('is from the older to the later one, whatever their moments', () => {
    const moment = fc.date({ min: new Date('2020-01-01'), max: new Date('2040-01-01'), noInvalidDate: true });
    fc.assert(
      fc.property(moment, moment, (first, second) => {
        const expected = second < first ? 'InvalidInput' : undefined;
        expect(codeOf(taken(first.toISOString()), taken(second.toISOString()))).toBe(expected);
      }),
    );
  });

  it('is told by the moment, not by how it is written', () => {
    expect(codeOf(taken('2026-03-01T02:00:00Z'), taken('2026-03-01T02:00:00.000Z'))).toBeUndefined();
    expect(codeOf(taken('2026-03-01T02:00:00.000Z'), taken('2026-03-01T02:00:00Z'))).toBeUndefined();
  });

  it('is free where one is an import, whose moment is not that of its state', () => {
    const [older, later] = ['2026-03-01T02:00:00Z', '2026-03-05T02:00:00Z'];
    expect(codeOf(taken(later, true), taken(older))).toBeUndefined();
    expect(codeOf(taken(later), taken(older, true))).toBeUndefined();
  });

  it('says what to do', () => {
    const backups = new Map([
      ['young', taken('2026-03-05T02:00:00Z')],
      ['old', taken('2026-03-01T02:00:00Z')],
    ]);
    expect(faultOfOrder({ backupId: 'young', compareWithBackupId: 'old' }, { backups })).toMatchObject({
      message:
        'Backup old is older than backup young. Name the older one first: it is the state that the later one is compared with.',
    });
  });
});
