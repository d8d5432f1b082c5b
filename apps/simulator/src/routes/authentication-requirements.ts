import { hash } from 'node:crypto';
import { CATALOGUE, type Json } from '#catalogue';
import { noContent, ok, type Exchange } from '../graph/exchange.js';
import { invalidValue, malformed } from '../graph/graph-error.js';
import type { GraphResponse } from '../graph/message.js';
import type { Router } from '../graph/router.js';
import { misfit, oneOf } from '../model/shape.js';
import { found } from './found.js';

const PATH = '/users/{id}/authentication/requirements';
const STATES = CATALOGUE.user.attributes.find(({ name }) => name === 'perUserMfaState')?.limits.values ?? [];
const MFA_STATE = oneOf(...STATES);

/** Per-user multifactor authentication, which only beta knows: https://learn.microsoft.com/graph/api/authentication-get */
export function addAuthenticationRequirementRoutes(router: Router): void {
  router.add('GET', PATH, readRequirements).add('PATCH', PATH, updateRequirements);
}

/** A third of all users, whoever the seed chooses, have registered a method. */
function hasRegisteredMethod(seed: number, user: string): boolean {
  return Number.parseInt(hash('sha1', `method ${seed} ${user}`, 'hex').slice(0, 8), 16) % 3 === 0;
}

/** The state that a state becomes: whoever has registered a method is enforced as soon as it is enabled. */
export function settledState(state: string, seed: number, user: string): string {
  return state === 'enabled' && hasRegisteredMethod(seed, user) ? 'enforced' : state;
}

function readRequirements(exchange: Exchange): GraphResponse {
  refuseOutsideBeta(exchange);
  const user = found(exchange, 'user');
  return ok({
    '@odata.context': `${exchange.root}/$metadata#users('${user.id}')/authentication/requirements/$entity`,
    perUserMfaState: user.entity['perUserMfaState'] ?? 'disabled',
  });
}

/** https://learn.microsoft.com/graph/api/authentication-update */
function updateRequirements(exchange: Exchange): GraphResponse {
  refuseOutsideBeta(exchange);
  const user = found(exchange, 'user');
  const sent: Json = exchange.body['perUserMfaState'] ?? null;
  if (typeof sent !== 'string' || misfit(MFA_STATE, sent) !== undefined)
    throw invalidValue('perUserMfaState', 'StrongAuthenticationRequirements');
  const perUserMfaState = settledState(sent, exchange.tenant.identity.seed, user.id);
  exchange.commit({ change: 'update', kind: 'user', id: user.id, set: { perUserMfaState } });
  return noContent;
}

function refuseOutsideBeta({ beta }: Exchange): void {
  if (!beta) throw malformed("Resource not found for the segment 'authentication'.");
}
