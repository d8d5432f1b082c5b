import { readFileSync } from 'node:fs';
import type { KeyObject } from 'node:crypto';
import {
  leafHashOfDigest,
  notesIn,
  openNote,
  verifyConsistency,
  verifyInclusion,
  type Checkpoint,
  type TreeHead,
} from '#proof';
import { CannotVerify } from '../cannot-verify.js';
import { givenPublicKey } from '../given-public-key.js';
import type { ServerOptions } from '../verify-options.js';
import type { AskServer } from './ask-server.js';
import { askCheckpoint, askConsistency, askInclusion } from './server-proofs.js';

/**
 * What is wrong. Of a checkpoint: `malformed`, `wrongSignature`, or `otherOrigin` where it is of another log. Of the
 * log: `tooShort` where events are gone that a checkpoint covers, `rewritten` where they are no longer the ones that
 * were signed. Of the event: `missing`, or `notInLog` where it is not the one that was signed.
 */
export type ServerFinding =
  | {
      readonly subject: 'keptCheckpoint' | 'serverCheckpoint';
      readonly fault: 'malformed' | 'wrongSignature' | 'otherOrigin';
    }
  | { readonly subject: 'log'; readonly fault: 'tooShort' | 'rewritten'; readonly treeSize: number }
  | { readonly subject: 'event'; readonly fault: 'missing' | 'notInLog' };

/** Of how many events a checkpoint is, and when it was signed. */
export interface SignedState {
  readonly treeSize: number;
  readonly at: string;
}

/** What a server has proved; what it was not asked any more after a finding is left out. */
export interface ServerVerdict {
  readonly intact: boolean;
  readonly findings: readonly ServerFinding[];
  readonly kept?: SignedState;
  readonly server?: SignedState;
  /** Events of the log as it is now, by the server's word. */
  readonly events?: number;
  readonly event?: { readonly leafIndex: number; readonly eventDigest: string };
}

/**
 * Lets a server prove that its log begins with what a checkpoint kept elsewhere was signed for, by way of its own
 * newest checkpoint, and that an event is in it. Nothing is believed but the public key and the kept checkpoint.
 * Throws `UsageError` on a key that is none, {@link CannotVerify} where the server does not answer.
 */
export async function verifyServer(options: ServerOptions, ask: AskServer): Promise<ServerVerdict> {
  const publicKey = givenPublicKey(options.publicKey);
  const kept = openNote(keptNote(options.checkpoint), publicKey);
  if (typeof kept === 'string') return found({ subject: 'keptCheckpoint', fault: kept });
  const server = await serverCheckpoint(ask, publicKey, kept);
  if ('subject' in server) return { ...found(server), kept: stateOf(kept) };
  const states = { kept: stateOf(kept), server: stateOf(server) };
  const [older, newer] = kept.treeSize <= server.treeSize ? [kept, server] : [server, kept];
  const now = await consistent(ask, headOf(newer));
  if ('subject' in now) return { ...found(now), ...states };
  const between = await consistent(ask, headOf(older), headOf(newer));
  if ('subject' in between) return { ...found(between), ...states, events: now.size };
  const verdict = { intact: true, findings: [], ...states, events: now.size };
  if (options.position === undefined) return verdict;
  const event = await inLog(ask, options.position, headOf(newer));
  return 'subject' in event ? { ...verdict, ...found(event) } : { ...verdict, event };
}

/** The last note of a file of checkpoints, or the one note that the file is. */
function keptNote(file: string): string {
  const text = readFileSync(file, 'utf8');
  return text.startsWith('{') ? (notesIn(text.endsWith('\n') ? text : `${text}\n`).at(-1) ?? '') : text;
}

async function serverCheckpoint(
  ask: AskServer,
  publicKey: KeyObject,
  { origin }: Checkpoint,
): Promise<Checkpoint | ServerFinding> {
  const checkpoint = openNote(await askCheckpoint(ask), publicKey);
  if (typeof checkpoint === 'string') return { subject: 'serverCheckpoint', fault: checkpoint };
  return checkpoint.origin === origin ? checkpoint : { subject: 'serverCheckpoint', fault: 'otherOrigin' };
}

/** Whether the log of `to` (as it is now, where left out) begins with that of `from`: answers the later head. */
async function consistent(ask: AskServer, from: TreeHead, to?: TreeHead): Promise<TreeHead | ServerFinding> {
  const given = await askConsistency(ask, from.size, to?.size);
  if (given === 'UnknownTreeSize') return { subject: 'log', fault: 'tooShort', treeSize: from.size };
  const later = to ?? given.to;
  return verifyConsistency(from, later, given.hashes)
    ? later
    : { subject: 'log', fault: 'rewritten', treeSize: from.size };
}

async function inLog(
  ask: AskServer,
  position: string,
  tree: TreeHead,
): Promise<{ readonly leafIndex: number; readonly eventDigest: string } | ServerFinding> {
  const given = await askInclusion(ask, position, tree.size);
  if (given === 'UnknownTreeSize')
    throw new CannotVerify('The event came after the newest checkpoint. Ask again after the next one.');
  if (given === 'UnknownPosition') return { subject: 'event', fault: 'missing' };
  const { leafIndex, eventDigest, hashes } = given;
  return verifyInclusion(leafHashOfDigest(eventDigest), leafIndex, tree, hashes)
    ? { leafIndex, eventDigest }
    : { subject: 'event', fault: 'notInLog' };
}

const found = (finding: ServerFinding): ServerVerdict => ({ intact: false, findings: [finding] });
const stateOf = ({ treeSize, at }: Checkpoint): SignedState => ({ treeSize, at });
const headOf = ({ treeSize, rootHash }: Checkpoint): TreeHead => ({ size: treeSize, root: rootHash });
