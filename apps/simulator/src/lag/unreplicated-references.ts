import { isJsonObject, type Json } from '#catalogue';
import type { Clock } from '#runtime';
import { GraphError } from '../graph/graph-error.js';
import type { GraphRequest, Wrapper } from '../graph/message.js';
import { textOf } from '../model/json-text.js';
import type { Tenant } from '../tenant/tenant.js';

const GUID = /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/gi;

/** Members of a body that refer to other objects. */
const REFERENCES = ['@odata.id', 'members@odata.bind', 'principalId', 'resourceId', 'clientId'];

/**
 * Refuses links to and from objects that were created or restored less than `lagMs` ago: not every replica knows them
 * yet. https://learn.microsoft.com/graph/api/group-post-members
 */
export function refusingUnreplicated(tenant: Tenant, clock: Clock, lagMs: number): Wrapper {
  const appearedAt = new Map<string, number>();
  tenant.onCommit(({ at, changes }) => {
    for (const [id, time] of appearedAt) if (time + lagMs <= at) appearedAt.delete(id);
    for (const change of changes)
      if (change.change === 'create' || change.change === 'restore') appearedAt.set(change.id, at);
  });
  const isYoung = (id: string): boolean => {
    const at = appearedAt.get(id);
    return at !== undefined && at + lagMs > clock.now().getTime();
  };
  return (next) => async (request) => {
    const referenced = referencedIds(request);
    // The request changes a link where its body names another object, or its path does.
    if (referenced.length > 0 && [...pathIds(request), ...referenced].some(isYoung))
      throw notYetKnown(referenced.some(isYoung));
    return next(request);
  };
}

/** Both answers are seen for the same cause. */
function notYetKnown(isReferenced: boolean): GraphError {
  const message = "The source resource object or one of the objects being referenced don't exist.";
  return isReferenced
    ? new GraphError(400, 'Request_BadRequest', message)
    : new GraphError(404, 'Request_ResourceNotFound', message);
}

/** The objects that a writing request refers to, those in its path apart. */
function referencedIds({ method, path, body }: GraphRequest): readonly string[] {
  if (method === 'GET') return [];
  const removed = method === 'DELETE' ? /\/members\/([^/]+)\/\$ref$/i.exec(path)?.[1] : undefined;
  if (removed !== undefined) return [removed.toLowerCase()];
  return isJsonObject(body) ? REFERENCES.flatMap((name) => idsIn(body[name])) : [];
}

function idsIn(value: Json | undefined): readonly string[] {
  const values = Array.isArray(value) ? (value as readonly Json[]) : [value];
  return values.flatMap((one) => [...textOf(one).matchAll(GUID)].map(([id]) => id.toLowerCase()));
}

function pathIds({ path }: GraphRequest): readonly string[] {
  return [...path.matchAll(GUID)].map(([id]) => id.toLowerCase());
}
