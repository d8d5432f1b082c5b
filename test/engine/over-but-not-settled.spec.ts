import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { ADMINISTRATOR, ALL, Engine, granted, TENANT } from '../support/engine.js';

/**
 * A worker tells a job's own stream that the job has ended, and the tenant's stream right after. Whoever asks for
 * something between the two is not refused for it.
 */
describe('what is over before its worker has settled it', () => {
  let engine: Engine;
  const worker = { workerId: 'dying worker', takeOverFrom: null };
  const failure = { workerId: worker.workerId, code: 'TenantNotAnswering', message: 'Try again later.' };

  beforeEach(async () => {
    engine = new Engine();
    await engine.connect();
    engine.startWorker();
  });

  afterEach(() => engine.close());

  it('makes way for the next job', async () => {
    const backup = await engine.takeBackup();
    await engine.stopWorker();
    const first = await engine.startRecovery(backup);
    const { recovery } = engine.aggregates;
    await recovery.execute(first, { type: 'TakeRecovery', ...worker }, ADMINISTRATOR);
    await recovery.execute(first, { type: 'FailRecovery', ...failure }, ADMINISTRATOR);
    const second = await engine.startRecovery(backup);
    const { jobs, runningJobId } = await engine.tenantState();
    expect(jobs.get(first)?.status).toBe('failed');
    expect(runningJobId).toBe(second);
  });

  it('can be built upon at once', async () => {
    const before = await engine.takeBackup();
    await engine.stopWorker();
    const { id } = granted(
      await engine.requests.requestBackup(TENANT, { trigger: 'request' }, ADMINISTRATOR),
    );
    const { backup } = engine.aggregates;
    const { state } = await backup.load(before);
    if (state.status !== 'completed') throw new Error('The first backup is not complete.');
    const { root, takenAt, certificate } = state;
    const start = { backupId: id, tenantId: TENANT, trigger: 'request', ...worker } as const;
    await backup.execute(id, { type: 'StartBackup', ...start }, ADMINISTRATOR);
    const contents = { root, takenAt, objects: 0, links: 0, certificate };
    await backup.execute(
      id,
      { type: 'CompleteBackup', workerId: worker.workerId, ...contents },
      ADMINISTRATOR,
    );
    const report = await engine.requests.startDifferenceReport(
      TENANT,
      { backupId: id, scope: ALL },
      ADMINISTRATOR,
    );
    expect((await engine.tenantState()).runningJobId).toBe(granted(report).id);
  });

  it('is no excuse for starting beside what runs', async () => {
    const backup = await engine.takeBackup();
    await engine.stopWorker();
    const first = await engine.startRecovery(backup);
    const scope = { backupId: backup, scope: ALL };
    const second = await engine.requests.startDifferenceReport(TENANT, scope, ADMINISTRATOR);
    expect(second).toMatchObject({ code: 'JobAlreadyRunning', runningId: first });
  });
});
