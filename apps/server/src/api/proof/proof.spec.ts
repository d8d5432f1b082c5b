import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { generateKeyPairSync } from 'node:crypto';
import { leafHash, MerkleTree, openNote, signCheckpoint, type ProofFault } from '#proof';
import { ApiUnderTest } from '../api-under-test.contract.js';
import { tenantView } from '../views.contract.js';

const api = new ApiUnderTest();
const { privateKey, publicKey } = generateKeyPairSync('ed25519');
const tree = new MerkleTree();
for (const leaf of 'abcde') tree.append(leafHash(Buffer.from(leaf)));
const head = (size: number) => ({ size, root: tree.root(size) });
const hex = (hash: Uint8Array): string => Buffer.from(hash).toString('hex');

beforeAll(() => api.start());
afterAll(() => api.stop());
beforeEach(() => {
  api.models.all.tenants = [tenantView()];
  api.newestCheckpoint = undefined;
});

async function ask(query: string): Promise<unknown> {
  const { data, errors } = await api.ask('reader', query);
  expect(errors).toEqual([]);
  return Object.values(data)[0];
}

describe('the checkpoint of the log', () => {
  const query = `{ logCheckpoint { ... on LogCheckpoint { note origin treeSize rootHash at } ... on Refusal { code message } } }`;

  it('is shown as it was signed, and by its parts', async () => {
    const at = '2026-11-24T09:00:00.000Z';
    const checkpoint = { origin: 'known-good', treeSize: 5, rootHash: tree.root(), at };
    const note = signCheckpoint(checkpoint, privateKey);
    api.newestCheckpoint = note;
    const shown = { note, origin: 'known-good', treeSize: 5, rootHash: hex(tree.root()), at };
    expect(await ask(query)).toEqual(shown);
    expect(openNote(note, publicKey)).toMatchObject({ treeSize: 5 });
  });

  it.each([undefined, '', 'nonsense'])('is refused where the file holds %j', async (note) => {
    api.newestCheckpoint = note;
    expect(await ask(query)).toEqual({
      code: 'CheckpointNotAvailable',
      message: expect.stringContaining('KNOWN_GOOD_CHECKPOINTS'),
    });
  });
});

describe('proofs of the log', () => {
  const inclusion = `... on InclusionProof { leafIndex eventDigest tree { size rootHash } hashes } ... on Refusal { code }`;
  const consistency = `... on ConsistencyProof { from { size rootHash } to { size rootHash } hashes } ... on Refusal { code }`;

  it('show an event in the tree, as of the size asked for', async () => {
    const asked: unknown[] = [];
    api.logTree.inclusionProof = async (...args) => {
      asked.push(args);
      const hashes = tree.inclusionProof(1, 4);
      return { leafIndex: 1, eventDigest: 'ab'.repeat(32), tree: head(4), hashes };
    };
    expect(await ask(`{ inclusionProof(position: "77", treeSize: 4) { ${inclusion} } }`)).toEqual({
      leafIndex: 1,
      eventDigest: 'ab'.repeat(32),
      tree: { size: 4, rootHash: hex(tree.root(4)) },
      hashes: tree.inclusionProof(1, 4).map(hex),
    });
    await ask(`{ inclusionProof(position: "78") { ${inclusion} } }`);
    expect(asked).toEqual([
      ['77', 4],
      ['78', undefined],
    ]);
  });

  it('show one tree in another', async () => {
    const asked: unknown[] = [];
    api.logTree.consistencyProof = async (...args) => {
      asked.push(args);
      return { from: head(2), to: head(5), hashes: tree.consistencyProof(2, 5) };
    };
    expect(await ask(`{ consistencyProof(from: 2) { ${consistency} } }`)).toEqual({
      from: { size: 2, rootHash: hex(tree.root(2)) },
      to: { size: 5, rootHash: hex(tree.root(5)) },
      hashes: tree.consistencyProof(2, 5).map(hex),
    });
    await ask(`{ consistencyProof(from: 2, to: 5) { ${consistency} } }`);
    expect(asked).toEqual([
      [2, undefined],
      [2, 5],
    ]);
  });

  it.each<ProofFault>(['LogNotRead', 'UnknownPosition', 'UnknownTreeSize'])(
    'are refused by type: %s',
    async (fault) => {
      api.logTree.inclusionProof = async () => fault;
      expect(await ask(`{ inclusionProof(position: "77") { ${inclusion} } }`)).toEqual({ code: fault });
      if (fault === 'UnknownPosition') return;
      api.logTree.consistencyProof = async () => fault;
      expect(await ask(`{ consistencyProof(from: 2) { ${consistency} } }`)).toEqual({ code: fault });
    },
  );
});
