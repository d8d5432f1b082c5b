import { CATALOGUE } from '#catalogue';
import type { ChangeOutcome } from '../../directory.js';
import { graphError, isTurnedAway } from '../request/graph-error.js';
import { ReadFailure } from '../request/read-failure.js';
import { type Answer, type FailureCode, type GraphReply } from '../request/graph-request.js';

export const APPLIED: ChangeOutcome = { outcome: 'applied' };
export const UNCHANGED: ChangeOutcome = { outcome: 'unchanged' };
const DOUBTFUL: ChangeOutcome = { outcome: 'doubtful' };

/** Refused without asking Graph. */
export function refused(code: string, message: string): ChangeOutcome {
  return { outcome: 'refused', code, message };
}

/** What a reply to a write says of the change. A write is doubtful unless the answer tells. */
export function writeOutcome(reply: GraphReply): ChangeOutcome {
  if (isTurnedAway(reply)) return { outcome: 'notSent', message: notSentMessage(reply) };
  if (reply.reply !== 'answered' || reply.status >= 500 || reply.status === 408) return DOUBTFUL;
  return reply.status < 300 ? APPLIED : refusal(reply);
}

/** What a read that failed by a ReadFailure says of the change. Rethrows what is none. */
export function failedReadOutcome(error: unknown): ChangeOutcome {
  if (!(error instanceof ReadFailure)) throw error;
  return error.cause === 'unavailable'
    ? { outcome: 'notSent', message: error.message }
    : refused(error.code, error.message);
}

const FAILURES: Readonly<Record<FailureCode, string>> = {
  network: 'No connection to Microsoft Graph.',
  timeout: 'Microsoft Graph did not answer in time.',
  aborted: 'Stopped before it was sent.',
  token: 'No access token could be had. Check the connector’s credential.',
  foreignOrigin: 'The request would have left for another host.',
  unreadableAnswer: 'The answer of Microsoft Graph could not be read.',
  answerTooLarge: 'The answer of Microsoft Graph was too large.',
};

function notSentMessage(reply: GraphReply): string {
  if (reply.reply !== 'answered') return FAILURES[reply.code];
  if (reply.status === 429) return 'Microsoft Graph is throttling; it was not carried out.';
  return `Microsoft Graph did not carry it out (${reply.status}).`;
}

/** Texts that Graph is known to use where its code says too little; what the user sees is our own sentence. */
const KNOWN_TEXTS: readonly (readonly [RegExp, string])[] = [
  [
    /on-premises mastered|undergoing migration/i,
    'The object is synced from on-premises: change it at its source.',
  ],
  [
    /mail-enabled security groups? and or distribution list/i,
    'Mail-enabled security groups and distribution lists can be changed in Exchange only.',
  ],
  [/insufficient privileges/i, 'The connector lacks the permission or the directory role for this change.'],
  [/read-only and cannot be set/i, 'Microsoft Graph does not let this property be written.'],
  [
    /already exists|already in use|conflicting object/i,
    'Another object has this value, which must be unique.',
  ],
  [/permission being assigned was not found/i, 'The app role does not exist or is disabled.'],
  [
    /disabled first/i,
    'A permission that is enabled cannot be removed: disable it first, then recover again.',
  ],
  [
    /referenced|reference-property|does not exist/i,
    'The object, or one that the change names, does not exist.',
  ],
];

function refusal(reply: Answer): ChangeOutcome {
  const { code, message, targets } = graphError(reply) ?? {
    code: `http${reply.status}`,
    message: '',
    targets: [],
  };
  const known = KNOWN_TEXTS.find(([text]) => text.test(message))?.[1];
  const named = targets.filter((target) => PROPERTIES.has(target));
  const properties = named.length === 0 ? '' : ` Properties: ${[...new Set(named)].join(', ')}.`;
  return refused(
    code,
    `${known ?? `Microsoft Graph refused the change (${reply.status}, ${code}).`}${properties}`,
  );
}

/** Only names that are known as such are shown: anything else might be a value. */
const PROPERTIES: ReadonlySet<string> = new Set([
  'proxyAddresses',
  ...Object.values(CATALOGUE).flatMap((entry) => entry.attributes.map(({ name }) => name)),
]);
