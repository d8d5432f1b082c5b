import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Product, type Answer } from '../support/product.js';
import { Story } from '../support/story.js';

interface Plan {
  readonly digest: string;
  readonly stepCount: number;
  readonly steps: { readonly totalCount: number; readonly nodes: readonly PlannedStep[] };
}
interface PlannedStep {
  readonly objectType: string;
  readonly objectId: string;
  readonly attributes: readonly { readonly name: string; readonly wanted: unknown; readonly seen: unknown }[];
}

describe('a plan, through the running product', () => {
  let product: Product;
  let story: Story;
  let report: string;
  let users: readonly string[];

  beforeAll(async () => {
    product = await Product.start({ users: 300 });
    story = new Story(product);
    const backup = await story.takeBackup();
    users = ((await product.simulatorState())['user'] ?? [])
      .filter(({ onPremisesSyncEnabled }) => onPremisesSyncEnabled !== true)
      .slice(10, 30)
      .map(({ id }) => String(id));
    for (const user of users) await edit(user, { jobTitle: 'Intruder', department: 'Special projects' });
    report = await story.createReport(backup, { allObjects: true });
  }, 120_000);
  afterAll(() => product.close(), 60_000);

  const freeze = (input: Answer) =>
    product.ask(
      'mutation ($input: FreezePlanInput!) { freezePlan(input: $input) { __typename ... on Recovery { id dryRun } ... on Refusal { code message } } }',
      { input: { tenantId: product.tenantId, from: { differenceReportId: report }, ...input } },
    );
  const planOf = async (id: string, first = 100): Promise<Plan> => {
    const { plan } = await product.ask(
      `query ($id: ID!, $first: Int) { recovery(id: $id) { plan { digest stepCount whatMoved conditionalAccess
         steps(first: $first) { totalCount nodes { stage objectType objectId action attributes { name wanted wasSeen seen } link { name target change } linkWanted linkSeen } } } } }`,
      { id, first },
    );
    return plan as Plan;
  };
  const frozen = async (input: Answer): Promise<{ readonly id: string; readonly plan: Plan }> => {
    const started = await freeze(input);
    expect(started).toMatchObject({ __typename: 'Recovery', dryRun: true });
    const id = String(started['id']);
    expect(await story.ended(id)).toMatchObject({ status: 'completed' });
    return { id, plan: await planOf(id) };
  };
  /** A person changes a user in the tenant. */
  const edit = async (user: string, values: Answer): Promise<void> => {
    const { status } = await fetch(`${product.simulatorUrl}/v1.0/users/${user}`, {
      method: 'PATCH',
      headers: { authorization: 'Bearer test', 'content-type': 'application/json' },
      body: JSON.stringify(values),
    });
    expect(status).toBe(204);
  };

  it('holds exactly what was ticked, with the values seen, and carries out exactly that', async () => {
    const [whole = '', inPart = ''] = users;
    const { id, plan } = await frozen({
      selection: { objects: [{ objectId: whole }, { objectId: inPart, attributes: ['jobTitle'] }] },
      reason: 'Two people first',
    });
    const planned = plan.steps.nodes.map(({ objectId, attributes }) => [
      objectId,
      attributes.map(({ name, seen }) => [name, seen]).sort(),
    ]);
    const jobTitle = ['jobTitle', 'Intruder'];
    expect(new Map(planned as [string, unknown][])).toEqual(
      new Map([
        [whole, [['department', 'Special projects'], jobTitle]],
        [inPart, [jobTitle]],
      ]),
    );
    const before = await product.simulatorState();
    const recovery = await story.startRecovery({ from: { plan: { planId: id, digest: plan.digest } } });
    expect(await story.ended(recovery)).toMatchObject({ status: 'completed', objectsModified: 2 });
    const after = await product.simulatorState();
    const changed = (after['user'] ?? []).filter(
      (user, index) => JSON.stringify(user) !== JSON.stringify(before['user']?.[index]),
    );
    expect(changed.map((user) => user['id']).sort()).toEqual([whole, inPart].sort());
    expect({ ...after, user: [] }).toEqual({ ...before, user: [] });
  }, 60_000);

  it('skips what has moved since, and shows what it wanted, saw and found', async () => {
    const [, , moved = ''] = users;
    const { id, plan } = await frozen({ selection: { objects: [{ objectId: moved }] } });
    await edit(moved, { jobTitle: 'Moved by a colleague' });
    const recovery = await story.startRecovery({ from: { plan: { planId: id, digest: plan.digest } } });
    const end = await story.ended(recovery);
    const { steps, startedFrom } = await product.ask(
      `query ($id: ID!) { recovery(id: $id) { startedFrom { id } steps(first: 10) { nodes { outcome code found { lifecycle attributes { name wanted seen found } } } } } }`,
      { id: recovery },
    );
    expect(startedFrom).toEqual({ id });
    const { nodes } = steps as { readonly nodes: readonly Answer[] };
    expect(end).toMatchObject({ status: 'completedWithWarnings', skippedChanges: 1 });
    const [skipped] = nodes.filter(({ code }) => code === 'changedSince');
    expect(skipped).toMatchObject({ outcome: 'skipped', found: { lifecycle: 'live' } });
    const attributes = (skipped?.['found'] as Answer)['attributes'] as readonly Answer[];
    expect(attributes.find(({ name }) => name === 'jobTitle')).toMatchObject({
      seen: 'Intruder',
      found: 'Moved by a colleague',
    });
  }, 60_000);

  it('pages through its steps', async () => {
    const { id, plan } = await frozen({ selection: { filter: { objectTypes: ['user', 'group'] } } });
    expect(plan.steps.totalCount).toBe(plan.stepCount);
    const paged: unknown[] = [];
    let after: string | null = null;
    do {
      const answer: Answer = await product.ask(
        `query ($id: ID!, $after: String) { recovery(id: $id) { plan { steps(first: 7, after: $after) { nodes { objectId } pageInfo { hasNextPage endCursor } } } } }`,
        { id, after },
      );
      const { steps } = answer['plan'] as {
        steps: { nodes: unknown[]; pageInfo: { hasNextPage: boolean; endCursor: string } };
      };
      paged.push(...steps.nodes);
      after = steps.pageInfo.hasNextPage ? steps.pageInfo.endCursor : null;
    } while (after !== null);
    expect(paged).toHaveLength(plan.stepCount);
  }, 60_000);

  it.each<[string, string, Answer]>([
    ['a selection of nothing', 'InvalidSelection', { selection: {} }],
    [
      'a tick of no part',
      'InvalidSelection',
      { selection: { objects: [{ objectId: 'a', attributes: [] }] } },
    ],
    ['an unknown report', 'DifferenceReportNotFound', { from: { differenceReportId: 'nowhere' } }],
    ['no such tenant', 'TenantNotFound', { tenantId: 'elsewhere' }],
  ])('refuses %s', async (_what, code, input) => {
    expect(await freeze(input)).toMatchObject({ code });
  });

  it('is started by its own digest alone', async () => {
    const { id } = await frozen({ selection: { filter: { objectTypes: ['group'] } } });
    const start = (plan: Answer) =>
      product.ask(
        'mutation ($input: StartRecoveryInput!) { startRecovery(input: $input) { __typename ... on Refusal { code message } } }',
        { input: { tenantId: product.tenantId, from: { plan } } },
      );
    expect(await start({ planId: id, digest: '0'.repeat(64) })).toMatchObject({ code: 'PlanDigestMismatch' });
    expect(await start({ planId: report, digest: '0'.repeat(64) })).toMatchObject({ code: 'PlanNotFound' });
    expect(await start({ planId: id, digest: 'x' })).toMatchObject({ code: 'InvalidInput' });
  }, 60_000);
});
