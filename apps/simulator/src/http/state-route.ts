import { hasBearerToken } from '../graph/answering.js';
import { tenantState } from '../tenant/tenant-state.js';
import type { Tenant } from '../tenant/tenant.js';
import type { SideHandler } from './http-server.js';

/** `GET /simulator/state`: the whole tenant, for comparing states. It is no part of Graph, and says so by its path. */
export function stateRoute(tenant: Tenant): SideHandler {
  return (path, headers) => {
    if (path !== '/simulator/state') return undefined;
    if (hasBearerToken({ headers })) return { status: 200, body: tenantState(tenant) };
    const error = { code: 'InvalidAuthenticationToken', message: 'Access token is empty.' };
    return { status: 401, body: { error } };
  };
}
