import { CATALOGUE, type DirectoryObject, type ObjectRef, type ObjectType } from '#catalogue';
import type { ChangeOutcome } from '../../directory.js';
import { objectPath, restorePath } from '../graph-paths.js';
import { readDeleted, readLive } from '../read/read-state.js';
import { hasStatus, succeeded, type GraphReply } from '../request/graph-request.js';
import { failedReadOutcome, refused, UNCHANGED, writeOutcome } from './outcomes.js';
import { patchRequest } from './write-requests.js';
import { readerOf, type WriteContext } from './write-context.js';
import { KINDS } from './location-kinds.js';

const NO_SOFT_DELETE = refused(
  'noSoftDelete',
  'Deleting this object would be final, so Known Good does not do it. Delete it by hand if it has to go.',
);

/** Brings a soft-deleted object back. One that is live already is as it should be. */
export async function restoreObject(context: WriteContext, object: ObjectRef): Promise<ChangeOutcome> {
  const path = restorePath(object);
  if (path === undefined) return NO_SOFT_DELETE;
  const { lane } = CATALOGUE[object.type];
  const reply = await context.client.send({ method: 'POST', path, lane, effect: 'write' }, context.signal);
  if (succeeded(reply)) context.restores.note(object.id);
  if (!hasStatus(reply, 404)) return writeOutcome(reply);
  return whenRead(async () =>
    (await readLive(readerOf(context), object)) === undefined
      ? refused(
          'notRestorable',
          'The object is no longer among the deleted items: it cannot be brought back.',
        )
      : UNCHANGED,
  );
}

/** Moves an object to the deleted items. Refuses where that would delete it for good. */
export async function softDeleteObject(context: WriteContext, object: ObjectRef): Promise<ChangeOutcome> {
  if (CATALOGUE[object.type].deletedPath === undefined) return NO_SOFT_DELETE;
  return whenRead(async () => {
    const isFinal = FINAL_DELETION[object.type];
    if (isFinal) {
      const live = await readLive(readerOf(context), object);
      if (live === undefined) return whenAbsent(context, object);
      if (isFinal(live, context.origin)) return NO_SOFT_DELETE;
    }
    return deleteLive(context, object);
  });
}

async function deleteLive(context: WriteContext, object: ObjectRef): Promise<ChangeOutcome> {
  const reply = await sendDelete(context, object);
  if (hasStatus(reply, 404)) return whenAbsent(context, object);
  return hasStatus(reply, 400) && object.type in KINDS
    ? deleteTrusted(context, object, reply)
    : writeOutcome(reply);
}

/**
 * A named location that is trusted cannot be deleted. It is deleted untrusted, and trusted again where that
 * does not help. https://learn.microsoft.com/graph/api/namedlocation-delete
 */
async function deleteTrusted(
  context: WriteContext,
  object: ObjectRef,
  refusal: GraphReply,
): Promise<ChangeOutcome> {
  const live = await readLive(readerOf(context), object);
  const kind = live?.attributes['@odata.type'];
  if (live?.attributes['isTrusted'] !== true || typeof kind !== 'string') return writeOutcome(refusal);
  const trust = (isTrusted: boolean) =>
    context.client.send(patchRequest(object, { '@odata.type': kind, isTrusted }), context.signal);
  const untrusted = await trust(false);
  if (!succeeded(untrusted)) return writeOutcome(untrusted);
  const reply = await sendDelete(context, object);
  const outcome = writeOutcome(reply);
  if (outcome.outcome !== 'refused' && outcome.outcome !== 'notSent') return outcome;
  return succeeded(await trust(true))
    ? outcome
    : refused(
        'leftUntrusted',
        'The location could not be deleted and is no longer trusted. Trust it again by hand.',
      );
}

function sendDelete(context: WriteContext, object: ObjectRef): Promise<GraphReply> {
  const { lane } = CATALOGUE[object.type];
  return context.client.send(
    { method: 'DELETE', path: objectPath(object), lane, effect: 'write' },
    context.signal,
  );
}

async function whenAbsent(context: WriteContext, object: ObjectRef): Promise<ChangeOutcome> {
  return (await readDeleted(readerOf(context), object)) === undefined
    ? refused('notFound', 'The object does not exist any more, nor is it among the deleted items.')
    : UNCHANGED;
}

async function whenRead(outcome: () => Promise<ChangeOutcome>): Promise<ChangeOutcome> {
  try {
    return await outcome();
  } catch (error) {
    return failedReadOutcome(error);
  }
}

/** Clouds in which only Microsoft 365 groups can be brought back. */
const WITHOUT_SECURITY_GROUP_RESTORE: ReadonlySet<string> = new Set([
  'https://graph.microsoft.us',
  'https://dod-graph.microsoft.us',
  'https://microsoftgraph.chinacloudapi.cn',
]);

/** Objects of soft-deletable types that Graph nevertheless deletes for good. */
const FINAL_DELETION: Partial<Record<ObjectType, (object: DirectoryObject, origin: string) => boolean>> = {
  group: ({ attributes: { groupTypes, mailEnabled } }, origin) => {
    const isMicrosoft365 = Array.isArray(groupTypes) && groupTypes.includes('Unified');
    return !isMicrosoft365 && (mailEnabled === true || WITHOUT_SECURITY_GROUP_RESTORE.has(origin));
  },
};
