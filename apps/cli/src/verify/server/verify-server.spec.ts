import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { createPublicKey, generateKeyPairSync, type KeyObject } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { leafHashOfDigest, MerkleTree, signCheckpoint, type Checkpoint } from '#proof';
import { UsageError, type ServerOptions } from '../verify-options.js';
import type { Answered, AskServer } from './ask-server.js';
import { serverVerdictText } from './server-verdict-text.js';
import { verifyServer } from './verify-server.js';

const KEY = generateKeyPairSync('ed25519').privateKey;
const digest = (number: number, history = 'a'): string => `${history}${String(number).padStart(63, '0')}`;

/** A log of so many events; those from `rewrittenFrom` on are not what they were. */
function treeOf(size: number, rewrittenFrom = size): MerkleTree {
  const tree = new MerkleTree();
  for (let number = 0; number < size; number += 1)
    tree.append(leafHashOfDigest(digest(number, number < rewrittenFrom ? 'a' : 'b')));
  return tree;
}

function signed(tree: MerkleTree, treeSize: number, over: Partial<Checkpoint> = {}, key = KEY): string {
  const at = `2026-11-24T09:00:0${treeSize % 10}.000Z`;
  return signCheckpoint({ origin: 'known-good', treeSize, rootHash: tree.root(treeSize), at, ...over }, key);
}

const hex = (hash: Uint8Array): string => Buffer.from(hash).toString('hex');
const unknownSize = { __typename: 'UnknownTreeSize', code: 'UnknownTreeSize', message: 'No.' };

/** A server over a log, that shows `note`; event number n stands at position `p<n>`. */
function server(tree: MerkleTree, note: string): AskServer {
  const headOf = (size: number): Answered => ({ size, rootHash: hex(tree.root(size)) });
  return async (query, variables): Promise<Answered> => {
    if (query.includes('logCheckpoint')) return { __typename: 'LogCheckpoint', note };
    const to = Number(variables['to'] ?? tree.size);
    if (query.includes('consistencyProof')) {
      const from = Number(variables['from']);
      if (from > to || to > tree.size) return unknownSize;
      const hashes = tree.consistencyProof(from, to).map(hex);
      return { __typename: 'ConsistencyProof', to: headOf(to), hashes };
    }
    const leafIndex = Number(String(variables['position']).slice(1));
    if (leafIndex >= tree.size) return { __typename: 'UnknownPosition' };
    const treeSize = Number(variables['treeSize']);
    if (leafIndex >= treeSize) return unknownSize;
    const hashes = tree.inclusionProof(leafIndex, treeSize).map(hex);
    return { __typename: 'InclusionProof', leafIndex, eventDigest: digest(leafIndex), hashes };
  };
}

let folder: string;
let options: ServerOptions;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'known-good-verify-server-'));
  const [checkpoint, publicKey] = [join(folder, 'kept.txt'), join(folder, 'key.pem')];
  writeKey(publicKey, KEY);
  options = { kind: 'server', url: 'http://localhost', token: 't', checkpoint, publicKey, json: false };
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const writeKey = (file: string, key: KeyObject): void =>
  writeFileSync(file, createPublicKey(key).export({ type: 'spki', format: 'pem' }));
const keep = (...notes: readonly string[]): void =>
  writeFileSync(options.checkpoint, notes.map((note) => `${JSON.stringify({ note })}\n`).join(''));

const log = treeOf(20);

describe('a server whose log has only been added to', () => {
  test('proves it, against a file of checkpoints of which the last counts', async () => {
    keep(signed(treeOf(3, 1), 3), signed(log, 7));
    const verdict = await verifyServer(options, server(log, signed(log, 15)));
    expect(verdict).toEqual({
      intact: true,
      findings: [],
      kept: { treeSize: 7, at: '2026-11-24T09:00:07.000Z' },
      server: { treeSize: 15, at: '2026-11-24T09:00:05.000Z' },
      events: 20,
    });
    expect(serverVerdictText(verdict)).toBe(
      [
        'Kept     7 events, signed at 2026-11-24T09:00:07.000Z',
        'Server   15 events, signed at 2026-11-24T09:00:05.000Z',
        'Log now  20 events',
        '',
        'Intact: the log has only been added to.',
        '',
      ].join('\n'),
    );
  });

  test.each([
    ['the same size', 15, 15],
    ['an older one than the kept', 15, 7],
    ['an empty log', 0, 15],
    ['the whole log', 20, 20],
  ])('proves it where its own checkpoint is of %s', async (_what, kept, own) => {
    writeFileSync(options.checkpoint, signed(log, kept));
    expect(await verifyServer(options, server(log, signed(log, own)))).toMatchObject({ intact: true });
  });

  test('proves that an event is in it', async () => {
    keep(signed(log, 7));
    const ask = server(log, signed(log, 15));
    const verdict = await verifyServer({ ...options, position: 'p12' }, ask);
    expect(verdict).toMatchObject({ intact: true, event: { leafIndex: 12, eventDigest: digest(12) } });
    expect(serverVerdictText(verdict)).toContain(`Event    number 12 of the log, digest ${digest(12)}`);
    await expect(verifyServer({ ...options, position: 'p17' }, ask)).rejects.toThrow('after the newest');
  });
});

