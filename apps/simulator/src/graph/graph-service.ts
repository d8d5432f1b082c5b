import type { Clock, Ids, Random } from '#runtime';
import { auditing } from '../audits/auditing.js';
import { addDeltaRoutes } from '../delta/delta-routes.js';
import { parseQuery } from '../query/query-options.js';
import { addAppRoleAssignmentRoutes } from '../routes/app-role-assignments.js';
import { addApplicationRoutes } from '../routes/applications.js';
import { addAuthenticationMethodRoutes } from '../routes/authentication-methods.js';
import { addAuthenticationRequirementRoutes } from '../routes/authentication-requirements.js';
import { addAuthenticationStrengthRoutes } from '../routes/authentication-strengths.js';
import { addAuthorizationPolicyRoutes } from '../routes/authorization-policy.js';
import { addConditionalAccessDeletedItemRoutes } from '../routes/conditional-access-deleted-items.js';
import { addConditionalAccessRoutes } from '../routes/conditional-access.js';
import { addDeletedItemRoutes } from '../routes/deleted-items.js';
import { addDirectoryAuditRoutes } from '../routes/directory-audits.js';
import { addDirectoryObjectRoutes } from '../routes/directory-objects.js';
import { addGroupRoutes } from '../routes/groups.js';
import { addMemberRoutes } from '../routes/members.js';
import { addNamedLocationRoutes } from '../routes/named-locations.js';
import { addOrganizationRoutes } from '../routes/organization.js';
import { addPermissionGrantRoutes } from '../routes/permission-grants.js';
import { addReadOnlyRoutes } from '../routes/read-only-lists.js';
import { addServicePrincipalRoutes } from '../routes/service-principals.js';
import { addUserRoutes } from '../routes/users.js';
import { guidOf } from '../tenant/guid.js';
import { purgeExpired } from '../tenant/purge-expired.js';
import type { Tenant } from '../tenant/tenant.js';
import { answering, anyBearerToken, authenticated, type Authentication } from './answering.js';
import { batching } from './batch.js';
import { Exchange, GRAPH_SIZES, type AnswerSizes } from './exchange.js';
import type { GraphRequest, Handler, Wrapper } from './message.js';
import { Router } from './router.js';

/** What a tenant's Graph service needs from outside. */
export interface GraphServiceOptions {
  readonly clock: Clock;
  /** Gives request ids. */
  readonly ids: Ids;
  /** Shuffles the responses of batches. */
  readonly random: Random;
  /** Behaviours around every single request, inner requests of batches too; the first is the outermost. */
  readonly wrappers?: readonly Wrapper[];
  /** Behaviours around what comes over the wire: a batch is one request here, like any other. */
  readonly wireWrappers?: readonly Wrapper[];
  /** Who may call at all; by default everybody with a bearer token. */
  readonly authenticate?: Authentication;
  /** The tenant as a request sees it; by default as it is. Requests that write always see it as it is. */
  readonly seenBy?: (request: GraphRequest) => Tenant;
  /** How much answers hold; by default as much as Graph's. */
  readonly sizes?: Partial<AnswerSizes>;
}

/** Answers Graph requests on a tenant: the whole service, without its transport. */
export function graphService(tenant: Tenant, options: GraphServiceOptions): Handler {
  const { wrappers = [], wireWrappers = [], authenticate = anyBearerToken } = options;
  const answers = answering(options.clock, options.ids);
  const single = composed(routing(tenant, options), [answers, ...wrappers, auditing(tenant)]);
  const onTheWire = [answers, authenticated(authenticate), ...wireWrappers];
  return composed(single, [...onTheWire, batching(options.random)]);
}

function composed(handler: Handler, wrappers: readonly Wrapper[]): Handler {
  return wrappers.reduceRight((next, wrapper) => wrapper(next), handler);
}

/** The innermost handler: finds the route and runs it on the tenant. */
function routing(tenant: Tenant, options: GraphServiceOptions): Handler {
  const { clock, seenBy = () => tenant } = options;
  const sizes = { ...GRAPH_SIZES, ...options.sizes };
  const router = graphRouter();
  let made = 0;
  return async (request) => {
    const now = clock.now();
    purgeExpired(tenant, now.getTime());
    const { route, parameters } = router.find(request.method, request.path);
    const query = parseQuery(request.query, request.headers);
    const newId = (): string => guidOf(tenant.identity.id, 'created', tenant.sequence, (made += 1));
    return route(new Exchange(request, parameters, query, seenBy(request), now, newId, sizes));
  };
}

/** Every path and method that the service knows. */
export function graphRouter(): Router {
  const router = new Router();
  addUserRoutes(router);
  addGroupRoutes(router);
  addMemberRoutes(router);
  addApplicationRoutes(router);
  addServicePrincipalRoutes(router);
  addAppRoleAssignmentRoutes(router);
  addPermissionGrantRoutes(router);
  addConditionalAccessRoutes(router);
  addNamedLocationRoutes(router);
  addAuthenticationStrengthRoutes(router);
  addConditionalAccessDeletedItemRoutes(router);
  addDeletedItemRoutes(router);
  addDirectoryObjectRoutes(router);
  addOrganizationRoutes(router);
  addReadOnlyRoutes(router);
  addDirectoryAuditRoutes(router);
  addAuthorizationPolicyRoutes(router);
  addAuthenticationMethodRoutes(router);
  addAuthenticationRequirementRoutes(router);
  addDeltaRoutes(router);
  return router;
}
