import { copyFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { leafHashOfDigest, verifyInclusion } from '#proof';
import { runVerify } from '../../apps/cli/src/verify/run-verify.js';
import { Product, type Answer } from '../support/product.js';
import { Story } from '../support/story.js';

describe('what keeps the record honest, through the running product', () => {
  let product: Product;
  let story: Story;
  let backup: string;
  let kept: string;

  beforeAll(async () => {
    product = await Product.start({ users: 200 });
    story = new Story(product);
    backup = await story.takeBackup();
    // The worker signs what the log is as it stops.
    await product.shutDown();
    kept = join(product.dataFolder, 'kept-elsewhere.jsonl');
    copyFileSync(join(product.dataFolder, 'checkpoints.jsonl'), kept);
    await product.launch();
  }, 120_000);
  afterAll(() => product.close(), 60_000);

  const rebuild = (account: 'administrator' | 'reader' = 'administrator') =>
    product.ask(
      'mutation { rebuildReadModels { __typename ... on ReadModels { rebuilding { totalEvents } } ... on Refusal { code } } }',
      {},
      account,
    );
  const readModels = () =>
    product.ask('{ readModels { position rebuilding { ratio } lastRebuild { outcome } } }', {}, 'reader');
  const everything = () =>
    product.ask(
      `query ($id: ID!) { tenant(id: $id) {
         backups { nodes { id status root position completeness partialTypes } }
         recoveries { nodes { id status settledSteps objectsModified partialTypes steps(first: 50) { nodes { step outcome } } } }
       } }`,
      { id: product.tenantId },
    );
  const auditLog = (first: number): Promise<Answer> =>
    product.ask(
      'query ($id: ID!, $first: Int) { auditLog(tenantId: $id, first: $first) { totalCount nodes { id position activity } } }',
      { id: product.tenantId, first },
    );
  const verify = async (...args: string[]) =>
    runVerify(
      [
        ...['--server', product.graphqlUrl, '--checkpoint', kept],
        ...['--public-key', join(product.dataFolder, 'checkpoint-key.public.pem'), ...args],
      ],
      { TOKEN: await product.token('reader') },
    );

  it('rebuilds the read models while a recovery runs, and nobody notices', async () => {
    const recovery = await story.startRecovery({ from: { backupId: backup }, scope: { allObjects: true } });
    const health = product.graphqlUrl.replace('/graphql', '/health/ready');
    let last: Answer = {};
    const followed = (async () => {
      for await (const message of story.progress(recovery)) last = message;
    })();
    expect(await rebuild('reader')).toEqual({ __typename: 'NotPermitted', code: 'NotPermitted' });
    expect(await rebuild()).toMatchObject({ __typename: 'ReadModels' });
    await story.until(async () => {
      expect((await fetch(health)).status).toBe(200);
      expect(await story.recovery(recovery)).toMatchObject({ id: recovery });
      return (await readModels())['rebuilding'] === null;
    });
    await followed;
    expect(last).toMatchObject({ status: 'completed', ended: true });

    const [before, log] = [await everything(), await auditLog(999)];
    await rebuild();
    await story.until(async () => (await readModels())['rebuilding'] === null);
    expect([await everything(), await auditLog(999)]).toEqual([before, log]);
    expect(await readModels()).toMatchObject({ lastRebuild: { outcome: 'completed' } });
  });

  it('proves to a reader that the log begins with what was signed before, and that an event is in it', async () => {
    const { nodes } = (await auditLog(5)) as { nodes: { position: string }[] };
    const position = nodes[0]?.position ?? '';
    expect(await verify('--position', position)).toMatchObject({ exitCode: 0, errors: '' });
    const { exitCode, output } = await verify('--json');
    expect([exitCode, JSON.parse(output)]).toMatchObject([0, { intact: true, findings: [] }]);

    const proof = (await product.ask(
      `query ($position: ID!) { inclusionProof(position: $position) { ... on InclusionProof {
         leafIndex eventDigest hashes tree { size rootHash } } } }`,
      { position },
      'reader',
    )) as {
      leafIndex: number;
      eventDigest: string;
      hashes: string[];
      tree: { size: number; rootHash: string };
    };
    const head = { size: proof.tree.size, root: Buffer.from(proof.tree.rootHash, 'hex') };
    const hashes = proof.hashes.map((hash) => Buffer.from(hash, 'hex'));
    expect(verifyInclusion(leafHashOfDigest(proof.eventDigest), proof.leafIndex, head, hashes)).toBe(true);
  });

  it('refuses by type what cannot be proved', async () => {
    const refused = (query: string) => product.ask(`{ ${query} { __typename } }`, {}, 'reader');
    expect(await refused('inclusionProof(position: "9007199254740991")')).toEqual({
      __typename: 'UnknownPosition',
    });
    expect(await refused('inclusionProof(position: "nonsense")')).toEqual({ __typename: 'UnknownPosition' });
    expect(await refused('consistencyProof(from: 2000000000)')).toEqual({ __typename: 'UnknownTreeSize' });
    expect(await refused('consistencyProof(from: -1)')).toEqual({ __typename: 'UnknownTreeSize' });
    const elsewhere = await product.addNode('api');
    const checkpoint = await product.ask(
      '{ logCheckpoint { __typename } }',
      {},
      'reader',
      elsewhere.graphqlUrl,
    );
    expect(checkpoint).toEqual({ __typename: 'CheckpointNotAvailable' });
  });

  it('knows a request again by its key, and refuses another under it', async () => {
    const create = (scope: Answer, idempotencyKey = 'first look') =>
      product.ask(
        `mutation ($input: CreateDifferenceReportInput!) { createDifferenceReport(input: $input) {
           ... on DifferenceReport { id isPartial } ... on Refusal { code } } }`,
        { input: { tenantId: product.tenantId, backupId: backup, scope, idempotencyKey } },
      );
    const first = await create({ objectTypes: ['user', 'group'] });
    expect(first).toMatchObject({ id: expect.any(String), isPartial: false });
    expect(await create({ objectTypes: ['group', 'user'] })).toMatchObject({ id: first['id'] });
    expect(await create({ allObjects: true })).toEqual({ code: 'IdempotencyKeyReused' });
  });

  it('gives away a log that was rewritten while the server was down', async () => {
    await product.shutDown();
    const log = new DatabaseSync(join(product.dataFolder, 'events.sqlite'));
    log.exec(`UPDATE events SET data = replace(data, 'Demonstration', 'Demolition') WHERE position = 1`);
    log.close();
    await product.launch();
    await story.until(async () => (await verify()).exitCode !== 2);
    const { exitCode, output } = await verify();
    expect(exitCode).toBe(1);
    expect(output).toContain('rewritten');
  });
});
