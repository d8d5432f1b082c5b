import { describe, expect, it } from '@jest/globals';
import { recoverySource } from './recovery-source.js';

const ids = (count: number): string[] => Array.from({ length: count }, (_each, index) => `object-${index}`);

describe('the source of a recovery', () => {
  it('is the report where nothing is chosen', () => {
    expect(recoverySource({ reportId: 'r', backupId: undefined, objectIds: [], objectTypes: [] })).toEqual({
      from: { differenceReportId: 'r' },
    });
  });

  it('is the report’s backup for up to 100 chosen objects', () => {
    const objectIds = ids(100);
    expect(recoverySource({ reportId: 'r', backupId: 'b', objectIds, objectTypes: ['user'] })).toEqual({
      from: { backupId: 'b' },
      scope: { objectIds },
    });
  });

  it('is the report’s backup for chosen types', () => {
    expect(
      recoverySource({ reportId: 'r', backupId: 'b', objectIds: [], objectTypes: ['group', 'user'] }),
    ).toEqual({ from: { backupId: 'b' }, scope: { objectTypes: ['group', 'user'] } });
  });

  it('is none for more, or where the backup is gone', () => {
    expect(
      recoverySource({ reportId: 'r', backupId: 'b', objectIds: ids(101), objectTypes: [] }),
    ).toBeUndefined();
    expect(
      recoverySource({ reportId: 'r', backupId: undefined, objectIds: ids(1), objectTypes: [] }),
    ).toBeUndefined();
  });
});
