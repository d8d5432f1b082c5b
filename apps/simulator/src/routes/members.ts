import { noContent, type Exchange } from '../graph/exchange.js';
import { GraphError, notFound, unsupportedQuery } from '../graph/graph-error.js';
import type { GraphResponse } from '../graph/message.js';
import type { Router } from '../graph/router.js';
import { ENTITY_TYPES } from '../model/entity-types.js';
import { listCount, listPage, type Listed, type Listing } from '../query/listing.js';
import type { TenantObject } from '../tenant/collection.js';
import { DIRECTORY_OBJECT_KINDS, type DirectoryObjectKind } from '../tenant/kinds.js';
import { found } from './found.js';
import { checkedMember, refuseUnwritableMembers } from './member-writes.js';
import { transitiveGroups, transitiveMembers } from './transitive.js';

type Targets = (exchange: Exchange, sequence: number) => Iterable<Listed>;

/** Group membership from both ends: https://learn.microsoft.com/graph/api/group-list-members */
export function addMemberRoutes(router: Router): void {
  addLists(router, '/groups/{id}/members', directMembers);
  addLists(router, '/groups/{id}/transitiveMembers', (exchange, sequence) =>
    shownMembers(exchange, transitiveMembers(exchange.tenant, found(exchange, 'group').id, sequence)),
  );
  for (const kind of ['user', 'group', 'servicePrincipal'] as const) {
    const set = ENTITY_TYPES[kind].set;
    addLists(router, `/${set}/{id}/memberOf`, (exchange, sequence) =>
      inOrder(exchange.tenant.groupsOf(found(exchange, kind).id), sequence),
    );
    addLists(router, `/${set}/{id}/transitiveMemberOf`, (exchange, sequence) =>
      inOrder(transitiveGroups(exchange.tenant, found(exchange, kind).id), sequence),
    );
  }
  for (const path of ['/groups/{id}/owners', '/applications/{id}/owners', '/servicePrincipals/{id}/owners'])
    addLists(router, path, () => []);
  router
    .add('POST', '/groups/{id}/members/$ref', addMember)
    .add('DELETE', '/groups/{id}/members/{memberId}/$ref', removeMember);
}

/** A list of directory objects, its counts, and the same for one type alone by a cast. */
function addLists(router: Router, path: string, targets: Targets): void {
  router
    .add('GET', path, (exchange) => listPage(exchange, listing(exchange, targets)))
    .add('GET', `${path}/$count`, (exchange) => listCount(exchange, listing(exchange, targets)));
  for (const kind of DIRECTORY_OBJECT_KINDS) {
    const cast = `${path}/microsoft.graph.${kind}`;
    router
      .add('GET', cast, (exchange) => listPage(exchange, listing(exchange, targets, kind)))
      .add('GET', `${cast}/$count`, (exchange) => listCount(exchange, listing(exchange, targets, kind)));
  }
}

function listing(exchange: Exchange, targets: Targets, kind?: DirectoryObjectKind): Listing {
  return {
    type: kind && ENTITY_TYPES[kind],
    set: kind ? ENTITY_TYPES[kind].set : 'directoryObjects',
    typed: true,
    from: (sequence) => ofKind(targets(exchange, sequence), kind),
  };
}

function* ofKind(listed: Iterable<Listed>, kind: DirectoryObjectKind | undefined): Generator<Listed> {
  for (const one of listed) if (kind === undefined || one.object.kind === kind) yield one;
}

function directMembers(exchange: Exchange, sequence: number): Iterable<Listed> {
  if (exchange.query.orderBy.length > 0) throw unsupportedQuery('$orderby is not supported on members.');
  const { id } = found(exchange, 'group');
  return shownMembers(exchange, places(exchange, id, sequence));
}

function* places(exchange: Exchange, group: string, sequence: number): Generator<Listed> {
  for (const { membership, object } of exchange.tenant.membersOf(group, sequence))
    yield { sequence: membership.sequence, object };
}

/** A known gap of v1.0: service principals are members, but not listed. */
function* shownMembers(exchange: Exchange, members: Iterable<Listed>): Generator<Listed> {
  for (const member of members) if (exchange.beta || member.object.kind !== 'servicePrincipal') yield member;
}

function inOrder(objects: Iterable<TenantObject>, sequence: number): Listed[] {
  return [...objects]
    .filter((object) => object.sequence > sequence)
    .sort((a, b) => a.sequence - b.sequence)
    .map((object) => ({ sequence: object.sequence, object }));
}

function addMember(exchange: Exchange): GraphResponse {
  const group = found(exchange, 'group');
  refuseUnwritableMembers(group);
  const member = checkedMember(exchange, group, exchange.body['@odata.id']);
  exchange.commit({ change: 'addMember', group: group.id, member });
  return noContent;
}

function removeMember(exchange: Exchange): GraphResponse {
  const group = found(exchange, 'group');
  const member = exchange.parameter('memberId').toLowerCase();
  refuseUnwritableMembers(group);
  if (!exchange.tenant.directoryObject(member) || !exchange.tenant.isMember(group.id, member))
    throw notFound(member);
  if (exchange.request.body !== undefined && exchange.request.body !== null)
    throw new GraphError(400, 'BadRequest', 'A DELETE request must not have a body.');
  exchange.commit({ change: 'removeMember', group: group.id, member });
  return noContent;
}
