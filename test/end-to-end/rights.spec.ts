import { once } from 'node:events';
import { rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { decodeJwt } from 'jose';
import { WebSocket } from 'ws';
import { Product, type Account, type Answer } from '../support/product.js';
import { Story } from '../support/story.js';

describe('the rights file of the running product', () => {
  let product: Product;
  let story: Story;
  let backupId: string;
  const sockets: WebSocket[] = [];

  beforeAll(async () => {
    product = await Product.start({ users: 20 });
    story = new Story(product);
    backupId = await story.takeBackup();
  }, 120_000);
  afterAll(async () => {
    for (const socket of sockets) socket.terminate();
    await product.close();
  }, 60_000);

  /** As an editor or an orchestrator does it: whole at once. */
  async function setRights(rules: readonly object[]): Promise<void> {
    const file = join(product.dataFolder, 'rights.json');
    await writeFile(`${file}.new`, JSON.stringify(rules));
    await rename(`${file}.new`, file);
  }

  const objectIdOf = async (account: Account): Promise<string> =>
    String(decodeJwt(await product.token(account))['oid']);

  async function connected(account: Account): Promise<WebSocket> {
    const socket = new WebSocket(product.graphqlUrl.replace('http', 'ws'), 'graphql-transport-ws');
    sockets.push(socket);
    await once(socket, 'open');
    const authorization = `Bearer ${await product.token(account)}`;
    socket.send(JSON.stringify({ type: 'connection_init', payload: { authorization } }));
    await once(socket, 'message');
    return socket;
  }

  const contents = (account: Account): Promise<Answer> =>
    product.ask(
      'query ($id: ID!) { backup(id: $id) { withheldTypes contents(first: 999) { totalCount nodes { objectType } } } }',
      { id: backupId },
      account,
    );

  it('narrows a person at once, cuts their connection, and leaves everyone else alone', async () => {
    expect((await contents('administrator'))['withheldTypes']).toEqual([]);
    const mine = await connected('administrator');
    const other = await connected('reader');
    const cut = once(mine, 'close');
    await setRights([{ objectId: await objectIdOf('administrator'), objectTypes: ['group'] }]);
    expect((await cut)[0]).toBe(4403);
    expect(other.readyState).toBe(WebSocket.OPEN);

    const { withheldTypes, contents: page } = await contents('administrator');
    expect(withheldTypes).toContain('user');
    const { nodes, totalCount } = page as { nodes: { objectType: string }[]; totalCount: number };
    expect(new Set(nodes.map(({ objectType }) => objectType))).toEqual(new Set(['group']));
    expect(nodes).toHaveLength(totalCount);
    expect((await contents('reader'))['withheldTypes']).toEqual([]);
  });

  it('keeps recoveries to the types that are left', async () => {
    const recover = (scope: Answer) =>
      product.ask(
        `mutation ($input: StartRecoveryInput!) { startRecovery(input: $input) {
           __typename ... on Recovery { id } ... on ObjectTypesNotPermitted { objectTypes } } }`,
        { input: { tenantId: product.tenantId, from: { backupId }, scope, dryRun: true } },
      );
    expect(await recover({ objectTypes: ['user', 'group'] })).toEqual({
      __typename: 'ObjectTypesNotPermitted',
      objectTypes: ['user'],
    });
    const started = await recover({ objectTypes: ['group'] });
    expect(started['__typename']).toBe('Recovery');
    expect(await story.ended(String(started['id']))).toMatchObject({ status: 'completed' });
  });

  it('takes everything from a person whose rights are withdrawn, and gives them back', async () => {
    const socket = await connected('reader');
    const cut = once(socket, 'close');
    await setRights([{ objectId: await objectIdOf('reader'), withdrawn: true }]);
    expect((await cut)[0]).toBe(4403);
    await expect(contents('reader')).rejects.toThrow('NotPermitted');
    expect((await contents('administrator'))['withheldTypes']).toEqual([]);
    await setRights([]);
    await story.until(async () => (await contents('reader').catch(() => undefined)) !== undefined);
  });
});
