import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { playAttack } from '../../apps/simulator/src/attack/play-attack.js';
import { Product, type Answer, type ProductNode } from '../support/product.js';
import { Story } from '../support/story.js';
import { differences } from '../support/tenant-states.js';

describe('two API and two worker processes over one log', () => {
  let product: Product;
  let story: Story;
  let secondApi: ProductNode;
  let secondWorker: ProductNode;
  let backup: string;
  let good: Awaited<ReturnType<Product['simulatorState']>>;

  beforeAll(async () => {
    product = await Product.start({ users: 1_000 });
    secondApi = await product.addNode('api');
    secondWorker = await product.addNode('worker');
    story = new Story(product);
    good = await product.simulatorState();
    backup = await story.takeBackup();
  }, 120_000);
  afterAll(() => product.close(), 60_000);

  const everything = (): Answer => ({ from: { backupId: backup }, scope: { allObjects: true } });

  async function entries(recovery: string, activities: readonly string[]): Promise<readonly Answer[]> {
    const log = await product.ask(
      'query ($id: ID!, $recovery: ID!, $activities: [String!]) { auditLog(tenantId: $id, first: 999, filter: { subjectId: $recovery, activities: $activities }) { nodes { activity details } } }',
      { id: product.tenantId, recovery, activities },
    );
    return log['nodes'] as Answer[];
  }

  /** The process of the worker that has the recovery. */
  async function ownerOf(recovery: string): Promise<number> {
    const [taken] = await entries(recovery, ['RecoveryLoadingStarted']);
    const { workerId } = taken?.['details'] as { workerId: string };
    const workers = [await product.launchedWorker(), await secondWorker.ready];
    return workers.find((worker) => worker.workerId === workerId)?.pid ?? 0;
  }

  /** Runs a recovery and does something to its worker's process in the middle of it. */
  async function recoverWhile(disturb: (owner: number) => Promise<void> | void): Promise<string> {
    const recovery = await story.startRecovery(everything());
    let disturbed = false;
    for await (const { settledSteps } of story.progress(recovery)) {
      if (disturbed || Number(settledSteps) < 20) continue;
      disturbed = true;
      await disturb(await ownerOf(recovery));
    }
    expect(disturbed).toBe(true);
    return recovery;
  }

  /** SQLite's write lock would pause all others with it, so the process is stopped while it does not hold it. */
  async function pauseBetweenTransactions(pid: number): Promise<void> {
    const log = new DatabaseSync(join(product.dataFolder, 'events.sqlite'));
    log.exec('PRAGMA busy_timeout = 200');
    for (;;) {
      process.kill(pid, 'SIGSTOP');
      try {
        log.exec('BEGIN IMMEDIATE; ROLLBACK');
        return log.close();
      } catch {
        process.kill(pid, 'SIGCONT');
        await delay(5);
      }
    }
  }

  async function expectTrueCounts(recovery: string): Promise<void> {
    const left = await entries(recovery, ['RecoveryStepFailed', 'RecoveryStepSkipped']);
    expect(left.filter(({ details }) => (details as Answer)['reason'] !== 'alreadyAsInBackup')).toEqual([]);
    const recovered = await story.recovery(recovery);
    expect(recovered).toMatchObject({ status: 'completed', failedChanges: 0 });
    expect(recovered['settledSteps']).toBe(recovered['plannedSteps']);
    const settled = await product.ask(
      'query ($id: ID!, $recovery: ID!) { auditLog(tenantId: $id, first: 1, filter: { subjectId: $recovery, activities: ["RecoveryStepApplied", "RecoveryStepFailed", "RecoveryStepSkipped"] }) { totalCount } }',
      { id: product.tenantId, recovery },
    );
    expect(settled['totalCount']).toBe(recovered['plannedSteps']);
    expect(differences(good, await product.simulatorState())).toEqual([]);
  }

  it('shows the same on every node', async () => {
    const query = 'query ($id: ID!) { backup(id: $id) { id status root objects } }';
    const one = await product.ask(query, { id: backup });
    const other = () => product.ask(query, { id: backup }, 'administrator', secondApi.graphqlUrl);
    await story.until(async () => (await other().catch(() => undefined))?.['status'] === 'completed');
    expect(await other()).toEqual(one);
  });

  it('lets one of two starts win that race on two nodes', async () => {
    const start = (url: string) =>
      product.ask(
        'mutation ($input: StartRecoveryInput!) { startRecovery(input: $input) { __typename ... on Recovery { id } } }',
        { input: { tenantId: product.tenantId, ...everything(), dryRun: true } },
        'administrator',
        url,
      );
    const answers = await Promise.all([start(product.graphqlUrl), start(secondApi.graphqlUrl)]);
    expect(answers.map(({ __typename }) => __typename).sort()).toEqual(['JobAlreadyRunning', 'Recovery']);
    const winner = answers.find(({ __typename }) => __typename === 'Recovery');
    await story.ended(String(winner?.['id']));
  });

  it('takes a recovery over from a paused worker, and fences that one off when it comes back', async () => {
    await playAttack(product.simulatorUrl, { seed: 1, size: 'large' });
    let paused = 0;
    const recovery = await recoverWhile(async (owner) => {
      paused = owner;
      await pauseBetweenTransactions(owner);
    });
    expect(await entries(recovery, ['RecoveryResumed'])).toHaveLength(1);
    process.kill(paused, 'SIGCONT');
    await story.takeBackup();
    await expectTrueCounts(recovery);
  }, 120_000);

  it('takes a recovery over from a killed worker', async () => {
    await playAttack(product.simulatorUrl, { seed: 2, size: 'large' });
    const recovery = await recoverWhile((owner) => {
      process.kill(owner, 'SIGKILL');
    });
    expect(await entries(recovery, ['RecoveryResumed'])).toHaveLength(1);
    await expectTrueCounts(recovery);
  }, 120_000);
});