describe('a server that cannot prove it', () => {
  const findings = async (ask: AskServer, over: Partial<ServerOptions> = {}) => {
    const verdict = await verifyServer({ ...options, ...over }, ask);
    expect(verdict.intact).toBe(false);
    expect(serverVerdictText(verdict)).toContain('Not intact: 1 findings.');
    return verdict.findings;
  };

  test('because events of before the kept checkpoint have been rewritten, and signed anew', async () => {
    keep(signed(log, 7));
    const rewritten = treeOf(20, 3);
    expect(await findings(server(rewritten, signed(rewritten, 15)))).toEqual([
      { subject: 'log', fault: 'rewritten', treeSize: 7 },
    ]);
  });

  test('because events have been rewritten under its own checkpoint', async () => {
    keep(signed(log, 7));
    expect(await findings(server(treeOf(20, 10), signed(log, 15)))).toEqual([
      { subject: 'log', fault: 'rewritten', treeSize: 15 },
    ]);
  });

  test('because another history of the same size has been signed', async () => {
    keep(signed(log, 7));
    const forked = treeOf(7, 3);
    expect(await findings(server(forked, signed(forked, 7)))).toEqual([
      { subject: 'log', fault: 'rewritten', treeSize: 7 },
    ]);
  });

  test('because the end has been cut off', async () => {
    keep(signed(log, 15));
    expect(await findings(server(treeOf(10), signed(log, 7)))).toEqual([
      { subject: 'log', fault: 'tooShort', treeSize: 15 },
    ]);
  });

  test.each<[string, (note: string) => string, string]>([
    ['is none', () => 'nonsense', 'malformed'],
    ['has been changed', (note) => note.replace('\n15\n', '\n14\n'), 'wrongSignature'],
    [
      'is of another key',
      () => signed(log, 15, {}, generateKeyPairSync('ed25519').privateKey),
      'wrongSignature',
    ],
    ['is of another log', () => signed(log, 15, { origin: 'elsewhere' }), 'otherOrigin'],
  ])('because its checkpoint %s', async (_what, change, fault) => {
    keep(signed(log, 7));
    expect(await findings(server(log, change(signed(log, 15))))).toEqual([
      { subject: 'serverCheckpoint', fault },
    ]);
  });

  test('because the event asked for is not there, or is not what was signed', async () => {
    keep(signed(log, 7));
    const ask = server(log, signed(log, 15));
    expect(await findings(ask, { position: 'p99' })).toEqual([{ subject: 'event', fault: 'missing' }]);
    const altered: AskServer = async (query, variables) => {
      const answer = await ask(query, variables);
      return query.includes('inclusionProof') ? { ...answer, eventDigest: digest(4, 'b') } : answer;
    };
    expect(await findings(altered, { position: 'p4' })).toEqual([{ subject: 'event', fault: 'notInLog' }]);
  });

  test('whatever hashes it makes up', async () => {
    keep(signed(log, 7));
    const ask = server(log, signed(log, 15));
    const forged: AskServer = async (query, variables) => {
      const answer = await ask(query, variables);
      return query.includes('consistencyProof') ? { ...answer, hashes: ['00'.repeat(32)] } : answer;
    };
    expect(await findings(forged)).toMatchObject([{ subject: 'log', fault: 'rewritten' }]);
  });
});

describe('nothing can be said', () => {
  const note = signed(log, 7);

  test.each(['', 'nonsense', '{"note":"nonsense"}', `${note}x`])(
    'where the kept checkpoint is none of the key: %j',
    async (text) => {
      writeFileSync(options.checkpoint, text);
      expect(await verifyServer(options, server(log, note))).toMatchObject({
        intact: false,
        findings: [{ subject: 'keptCheckpoint', fault: 'malformed' }],
      });
    },
  );

  test('where the public key is none', async () => {
    keep(note);
    writeFileSync(options.publicKey, 'no key');
    await expect(verifyServer(options, server(log, note))).rejects.toThrow(UsageError);
  });

  test.each<[string, Answered]>([
    ['refuses', { __typename: 'LogNotRead', code: 'LogNotRead', message: 'Ask again.' }],
    [
      'answers without hashes',
      { __typename: 'ConsistencyProof', to: { size: 1, rootHash: '00'.repeat(32) } },
    ],
    [
      'answers what is no hash',
      { __typename: 'ConsistencyProof', to: { size: 1, rootHash: 'x' }, hashes: [] },
    ],
    ['answers without a head', { __typename: 'ConsistencyProof', hashes: [] }],
  ])('where the server %s', async (_what, answer) => {
    keep(note);
    const ask = server(log, note);
    const odd: AskServer = async (query, variables) =>
      query.includes('consistencyProof') ? answer : ask(query, variables);
    await expect(verifyServer(options, odd)).rejects.toThrow(/gives no proof|not understood/);
  });
});
