import type { Json, JsonObject } from '#catalogue';
import { ORIGIN, type Script, type Scripted, type SeenRequest } from '../scripted-graph.contract.js';

/** Answers by the longest beginning of the path that is listed; a function is asked for its answer. */
export type Lists = Readonly<Record<string, Scripted | ((request: SeenRequest) => Scripted)>>;

/** One page of a list; `next` and `delta` are paths. */
export function page(
  value: readonly JsonObject[],
  links: { readonly next?: string; readonly delta?: string } = {},
): { readonly status: number; readonly body: Json } {
  const { next, delta } = links;
  return {
    status: 200,
    body: {
      value,
      ...(next !== undefined && { '@odata.nextLink': `${ORIGIN}${next}` }),
      ...(delta !== undefined && { '@odata.deltaLink': `${ORIGIN}${delta}` }),
    },
  };
}

/** The tenant's own count of a list. */
export const counted = (count: number) => ({
  status: 200,
  body: { '@odata.count': count, value: [] },
});

/** A tenant in which there is nothing but what `lists` says. */
export function tenantOf(lists: Lists): Script {
  const all: Lists = { ...EMPTY, ...lists };
  const paths = Object.keys(all).sort((one, other) => other.length - one.length);
  return (request) => {
    const answer = all[paths.find((path) => request.path.startsWith(path)) ?? ''];
    return typeof answer === 'function' ? answer(request) : answer;
  };
}

const EMPTY: Lists = {
  '/v1.0/directory/deletedItems/microsoft.graph.': page([]),
  '/v1.0/identity/conditionalAccess/': page([]),
  '/v1.0/policies/authenticationStrengthPolicies': page([]),
  '/v1.0/oauth2PermissionGrants': page([]),
  '/v1.0/policies/authorizationPolicy': { status: 200, body: { id: 'authorizationPolicy' } },
  '/v1.0/policies/authenticationMethodsPolicy': { status: 200, body: { id: 'authenticationMethodsPolicy' } },
  '/v1.0/organization': page([{ id: 'tenant' }]),
  ...Object.fromEntries(
    ['users', 'groups', 'applications', 'servicePrincipals'].flatMap((set) => [
      [`/v1.0/${set}?`, page([])],
      [`/v1.0/${set}/delta`, page([], { delta: `/v1.0/${set}/delta?$deltatoken=1` })],
    ]),
  ),
};
