import { describe, expect, test } from '@jest/globals';
import type { RecordedEvent } from '#event-store';
import { verifyBackups, type VerifiableVault } from './verify-backups.js';

const METADATA = {
  actor: { id: 'a', name: 'Avery Admin' },
  from: 'worker',
  at: '2026-11-24T09:00:00.000Z',
  correlationId: 'correlation',
  causationId: 'causation',
  schemaVersion: 1,
};

async function* log(
  ...events: readonly (readonly [stream: string, type: string, data: RecordedEvent['data']])[]
): AsyncGenerator<RecordedEvent> {
  for (const [index, [stream, type, data]] of events.entries())
    yield {
      stream,
      type,
      data,
      revision: index,
      id: String(index),
      position: String(index),
      previousDigest: null,
      metadata: METADATA,
    };
}

const started = (id: string, tenantId = 'contoso') =>
  [`backup-${id}`, 'BackupStarted', { tenantId }] as const;
const completed = (id: string, root: string) => [`backup-${id}`, 'BackupCompleted', { root }] as const;

/** A vault in which the snapshots named are hurt; it notes what it was asked for. */
function vault(hurt: readonly string[], asked: string[] = []): (tenantId: string) => VerifiableVault {
  return (tenantId) => ({
    verify: async (root) => {
      asked.push(`${tenantId}/${root}`);
      return { entries: 10, damages: hurt.includes(root) ? [{ chunk: 'c0', damage: 'missing' }] : [] };
    },
  });
}

describe('backups are checked against the roots in the log', () => {
  test('each snapshot once, in its own tenant’s vault', async () => {
    const asked: string[] = [];
    const verdict = await verifyBackups({
      events: log(
        started('1'),
        started('2', 'fabrikam'),
        completed('1', 'aa'),
        completed('2', 'aa'),
        started('3'),
        completed('3', 'aa'),
        started('running'),
      ),
      vaultOf: vault([], asked),
    });
    expect(verdict).toEqual({ intact: true, backups: 3, entries: 20, hurt: [] });
    expect(asked).toEqual(['contoso/aa', 'fabrikam/aa']);
  });

  test('every backup that needs a hurt chunk is named', async () => {
    const verdict = await verifyBackups({
      events: log(
        started('1'),
        completed('1', 'aa'),
        started('2'),
        completed('2', 'bb'),
        started('3'),
        completed('3', 'aa'),
      ),
      vaultOf: vault(['aa']),
    });
    expect(verdict.intact).toBe(false);
    expect(verdict.hurt).toEqual(
      ['1', '3'].map((backupId) => ({
        tenantId: 'contoso',
        backupId,
        root: 'aa',
        damages: [{ chunk: 'c0', damage: 'missing' }],
      })),
    );
  });

  test.each([
    ['expired', ['backup-1', 'BackupExpired', {}]],
    ['retired by its tenant', ['tenant-contoso', 'BackupRetired', { backupId: '1' }]],
    ['abandoned', ['tenant-contoso', 'BackupAbandoned', { backupId: '1' }]],
  ] as const)('one that has been %s is left alone', async (_name, ending) => {
    const events = log(started('1'), completed('1', 'gone'), ending);
    expect(await verifyBackups({ events, vaultOf: vault(['gone']) })).toMatchObject({
      intact: true,
      backups: 0,
    });
  });
});
