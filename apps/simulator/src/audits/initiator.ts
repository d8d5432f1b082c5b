import { isJsonObject, type Json, type JsonObject } from '#catalogue';
import type { GraphRequest } from '../graph/message.js';
import { textOf } from '../model/json-text.js';
import { callerOf } from '../permissions/caller.js';
import type { Tenant } from '../tenant/tenant.js';
import type { Initiator } from './audit-log.js';

/** Names the signed-in user of a request by id or principal name, where the token does not. No part of Graph. */
export const USER_HEADER = 'x-simulator-user';

/** What Entra does by itself: purging what was deleted long ago, and keeping dynamic groups. */
export const DIRECTORY_ITSELF: Initiator = {
  app: { appId: null, displayName: 'Microsoft Entra', servicePrincipalId: null },
};

/** Who sends a request: the user that its token or the header names, else the application of its token. */
export function initiatorOf({ headers }: Pick<GraphRequest, 'headers'>, tenant: Tenant): Initiator {
  const claims = claimsOf(headers['authorization'] ?? '');
  const named = headers[USER_HEADER] ?? userClaim(claims);
  return named === undefined
    ? application(callerOf(headers).appId, claims, tenant)
    : user(named, claims, tenant);
}

/** Tokens of applications have an `oid` too, that of the service principal; those of users have a name or scopes. */
function userClaim(claims: JsonObject): string | undefined {
  const { oid, upn, preferred_username: name, scp, idtyp } = claims;
  if (idtyp === 'app' || (upn === undefined && name === undefined && scp === undefined)) return undefined;
  return [oid, upn, name].find((claim) => typeof claim === 'string');
}

function user(named: string, claims: JsonObject, tenant: Tenant): Initiator {
  const id = named.includes('@')
    ? (tenant.unique.holder('user', { property: 'userPrincipalName', value: named }) ?? named)
    : named.toLowerCase();
  const entity = tenant.collection('user').get(id)?.entity ?? {};
  return {
    user: {
      id,
      displayName: nameIn(entity['displayName'], claims['name']),
      userPrincipalName: nameIn(entity['userPrincipalName'], claims['upn'], claims['preferred_username']),
    },
  };
}

function application(appId: string, claims: JsonObject, tenant: Tenant): Initiator {
  const servicePrincipalId =
    tenant.unique.holder('servicePrincipal', { property: 'appId', value: appId }) ?? null;
  const entity =
    servicePrincipalId === null ? {} : tenant.live('servicePrincipal', servicePrincipalId)?.entity;
  const displayName = nameIn(entity?.['displayName'], claims['app_displayname']);
  return { app: { appId, displayName, servicePrincipalId } };
}

function nameIn(...candidates: readonly (Json | undefined)[]): string | null {
  return candidates.find((candidate): candidate is string => textOf(candidate) !== '') ?? null;
}

/** The claims of a token that is a JWT; none for any other. */
function claimsOf(authorization: string): JsonObject {
  const payload = /^bearer\s+[^.\s]+\.([^.\s]+)\.[^.\s]*$/i.exec(authorization)?.[1];
  if (payload === undefined) return {};
  try {
    const claims = JSON.parse(Buffer.from(payload, 'base64url').toString()) as Json;
    return isJsonObject(claims) ? claims : {};
  } catch {
    return {};
  }
}
