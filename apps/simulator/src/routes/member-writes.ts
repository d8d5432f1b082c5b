import { type Json } from '#catalogue';
import type { Exchange } from '../graph/exchange.js';
import { badRequest, forbidden, malformed, notFound } from '../graph/graph-error.js';
import type { TenantObject } from '../tenant/collection.js';
import { isDynamic, isMailManaged, isUnified } from '../tenant/group-kinds.js';
import { mailManagedRefusal, refuseSynced } from './directory-writes.js';

/** Graph takes so many references in one PATCH. */
const BINDS_AT_MOST = 20;

/** Throws when the members of a group are not for Graph to change. */
export function refuseUnwritableMembers(group: TenantObject): void {
  refuseSynced(group);
  if (isMailManaged(group.entity)) throw mailManagedRefusal();
  if (isDynamic(group.entity)) throw forbidden();
}

/** The ids of the members that `members@odata.bind` adds, all checked: one that cannot be added refuses all. */
export function boundMembers(exchange: Exchange, group: TenantObject, binds: Json): readonly string[] {
  if (!Array.isArray(binds))
    throw malformed("The value of 'members@odata.bind' must be a collection of references.");
  const references = binds as readonly Json[];
  if (references.length === 0) return [];
  refuseUnwritableMembers(group);
  if (references.length > BINDS_AT_MOST)
    throw badRequest(
      `The request adds ${references.length} references to 'members'; at most ${BINDS_AT_MOST} can be added in one request.`,
    );
  const ids = references.map((reference) => checkedMember(exchange, group, reference));
  if (new Set(ids).size < ids.length) throw alreadyMember();
  return ids;
}

/** The id of the member that a reference names. Throws Graph's refusal where it cannot be added to the group. */
export function checkedMember(exchange: Exchange, group: TenantObject, reference: Json | undefined): string {
  const id = referencedId(reference);
  const member = exchange.tenant.directoryObject(id);
  if (!member) throw notFound(id);
  if (member.id === group.id) throw badRequest('A group cannot be a member of itself.');
  if (!isAllowedMember(group, member))
    throw badRequest(`Objects of type '${member.kind}' cannot be added as members of this group.`);
  if (exchange.tenant.isMember(group.id, member.id)) throw alreadyMember();
  return member.id;
}

function isAllowedMember(group: TenantObject, member: TenantObject): boolean {
  if (isUnified(group.entity)) return member.kind === 'user';
  if (member.kind === 'group')
    return (
      group.entity['isAssignableToRole'] !== true &&
      !isUnified(member.entity) &&
      member.entity['securityEnabled'] === true
    );
  return member.kind === 'user' || member.kind === 'servicePrincipal';
}

/** The id at the end of `https://…/directoryObjects/{id}`, `https://…/users/{id}` or `directoryObjects('{id}')`. */
function referencedId(reference: Json | undefined): string {
  const id =
    typeof reference === 'string'
      ? /(?:^|\/)(?:directoryObjects|users|groups|servicePrincipals|devices|orgContacts)(?:\/|\(')([0-9a-f-]{36})(?:'\))?\/?$/i.exec(
          reference,
        )?.[1]
      : undefined;
  if (id === undefined)
    throw badRequest('Invalid object reference: the value must be the URL of a directory object.');
  return id.toLowerCase();
}

function alreadyMember(): Error {
  return badRequest(
    "One or more added object references already exist for the following modified properties: 'members'.",
  );
}
