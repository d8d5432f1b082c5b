import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { playAttack } from '../../apps/simulator/src/attack/play-attack.js';
import { Product } from '../support/product.js';
import { Story } from '../support/story.js';
import { differences, exactDifferences } from '../support/tenant-states.js';
import { StandInServer } from './stand-in/stand-in-server.js';

/** A real server where one is named; it cannot be restarted from here. */
const REAL = process.env['KNOWN_GOOD_EVENTSTOREDB'];

describe('the product with its log in EventStoreDB', () => {
  const standIn = new StandInServer();
  let product: Product;
  let story: Story;
  let backup: string;
  let good: Awaited<ReturnType<Product['simulatorState']>>;

  beforeAll(async () => {
    if (REAL === undefined) await standIn.start();
    product = await Product.start({
      users: 500,
      settings: {
        KNOWN_GOOD_EVENT_STORE: REAL ?? standIn.connectionString,
        KNOWN_GOOD_EVENT_STORE_PREFIX: `story-${randomUUID()}-`,
      },
    });
    story = new Story(product);
    good = await product.simulatorState();
    backup = await story.takeBackup();
  }, 120_000);
  afterAll(async () => {
    await product.close();
    if (REAL === undefined) standIn.stop();
  }, 60_000);

  it('recovers from an attack and undoes it', async () => {
    await playAttack(product.simulatorUrl, { seed: 1 });
    const attacked = await product.simulatorState();
    const report = await story.createReport(backup, { allObjects: true });
    const recovery = await story.startRecovery({ from: { differenceReportId: report } });
    expect(await story.ended(recovery)).toMatchObject({ status: 'completed', failedChanges: 0 });
    expect(differences(good, await product.simulatorState())).toEqual([]);
    expect(await story.ended(await story.undo(recovery))).toMatchObject({ status: 'completed' });
    expect(exactDifferences(attacked, await product.simulatorState())).toEqual([]);
    const again = await story.startRecovery({ from: { backupId: backup }, scope: { allObjects: true } });
    expect(await story.ended(again)).toMatchObject({ status: 'completed' });
  }, 120_000);

  it('ends a recovery with true counts though the server restarts in the middle of it', async () => {
    await playAttack(product.simulatorUrl, { seed: 2, size: 'large' });
    const recovery = await story.startRecovery({ from: { backupId: backup }, scope: { allObjects: true } });
    let restarted = REAL !== undefined;
    for await (const { settledSteps } of story.progress(recovery)) {
      if (restarted || Number(settledSteps) < 20) continue;
      restarted = true;
      standIn.stop();
      await standIn.start();
    }
    const recovered = await story.ended(recovery);
    expect(recovered).toMatchObject({ status: 'completed', failedChanges: 0 });
    expect(recovered['settledSteps']).toBe(recovered['plannedSteps']);
    expect(differences(good, await product.simulatorState())).toEqual([]);
  }, 180_000);
});
