import { describe, it } from '@jest/globals';
import { specificationOf } from '../decider-specification.contract.js';
import type { BackupCommand } from './backup-commands.js';
import type { BackupEvent } from './backup-events.js';
import { backupDecider } from './backup.js';

const identity = { backupId: 'b1', tenantId: 't1', trigger: 'schedule' } as const;
const content = { root: 'aa', takenAt: '2026-03-01T02:00:00Z', objects: 3, links: 1, certificate: [] };

const start = (workerId: string): BackupCommand => ({ type: 'StartBackup', ...identity, workerId });
const complete = (workerId: string, root = 'aa'): BackupCommand => ({
  type: 'CompleteBackup',
  workerId,
  ...content,
  root,
});
const fail = (workerId?: string): BackupCommand => ({
  type: 'FailBackup',
  ...(workerId !== undefined && { workerId }),
  code: 'network',
  message: 'The tenant cannot be reached.',
});
const expire: BackupCommand = { type: 'ExpireBackup' };

const started = (workerId: string): BackupEvent => ({
  type: 'BackupStarted',
  data: { ...identity, workerId },
});
const completed: BackupEvent = { type: 'BackupCompleted', data: content };
const failed: BackupEvent = {
  type: 'BackupFailed',
  data: { code: 'network', message: 'The tenant cannot be reached.' },
};
const expired: BackupEvent = { type: 'BackupExpired', data: {} };

const { given } = specificationOf(backupDecider);

describe('a backup', () => {
  it('is started by a worker and completed by it', () => {
    given().when(start('w1')).then(started('w1'));
    given(started('w1')).when(complete('w1')).then(completed);
  });

  it('can be taken over while it runs; the former worker has no say any more', () => {
    given(started('w1')).when(start('w2')).then(started('w2'));
    given(started('w1'), started('w2')).when(complete('w1')).thenRefused('NoLongerOwner');
    given(started('w1'), started('w2')).when(fail('w1')).thenRefused('NoLongerOwner');
    given(started('w1'), started('w2')).when(complete('w2')).then(completed);
  });

  it('is taken anew by a worker that comes back under its own name', () => {
    given(started('w1')).when(start('w1')).then(started('w1'));
  });

  it('can be failed by its worker, or by no worker where none answers', () => {
    given(started('w1')).when(fail('w1')).then(failed);
    given(started('w1')).when(fail()).then(failed);
    given().when(fail()).then(failed);
  });

  it('cannot be worked on before it has been started', () => {
    given().when(complete('w1')).thenRefused('OutOfTurn');
    given().when(fail('w1')).thenRefused('OutOfTurn');
  });

  it('ends once; only an exact repetition is accepted', () => {
    given(started('w1'), completed).when(complete('w1')).thenNothing();
    given(started('w1'), completed).when(complete('w1', 'bb')).thenRefused('OutOfTurn');
    given(started('w1'), completed).when(fail('w1')).thenRefused('OutOfTurn');
    given(started('w1'), completed).when(start('w2')).thenRefused('OutOfTurn');
    given(started('w1'), failed).when(fail('w1')).thenNothing();
    given(started('w1'), failed).when(complete('w1')).thenRefused('OutOfTurn');
  });

  it('expires once, after it has completed', () => {
    given(started('w1'), completed).when(expire).then(expired);
    given(started('w1'), completed, expired).when(expire).thenNothing();
    given(started('w1')).when(expire).thenRefused('OutOfTurn');
    given(started('w1'), failed).when(expire).thenRefused('OutOfTurn');
  });
});
