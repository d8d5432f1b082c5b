import { existsSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { playAttack, type Injected } from '../../apps/simulator/src/attack/play-attack.js';
import { Product, type Answer } from '../support/product.js';
import { Story, type ReportedChange } from '../support/story.js';
import { differences, exactDifferences } from '../support/tenant-states.js';

const SHARED_POLICIES = new URL('../../../shared/data/conditional-access', import.meta.url).pathname;
const OWN_POLICIES = new URL('../fixtures/conditional-access', import.meta.url).pathname;
const POLICIES = existsSync(SHARED_POLICIES) ? SHARED_POLICIES : OWN_POLICIES;

type State = Awaited<ReturnType<Product['simulatorState']>>;

/** One line for each thing changed, so that what was done and what was reported can be laid side by side. */
function injectedLines(injected: readonly Injected[]): readonly string[] {
  return injected
    .filter(({ kind }) => kind !== 'refused')
    .flatMap(({ type, id, kind, attributes = [], links = [] }) => {
      // What lies within a created object goes with it.
      const details =
        kind === 'modified'
          ? [...attributes, ...links.map(({ link, target, change }) => `${link} ${change} ${target}`)]
          : [];
      return [`${type} ${id} ${kind}`, ...details.map((detail) => `${type} ${id} ${detail}`)];
    })
    .sort();
}

function reportedLines(changes: readonly ReportedChange[]): readonly string[] {
  const undone: Readonly<Record<string, string>> = { add: 'removed', remove: 'added', update: 'changed' };
  return changes
    .flatMap(({ objectType, objectId, kind, attributes, links }) => [
      `${objectType} ${objectId} ${kind}`,
      ...attributes.map(({ name }) => `${objectType} ${objectId} ${name}`),
      ...links.map(
        ({ link, targetId, change }) => `${objectType} ${objectId} ${link} ${undone[change]} ${targetId}`,
      ),
    ])
    .sort();
}

describe('an attack and its recovery, through the running product', () => {
  let product: Product;
  let story: Story;
  let backup: string;
  let good: State;
  let attacked: State;
  let injected: readonly Injected[];
  let report: string;
  let recovery: string;

  beforeAll(async () => {
    product = await Product.start({ users: 2_000, importFolder: POLICIES });
    story = new Story(product);
  }, 120_000);
  afterAll(() => product.close(), 60_000);

  it('takes a backup of the whole tenant', async () => {
    good = await product.simulatorState();
    backup = await story.takeBackup();
    expect(await story.backup(backup)).toMatchObject({ status: 'completed', failure: null });
    const live = [
      'user',
      'group',
      'conditionalAccessPolicy',
      'namedLocation',
      'authorizationPolicy',
      'authenticationMethodsPolicy',
      'authenticationStrengthPolicy',
      'application',
      'servicePrincipal',
    ];
    const theTenantItself = 1;
    const objects = live.reduce((sum, kind) => sum + (good[kind]?.length ?? 0), theTenantItself);
    expect((await story.backup(backup))['objects']).toBe(objects);
  });

  it('reports every change that the intruder made, and nothing else', async () => {
    injected = await playAttack(product.simulatorUrl, { seed: 1, size: 'large' });
    attacked = await product.simulatorState();
    report = await story.createReport(backup, { allObjects: true });
    expect(reportedLines(await story.changes(report))).toEqual(injectedLines(injected));
  });

  it('tells who made the changes, and narrows the report to them', async () => {
    const ask = async (filter: string) =>
      product.ask(
        `query ($id: ID!) { differenceReport(id: $id) { changedObjects attribution { complete gap } changes(first: 1${filter}) { totalCount nodes { madeBy { actor { kind id name } activity at count } } } } }`,
        { id: report },
      );
    const all = await ask('');
    expect(all['attribution']).toEqual({ complete: true, gap: null });
    const [change] = (all['changes'] as { nodes: { madeBy: { actor: { id: string } }[] }[] }).nodes;
    const actorId = change?.madeBy[0]?.actor.id ?? '';
    const theirs = await ask(`, filter: { actorId: "${actorId}" }`);
    expect(theirs['changes']).toMatchObject({ totalCount: all['changedObjects'] });
    expect((await ask(', filter: { actorId: "nobody" }'))['changes']).toMatchObject({ totalCount: 0 });
  });

  it('narrows a report to object types and to object ids', async () => {
    const users = await story.createReport(backup, { objectTypes: ['user'] });
    const all = reportedLines(await story.changes(report));
    expect(reportedLines(await story.changes(users))).toEqual(all.filter((line) => line.startsWith('user ')));
    const [one] = await story.changes(users);
    const single = await story.createReport(backup, { objectIds: [one?.objectId ?? ''] });
    expect((await story.changes(single)).map(({ objectId }) => objectId)).toEqual([one?.objectId]);
  });

  it('recovers from the report, with live progress to the end', async () => {
    recovery = await story.startRecovery({ from: { differenceReportId: report } });
    const messages: Answer[] = [];
    for await (const message of story.progress(recovery)) messages.push(message);
    const last = messages.at(-1);
    expect(last).toMatchObject({ ended: true, status: 'completed', failedChanges: 0 });
    expect(last?.['settledSteps']).toBe(last?.['plannedSteps']);
    expect(await story.recovery(recovery)).toMatchObject({ status: 'completed', failedChanges: 0 });
    expect(differences(good, await product.simulatorState())).toEqual([]);
  });

  it('says the same in the history, and each step in the audit log', async () => {
    const recovered = await story.recovery(recovery);
    const log = await product.ask(
      'query ($id: ID!, $recovery: ID!) { auditLog(tenantId: $id, first: 1, filter: { subjectId: $recovery, activities: ["RecoveryStepApplied"] }) { totalCount nodes { actor { name } from activity outcome at } } }',
      { id: product.tenantId, recovery },
    );
    expect(log['nodes']).toMatchObject([
      { actor: { name: 'Avery Admin' }, from: 'worker', outcome: 'success' },
    ]);
    expect(Number(recovered['settledSteps'])).toBe(
      Number(log['totalCount']) + Number(recovered['skippedChanges']),
    );
  });

  it('undoes the recovery: the tenant is as it was before it', async () => {
    const undo = await story.undo(recovery);
    expect(await story.ended(undo)).toMatchObject({ status: 'completed', failedChanges: 0 });
    expect(exactDifferences(attacked, await product.simulatorState())).toEqual([]);
  });

  it('ends with true counts when the worker is killed in mid-recovery', async () => {
    const again = await story.startRecovery({ from: { backupId: backup }, scope: { allObjects: true } });
    let killed = false;
    for await (const { settledSteps } of story.progress(again)) {
      if (killed || Number(settledSteps) < 40) continue;
      killed = true;
      await product.killWorker();
    }
    expect(killed).toBe(true);
    const recovered = await story.recovery(again);
    expect(recovered).toMatchObject({ status: 'completed', failedChanges: 0 });
    expect(recovered['settledSteps']).toBe(recovered['plannedSteps']);
    expect(differences(good, await product.simulatorState())).toEqual([]);
    const log = await product.ask(
      'query ($id: ID!, $recovery: ID!) { auditLog(tenantId: $id, first: 10, filter: { subjectId: $recovery, activities: ["RecoveryResumed"] }) { totalCount } }',
      { id: product.tenantId, recovery: again },
    );
    expect(Number(log['totalCount'])).toBeGreaterThan(0);
  }, 120_000);

  it('cancels a recovery, keeps what it has done, and undoes just that', async () => {
    await playAttack(product.simulatorUrl, { seed: 2, size: 'large' });
    const before = await product.simulatorState();
    const started = await story.startRecovery({ from: { backupId: backup }, scope: { allObjects: true } });
    for await (const { settledSteps, ended } of story.progress(started))
      if (Number(settledSteps) >= 20 && ended !== true) await story.cancel(started);
    const cancelled = await story.recovery(started);
    expect(cancelled).toMatchObject({ status: 'cancelled' });
    expect(Number(cancelled['settledSteps'])).toBeLessThan(Number(cancelled['plannedSteps']));
    expect(await story.cancel(started)).toMatchObject({ code: 'JobAlreadyEnded' });
    expect(await story.ended(await story.undo(started))).toMatchObject({ status: 'completed' });
    expect(exactDifferences(before, await product.simulatorState())).toEqual([]);
  });

  it('tells how things stood as of a moment, and plays the whole record back', async () => {
    const { position } = await product.ask('query ($id: ID!) { backup(id: $id) { position } }', {
      id: backup,
    });
    const then = await product.ask(
      'query ($id: ID!, $position: String) { tenant(id: $id) { asOf(position: $position) { latestBackup { id status } recoveries { totalCount } differenceReports { totalCount } } } }',
      { id: product.tenantId, position },
    );
    expect(then['asOf']).toEqual({
      latestBackup: { id: backup, status: 'completed' },
      recoveries: { totalCount: 0 },
      differenceReports: { totalCount: 0 },
    });
    const { totalCount } = await product.ask('query ($id: ID!) { auditLog(tenantId: $id) { totalCount } }', {
      id: product.tenantId,
    });
    const replayed: Answer[] = [];
    for await (const entry of product.subscribe(
      'subscription ($id: ID!) { auditReplay(tenantId: $id) { activity position } }',
      { id: product.tenantId },
    ))
      replayed.push(entry);
    expect(replayed).toHaveLength(Number(totalCount));
    expect(replayed[0]).toMatchObject({ activity: 'TenantConnected' });
  });

  it('goes on where it was after Ctrl-C and another start', async () => {
    expect(await product.shutDown()).toBe(0);
    await product.launch();
    expect(await story.backup(backup)).toMatchObject({ status: 'completed' });
    expect(await story.recovery(recovery)).toMatchObject({ status: 'completed' });
    expect(await story.backup(await story.takeBackup())).toMatchObject({ status: 'completed' });
  }, 120_000);
});
