import type { Hash, TreeHead } from '#proof';
import { CannotVerify } from '../cannot-verify.js';
import { isAnswered, type Answered, type AskServer } from './ask-server.js';

const REFUSAL = '... on Refusal { code message }';
const HEAD = '{ size rootHash }';

/** A proof as the server gives it: nothing of it is believed yet. */
export interface GivenConsistency {
  readonly to: TreeHead;
  readonly hashes: readonly Hash[];
}

export interface GivenInclusion {
  readonly leafIndex: number;
  readonly eventDigest: string;
  readonly hashes: readonly Hash[];
}

/** The newest signed checkpoint that the server has, as text. */
export async function askCheckpoint(ask: AskServer): Promise<string> {
  const query = `query { logCheckpoint { __typename ... on LogCheckpoint { note } ${REFUSAL} } }`;
  return text(answered(await ask(query, {}), 'LogCheckpoint'), 'note');
}

/** Proof that the log (of `to` events, or as of now) begins with its first `from` events; or that it has not so many. */
export async function askConsistency(
  ask: AskServer,
  from: number,
  to?: number,
): Promise<GivenConsistency | 'UnknownTreeSize'> {
  const query = `query ($from: Int!, $to: Int) { consistencyProof(from: $from, to: $to) {
    __typename ... on ConsistencyProof { to ${HEAD} hashes } ${REFUSAL}
  } }`;
  const answer = await ask(query, { from, to });
  if (answer['__typename'] === 'UnknownTreeSize') return 'UnknownTreeSize';
  const given = answered(answer, 'ConsistencyProof');
  return { to: head(given), hashes: hashes(given) };
}

/** Proof that an event is among the first `treeSize`; or that there is none at the position, or not among these. */
export async function askInclusion(
  ask: AskServer,
  position: string,
  treeSize: number,
): Promise<GivenInclusion | 'UnknownPosition' | 'UnknownTreeSize'> {
  const query = `query ($position: ID!, $treeSize: Int) { inclusionProof(position: $position, treeSize: $treeSize) {
    __typename ... on InclusionProof { leafIndex eventDigest hashes } ${REFUSAL}
  } }`;
  const answer = await ask(query, { position, treeSize });
  const kind = answer['__typename'];
  if (kind === 'UnknownPosition' || kind === 'UnknownTreeSize') return kind;
  const given = answered(answer, 'InclusionProof');
  return {
    leafIndex: count(given, 'leafIndex'),
    eventDigest: hexText(given['eventDigest']),
    hashes: hashes(given),
  };
}

function answered(answer: Answered, kind: string): Answered {
  if (answer['__typename'] === kind) return answer;
  const { code, message } = answer;
  throw new CannotVerify(`The server gives no proof (${String(code)}). ${String(message)}`);
}

function head(answer: Answered): TreeHead {
  const { to } = answer;
  if (!isAnswered(to)) throw notUnderstood();
  return { size: count(to, 'size'), root: Buffer.from(hexText(to['rootHash']), 'hex') };
}

function hashes({ hashes: given }: Answered): readonly Hash[] {
  if (!Array.isArray(given)) throw notUnderstood();
  return given.map((each: unknown) => Buffer.from(hexText(each), 'hex'));
}

function hexText(value: unknown): string {
  if (typeof value === 'string' && /^[0-9a-f]{64}$/.test(value)) return value;
  throw notUnderstood();
}

function text(answer: Answered, name: string): string {
  const value = answer[name];
  if (typeof value === 'string') return value;
  throw notUnderstood();
}

function count(answer: Answered, name: string): number {
  const value = answer[name];
  if (typeof value === 'number') return value;
  throw notUnderstood();
}

const notUnderstood = (): CannotVerify => new CannotVerify('The server’s answer is not understood.');
