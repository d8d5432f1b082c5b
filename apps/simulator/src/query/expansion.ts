import type { Json } from '#catalogue';
import type { Exchange } from '../graph/exchange.js';
import { malformed } from '../graph/graph-error.js';
import type { TenantObject } from '../tenant/collection.js';
import type { Expand } from './expand.js';
import { present } from './presentation.js';

/** Adds the expanded navigation properties to an object as it is shown. */
export function expandInto(
  shown: Record<string, Json>,
  object: TenantObject,
  exchange: Exchange,
): Record<string, Json> {
  for (const expand of exchange.query.expand) shown[expand.name] = expanded(expand, object, exchange);
  return shown;
}

function expanded(expand: Expand, object: TenantObject, exchange: Exchange): Json {
  const { tenant, beta, root, sizes } = exchange;
  const view = { tenant, beta, root, select: expand.select, typed: true };
  const values: Json[] = [];
  for (const target of targets(expand.name, object, exchange)) {
    if (values.length === sizes.expanded) break;
    values.push(present(target, view));
  }
  return values;
}

function* targets(name: string, object: TenantObject, { tenant, beta }: Exchange): Generator<TenantObject> {
  const navigation = `${object.kind}/${name}`;
  switch (navigation) {
    case 'group/members':
      for (const { object: member } of tenant.membersOf(object.id))
        if (beta || member.kind !== 'servicePrincipal') yield member;
      return;
    case 'user/memberOf':
    case 'group/memberOf':
    case 'servicePrincipal/memberOf':
      yield* tenant.groupsOf(object.id);
      return;
    case 'servicePrincipal/appRoleAssignedTo':
      for (const link of tenant.linksOf('appRoleAssignment', object.id))
        if (link.entity['resourceId'] === object.id) yield link;
      return;
    case 'group/owners':
    case 'application/owners':
    case 'servicePrincipal/owners':
    case 'user/directReports':
      return;
    default:
      throw malformed(
        `Parsing OData Select and Expand failed: Could not find a property named '${name}' on type 'microsoft.graph.${object.kind}'.`,
      );
  }
}
