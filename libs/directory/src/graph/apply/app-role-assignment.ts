import { targetObjectId, type JsonObject, type LinkRef, type ObjectRef } from '#catalogue';
import type { ChangeOutcome } from '../../directory.js';
import { assignmentPath, assignmentsListPath, assignmentsPath } from '../graph-paths.js';
import { graphError } from '../request/graph-error.js';
import { hasStatus, type GraphReply } from '../request/graph-request.js';
import { readEntries } from '../request/read-pages.js';
import { failedReadOutcome, refused, UNCHANGED, writeOutcome } from './outcomes.js';
import { patienceEnd, readerOf, sendPatiently, type WriteContext } from './write-context.js';

/**
 * Assigns an app role. The new assignment has a new id: who, on what and which role is what tells it.
 * https://learn.microsoft.com/graph/api/serviceprincipal-post-approleassignedto
 */
export async function addAssignment(context: WriteContext, link: LinkRef): Promise<ChangeOutcome> {
  const resource: ObjectRef = { type: link.type, id: link.id };
  const { principalId, appRoleId } = partsOf(link);
  if (appRoleId === '') return refused('invalidLink', 'The link names no app role.');
  const body = { principalId, resourceId: link.id, appRoleId };
  const reply = await sendPatiently(
    context,
    { method: 'POST', path: assignmentsPath(resource), lane: 'identity', effect: 'write', body },
    { ids: [link.id, principalId], until: patienceEnd(context) },
  );
  return isAssignedAlready(reply) ? UNCHANGED : writeOutcome(reply);
}

/** Takes an app role away. https://learn.microsoft.com/graph/api/serviceprincipal-delete-approleassignedto */
export async function removeAssignment(context: WriteContext, link: LinkRef): Promise<ChangeOutcome> {
  try {
    const id = (await findAssignment(context, link))?.['id'];
    if (typeof id !== 'string') return UNCHANGED;
    const path = assignmentPath({ type: link.type, id: link.id }, id);
    const reply = await context.client.send(
      { method: 'DELETE', path, lane: 'identity', effect: 'write' },
      context.signal,
    );
    return hasStatus(reply, 404) ? UNCHANGED : writeOutcome(reply);
  } catch (error) {
    return failedReadOutcome(error);
  }
}

async function findAssignment(context: WriteContext, link: LinkRef): Promise<JsonObject | undefined> {
  const { principalId, appRoleId } = partsOf(link);
  const path = assignmentsListPath({ type: link.type, id: link.id }, principalId);
  const assignments = await readEntries(readerOf(context), path, { lane: 'identity' });
  return assignments.find(
    (assignment) => assignment['principalId'] === principalId && assignment['appRoleId'] === appRoleId,
  );
}

function partsOf({ target }: LinkRef): { readonly principalId: string; readonly appRoleId: string } {
  const principalId = targetObjectId(target);
  return { principalId, appRoleId: target.slice(principalId.length + 1) };
}

function isAssignedAlready(reply: GraphReply): boolean {
  if (!hasStatus(reply, 400) && !hasStatus(reply, 409)) return false;
  return /already exists on the object/i.test(graphError(reply)?.message ?? '');
}
