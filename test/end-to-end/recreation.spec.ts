import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { CommandLine } from '../cli/command-line.js';
import { Product } from '../support/product.js';
import { Story } from '../support/story.js';

describe('what is gone for good, through the running product', () => {
  let product: Product;
  let story: Story;
  let commandLine: CommandLine;
  let report: string;
  let user: string;

  beforeAll(async () => {
    product = await Product.start({ users: 60 });
    story = new Story(product);
    commandLine = (
      await CommandLine.with({ KNOWN_GOOD_SERVER: product.graphqlUrl.replace('/graphql', '') })
    ).having({ KNOWN_GOOD_TOKEN: await product.token('administrator') });
    const backup = await story.takeBackup();
    const { user: users = [] } = await product.simulatorState();
    const plain = users.find(
      (each) => each['onPremisesSyncEnabled'] !== true && each['userType'] === 'Member',
    );
    user = String(plain?.['id']);
    await write('DELETE', `/users/${user}`);
    await write('DELETE', `/directory/deletedItems/${user}`);
    report = await story.createReport(backup, { allObjects: true });
  }, 120_000);
  afterAll(async () => {
    await commandLine.remove();
    await product.close();
  }, 60_000);

  /** A person changes the tenant. */
  const write = async (method: string, path: string): Promise<void> => {
    const { ok } = await fetch(`${product.simulatorUrl}/v1.0${path}`, {
      method,
      headers: { authorization: 'Bearer test' },
    });
    expect(ok).toBe(true);
  };

  it('is listed with what it was, and what of it would come back', async () => {
    const answer = await product.ask(
      `query ($id: ID!) { differenceReport(id: $id) { hardDeletedObjects { nodes {
         objectId inBackup { attributes } recreationPreflight { recreatable altered { what } lost { what } } } } } }`,
      { id: report },
    );
    expect(answer['hardDeletedObjects']).toEqual({
      nodes: [
        {
          objectId: user,
          inBackup: { attributes: expect.objectContaining({ userPrincipalName: expect.any(String) }) },
          recreationPreflight: {
            recreatable: true,
            altered: [{ what: 'accountEnabled' }],
            lost: expect.arrayContaining([{ what: 'id' }, { what: 'password' }]),
          },
        },
      ],
    });
  });

  it('is listed by the command line, and shown one by one', async () => {
    const list = await commandLine.run(['recreate', 'list', report]);
    expect(list).toMatchObject({ code: 0, out: expect.stringContaining(user) });
    const shown = await commandLine.run(['recreate', 'preflight', report, user]);
    expect(shown).toMatchObject({ code: 0, out: expect.stringContaining('userPrincipalName') });
    expect(shown.out).toMatch(/password +Nobody knows the password/);
    expect(await commandLine.run(['recreate', 'preflight', report, product.tenantId])).toMatchObject({
      code: 5,
      err: expect.stringContaining('recreate list'),
    });
  });
});
