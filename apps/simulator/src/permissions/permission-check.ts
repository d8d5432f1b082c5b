import type { Clock } from '#runtime';
import type { Authentication } from '../graph/answering.js';
import { forbidden } from '../graph/graph-error.js';
import type { GraphRequest, Wrapper } from '../graph/message.js';
import type { Match } from '../graph/router.js';
import { ENTITY_TYPES } from '../model/entity-types.js';
import type { Kind } from '../tenant/kinds.js';
import type { Tenant } from '../tenant/tenant.js';
import { authenticCaller } from './caller.js';
import { isRoleAssignable, mayActOn } from './directory-roles.js';
import { holds, type Permission } from './inclusions.js';
import { leastPermissions, TO_DELETE, TO_READ, type Needs } from './least-permissions.js';
import { isHidden, shownTo } from './shown-to.js';
import { groupWriteNeeds, isSensitive, memberNeeds, membersIn, userUpdateNeeds } from './write-needs.js';

/** Takes only tokens of this tenant that are valid now. */
export function tokensOf(tenant: Tenant, clock: Clock): Authentication {
  return (headers) => void authenticCaller(headers, tenant.identity.id, clock.now());
}

/**
 * Lets an application do what its permissions and directory roles allow, and shows it what they let it see. Inner
 * requests of batches are checked one by one.
 * https://learn.microsoft.com/graph/permissions-overview
 */
export function permitted(tenant: Tenant, clock: Clock): Wrapper {
  const table = leastPermissions();
  return (next) => async (request) => {
    const caller = authenticCaller(request.headers, tenant.identity.id, clock.now());
    if (caller.permissions === 'everything') return next(request);
    const match = table.lookup(request.method, request.path);
    // What the table does not know, the service does not either: it says so itself.
    if (!match) return next(request);
    const target = targetOf(tenant, request, match);
    if (!holds(caller, ...neededBy(request, match.route, target, tenant))) throw forbidden();
    if (target?.kind === 'user' && isSensitiveAction(request) && !mayActOn(target.id, caller, tenant))
      throw forbidden();
    return shownTo(caller, await next(request), tenant);
  };
}

/** The object that a path names first. */
interface Target {
  readonly kind: Kind;
  readonly id: string;
}

function targetOf(tenant: Tenant, { path }: GraphRequest, { parameters }: Match<Needs>): Target | undefined {
  const { id: key } = parameters;
  if (key === undefined) return undefined;
  const set = /^\/([^/(]+)/.exec(path)?.[1]?.toLowerCase();
  if (set === 'directory' || set === 'directoryobjects') return directoryTarget(tenant, key.toLowerCase());
  const kind = (['user', 'group'] as const).find((one) => ENTITY_TYPES[one].set === set);
  if (kind === undefined) return undefined;
  const name = /^(?:userPrincipalName=')?([^']+@[^']+?)'?$/i.exec(key)?.[1];
  const id =
    name === undefined
      ? key.toLowerCase()
      : (tenant.unique.holder(kind, { property: 'userPrincipalName', value: name }) ?? '');
  return { kind, id };
}

function directoryTarget(tenant: Tenant, id: string): Target | undefined {
  return tenant.directoryObject(id, 'deleted') ?? tenant.directoryObject(id);
}

function neededBy(
  request: GraphRequest,
  needs: Needs,
  target: Target | undefined,
  tenant: Tenant,
): readonly Permission[] {
  const base = needs === 'byObject' ? neededForObject(request, target) : needs;
  if (target?.kind === 'user' && request.method === 'PATCH' && base.length === 0)
    return userUpdateNeeds(request.body);
  if (target?.kind === 'group') return [...base, ...neededForGroup(request, target, tenant)];
  const isNewGroup = request.method === 'POST' && /^\/groups$/i.test(request.path);
  return isNewGroup ? [...base, ...groupWriteNeeds(request.body)] : base;
}

function neededForObject({ method }: GraphRequest, target: Target | undefined): readonly Permission[] {
  const permission = target && (method === 'GET' ? TO_READ : TO_DELETE)[target.kind];
  return permission === undefined ? [] : [permission];
}

/** Role-assignable groups are guarded, and so are hidden members and members of other kinds. */
function neededForGroup(request: GraphRequest, { id }: Target, tenant: Tenant): readonly Permission[] {
  const { method, path, body } = request;
  if (/\/appRoleAssignments(\/|$)/i.test(path)) return [];
  if (method === 'GET')
    return /\/(transitive)?members(\/|$)/i.test(path) && isHidden(tenant, id) ? ['Member.Read.Hidden'] : [];
  const removed = /\/members\/([^/]+)\/\$ref$/i.exec(path)?.[1];
  const members = [...membersIn(body), ...(removed === undefined ? [] : [removed.toLowerCase()])];
  return [
    ...(method === 'PATCH' ? groupWriteNeeds(body) : []),
    ...memberNeeds(members, tenant),
    ...(isRoleAssignable(tenant, id) ? (['RoleManagement.ReadWrite.Directory'] as const) : []),
  ];
}

function isSensitiveAction({ method, path, body }: GraphRequest): boolean {
  if (method === 'PATCH') return isSensitive(body);
  if (method === 'DELETE') return !/\/appRoleAssignments\//i.test(path);
  return /\/(microsoft\.graph\.)?restore$/i.test(path);
}
