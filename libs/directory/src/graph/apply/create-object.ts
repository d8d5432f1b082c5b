import { randomBytes } from 'node:crypto';
import { CATALOGUE, isJsonObject, type Json, type JsonObject, type ObjectRef } from '#catalogue';
import type { ChangeOutcome } from '../../directory.js';
import { creationPath, isObjectId } from '../graph-paths.js';
import { graphValues } from './graph-values.js';
import { writeOutcome } from './outcomes.js';
import { patienceEnd, sendPatiently, type WriteContext } from './write-context.js';

/** Has what any password rule asks for: small and capital letters, a digit and a sign. */
const ALL_CLASSES = 'aA1!';

/**
 * Makes an object. Sent once: what is refused or turned away has made nothing, and where the answer is lost it stays in
 * doubt. https://learn.microsoft.com/graph/api/user-post-users and its like for the other types.
 */
export async function createObject(
  context: WriteContext,
  { type, id: oldId }: ObjectRef,
  set: Readonly<Record<string, Json>>,
): Promise<ChangeOutcome> {
  const body = { ...graphValues(type, set), ...demanded(type, set) };
  const reply = await sendPatiently(
    context,
    { method: 'POST', path: creationPath(type), lane: CATALOGUE[type].lane, effect: 'write', body },
    { ids: [oldId], until: patienceEnd(context) },
  );
  const outcome = writeOutcome(reply);
  if (outcome.outcome !== 'applied' || reply.reply !== 'answered') return outcome;
  const made: Json = reply.body ?? null;
  const { id, appId } = isJsonObject(made) ? made : {};
  if (typeof id !== 'string' || !isObjectId(id)) return { outcome: 'doubtful' };
  context.restores.note(id);
  const isApplication = type === 'application' && typeof appId === 'string';
  return { outcome: 'created', ids: { id, ...(isApplication && { appId }) } };
}

/** What Graph asks for besides, and no backup holds. */
function demanded(type: ObjectRef['type'], { groupTypes }: Readonly<Record<string, Json>>): JsonObject {
  if (type === 'user') return { passwordProfile: unknownPassword() };
  const isDynamic = type === 'group' && Array.isArray(groupTypes) && groupTypes.includes('DynamicMembership');
  return isDynamic ? { membershipRuleProcessingState: 'On' } : {};
}

/** A password that is sent and forgotten: nobody can sign in with it, and it has to be changed in any case. */
function unknownPassword(): JsonObject {
  const password = `${randomBytes(32).toString('base64url')}${ALL_CLASSES}`;
  return { password, forceChangePasswordNextSignIn: true };
}
