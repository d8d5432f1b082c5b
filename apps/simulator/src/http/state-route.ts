import type { JsonObject } from '#catalogue';
import { hasBearerToken } from '../graph/answering.js';
import { tenantState } from '../tenant/tenant-state.js';
import type { Tenant } from '../tenant/tenant.js';
import type { SideHandler } from './http-server.js';

/**
 * What is no part of Graph, and says so by its path: `GET /simulator/state`, the whole tenant, for comparing states,
 * and `GET /simulator/throttled`, the number of requests refused because of limits.
 */
export function stateRoute(tenant: Tenant, throttled: () => number): SideHandler {
  const answers: Readonly<Record<string, () => JsonObject>> = {
    '/simulator/state': () => tenantState(tenant),
    '/simulator/throttled': () => ({ refused: throttled() }),
  };
  return (path, headers) => {
    const answer = answers[path];
    if (!answer) return undefined;
    if (hasBearerToken({ headers })) return { status: 200, body: answer() };
    const error = { code: 'InvalidAuthenticationToken', message: 'Access token is empty.' };
    return { status: 401, body: { error } };
  };
}
