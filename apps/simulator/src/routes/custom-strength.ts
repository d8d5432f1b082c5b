import type { Exchange } from '../graph/exchange.js';
import { badRequest } from '../graph/graph-error.js';
import type { TenantObject } from '../tenant/collection.js';
import { found } from './found.js';

export const kind = 'authenticationStrengthPolicy';

/** The strength that a path names; throws where it is one of those that Graph brings along. */
export function customStrength(exchange: Exchange): TenantObject {
  const strength = found(exchange, kind);
  if (strength.entity['policyType'] === 'builtIn')
    throw badRequest('Built-in authentication strengths cannot be changed or deleted.');
  return strength;
}
