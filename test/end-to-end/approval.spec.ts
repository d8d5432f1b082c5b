import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Product, type Account, type Answer } from '../support/product.js';
import { Story } from '../support/story.js';

const REFUSED = '... on Refusal { code message }';

describe('a tenant in which a second person has to approve, through the running product', () => {
  let product: Product;
  let story: Story;
  let backup: string;
  let plan: { readonly planId: string; readonly digest: string };

  beforeAll(async () => {
    product = await Product.start({ users: 60 });
    story = new Story(product);
    backup = await story.takeBackup();
    const guards = { recoveriesNeedApproval: true, approvalHours: 1 };
    const changed = await product.ask(
      'mutation ($input: ChangeSettingsInput!) { changeSettings(input: $input) { __typename } }',
      { input: { tenantId: product.tenantId, guards } },
    );
    expect(changed).toEqual({ __typename: 'Tenant' });
  }, 120_000);
  afterAll(() => product.close(), 60_000);

  const mutate = (name: string, type: string, input: Answer, account: Account = 'administrator') =>
    product.ask(
      `mutation ($input: ${type}!) { ${name}(input: $input) { __typename ${REFUSED} ... on Recovery { id } } }`,
      { input },
      account,
    );
  const review = (name: string, account: Account, input: Answer = {}) =>
    mutate(name, 'ReviewPlanInput', { ...plan, reason: 'Compared with the ticket', ...input }, account);
  const start = (from: Answer, input: Answer = {}) =>
    mutate('startRecovery', 'StartRecoveryInput', { tenantId: product.tenantId, from, ...input });
  const activities = async () => {
    const log = await product.ask(
      `query ($id: ID!) { auditLog(tenantId: $id, first: 900) { nodes { activity actor { name } } } }`,
      { id: product.tenantId },
    );
    const nodes = log['nodes'] as readonly { activity: string; actor: { name: string } }[];
    return nodes.map(({ activity, actor }) => `${activity} ${actor.name}`);
  };

  it('refuses what writes without it, and freezes plans as ever', async () => {
    const scope = { allObjects: true };
    expect(await start({ backupId: backup }, { scope })).toMatchObject({ code: 'ApprovalRequired' });
    const frozen = await mutate('freezePlan', 'FreezePlanInput', {
      tenantId: product.tenantId,
      from: { backupId: backup },
      scope,
    });
    expect(frozen).toMatchObject({ __typename: 'Recovery' });
    const planId = String(frozen['id']);
    expect(await story.ended(planId)).toMatchObject({ status: 'completed' });
    const seen = await product.ask('query ($id: ID!) { recovery(id: $id) { plan { digest } } }', {
      id: planId,
    });
    plan = { planId, digest: (seen['plan'] as { digest: string }).digest };
    expect(await start({ plan })).toMatchObject({ code: 'ApprovalRequired' });
  });

  it('is approved by someone else who may, and by nobody else', async () => {
    expect(await review('approvePlan', 'administrator')).toMatchObject({ code: 'RequesterMayNotApprove' });
    expect(await review('approvePlan', 'reader')).toMatchObject({ code: 'NotPermitted' });
    expect(await review('approvePlan', 'approver', { digest: '0'.repeat(64) })).toMatchObject({
      code: 'PlanDigestMismatch',
    });
    expect(await review('approvePlan', 'approver', { reason: '' })).toMatchObject({ code: 'InvalidInput' });
    await product.ask(
      'query ($id: ID!) { recovery(id: $id) { plan { steps { totalCount } } } }',
      { id: plan.planId },
      'approver',
    );
    expect(await review('approvePlan', 'approver')).toMatchObject({
      __typename: 'Recovery',
      id: plan.planId,
    });
    const { plan: approved } = await product.ask(
      'query ($id: ID!) { recovery(id: $id) { plan { review { decision by { name } reason expiresAt } } } }',
      { id: plan.planId },
    );
    expect(approved).toMatchObject({
      review: { decision: 'approved', by: { name: 'Robin Reviewer' }, reason: 'Compared with the ticket' },
    });
    expect(await activities()).toEqual(
      expect.arrayContaining(['RecoveryPlanViewed Robin Reviewer', 'RecoveryPlanApproved Robin Reviewer']),
    );
  });

  it('then starts, and an approver starts nothing', async () => {
    const started = await start({ plan });
    expect(started).toMatchObject({ __typename: 'Recovery' });
    expect(await story.ended(String(started['id']))).toMatchObject({ status: 'completed' });
    const input = { tenantId: product.tenantId, from: { plan } };
    expect(await mutate('startRecovery', 'StartRecoveryInput', input, 'approver')).toMatchObject({
      code: 'NotPermitted',
    });
  });

  it('does not start once it has been rejected', async () => {
    expect(await review('rejectPlan', 'approver')).toMatchObject({ __typename: 'Recovery' });
    expect(await start({ plan })).toMatchObject({ code: 'ApprovalRequired' });
    expect(await review('approvePlan', 'approver')).toMatchObject({ code: 'PlanRejected' });
  });
});
