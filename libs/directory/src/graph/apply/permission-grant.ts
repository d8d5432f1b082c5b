import { sortedWords, type JsonObject, type LinkRef } from '#catalogue';
import type { ChangeOutcome } from '../../directory.js';
import { grantPath, GRANTS_PATH, tenantGrantsPath } from '../graph-paths.js';
import { isForEveryone } from '../read/read-links.js';
import { graphError } from '../request/graph-error.js';
import { hasStatus, type GraphReply, type GraphRequest } from '../request/graph-request.js';
import { readEntries } from '../request/read-pages.js';
import { failedReadOutcome, refused, UNCHANGED, writeOutcome } from './outcomes.js';
import { patienceEnd, readerOf, sendPatiently, type WriteContext } from './write-context.js';

/**
 * Grants a client the scopes of a resource, for everyone in the tenant. Where there is a grant already, its
 * scopes are replaced. https://learn.microsoft.com/graph/api/oauth2permissiongrant-post
 */
export async function addGrant(context: WriteContext, link: LinkRef, value: string): Promise<ChangeOutcome> {
  if (value === '') return refused('emptyScope', 'A permission grant without scopes cannot be made.');
  const body = {
    clientId: link.target,
    consentType: 'AllPrincipals',
    resourceId: link.id,
    scope: value,
  };
  const reply = await sendPatiently(
    context,
    { ...write('POST', GRANTS_PATH), body },
    { ids: [link.id, link.target], until: patienceEnd(context) },
  );
  return isGrantedAlready(reply) ? updateGrant(context, link, value) : writeOutcome(reply);
}

/** Replaces the scopes of a grant. https://learn.microsoft.com/graph/api/oauth2permissiongrant-update */
export function updateGrant(context: WriteContext, link: LinkRef, value: string): Promise<ChangeOutcome> {
  return withGrant(context, link, async (id, grant) => {
    if (id === undefined)
      return refused(
        'notFound',
        'The permission grant does not exist any more. Recover again to make a new one.',
      );
    const { scope } = grant;
    if (typeof scope === 'string' && sortedWords(scope) === sortedWords(value)) return UNCHANGED;
    const request = { ...write('PATCH', grantPath(id)), body: { scope: value } };
    return writeOutcome(await context.client.send(request, context.signal));
  });
}

/** Takes a grant away. https://learn.microsoft.com/graph/api/oauth2permissiongrant-delete */
export function removeGrant(context: WriteContext, link: LinkRef): Promise<ChangeOutcome> {
  return withGrant(context, link, async (id) => {
    if (id === undefined) return UNCHANGED;
    const reply = await context.client.send(write('DELETE', grantPath(id)), context.signal);
    return hasStatus(reply, 404) ? UNCHANGED : writeOutcome(reply);
  });
}

async function withGrant(
  context: WriteContext,
  link: LinkRef,
  act: (id: string | undefined, grant: JsonObject) => Promise<ChangeOutcome>,
): Promise<ChangeOutcome> {
  try {
    const grants = await readEntries(readerOf(context), tenantGrantsPath(link.target), { lane: 'identity' });
    const grant = grants.find(
      (one) => one['resourceId'] === link.id && one['clientId'] === link.target && isForEveryone(one),
    );
    const id = grant?.['id'];
    return await act(typeof id === 'string' ? id : undefined, grant ?? {});
  } catch (error) {
    return failedReadOutcome(error);
  }
}

const write = (method: GraphRequest['method'], path: string): GraphRequest => ({
  method,
  path,
  lane: 'identity',
  effect: 'write',
});

function isGrantedAlready(reply: GraphReply): boolean {
  if (hasStatus(reply, 409)) return graphError(reply)?.code === 'Request_MultipleObjectsWithSameKeyValue';
  return hasStatus(reply, 400) && /entry already exists/i.test(graphError(reply)?.message ?? '');
}
