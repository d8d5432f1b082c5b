import type { JWTPayload } from 'jose';
import { tokenRefusal, type TokenRefusal } from './token-refusal.js';

/** The claims of an access token that decide, each checked for being there and of its type. */
export interface AccessClaims {
  readonly tenantId: string;
  readonly objectId: string;
  readonly clientId: string;
  readonly name: string;
  /** Seconds since 1970. */
  readonly expiresAt: number;
  /** Present where a user acts through the client; absent where the client acts for itself. */
  readonly scopes: readonly string[] | undefined;
  readonly appRoles: readonly string[];
  readonly directoryRoles: readonly string[];
}

const GUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
/** An ID token has these, an access token does not (https://openid.net/specs/openid-connect-core-1_0.html). */
const ID_TOKEN_CLAIMS = ['nonce', 'at_hash', 'c_hash'];
const LONGEST_NAME = 256;

/**
 * Reads the claims of an access token of version 2.0
 * (https://learn.microsoft.com/entra/identity-platform/access-token-claims-reference). Refuses ID tokens, other
 * versions, an audience that is a list, and any claim that is missing or not of its type.
 */
export function accessClaims(payload: JWTPayload): AccessClaims | TokenRefusal {
  if (ID_TOKEN_CLAIMS.some((claim) => claim in payload)) return tokenRefusal('TokenKindNotAccepted');
  if (typeof payload.aud !== 'string') return tokenRefusal('AudienceWrong');
  const { ver, tid, oid, azp, exp, scp, roles = [], wids = [] } = payload;
  if (ver !== '2.0' || typeof exp !== 'number') return tokenRefusal('ClaimsIncomplete');
  if (!isGuid(tid) || !isGuid(oid) || typeof azp !== 'string' || azp === '') {
    return tokenRefusal('ClaimsIncomplete');
  }
  if (!isListOfStrings(roles) || !isListOfStrings(wids)) return tokenRefusal('ClaimsIncomplete');
  if (scp !== undefined && typeof scp !== 'string') return tokenRefusal('ClaimsIncomplete');
  return {
    tenantId: tid.toLowerCase(),
    objectId: oid.toLowerCase(),
    clientId: azp,
    name: displayName(payload) ?? azp,
    expiresAt: exp,
    scopes: scp?.split(' ').filter((scope) => scope !== ''),
    appRoles: roles,
    directoryRoles: wids,
  };
}

/** Tells a GUID, in capitals or not. */
export function isGuid(value: unknown): value is string {
  return typeof value === 'string' && GUID.test(value);
}

/** A name fit for a log line: short, and without characters that break or hide text. */
function displayName(payload: JWTPayload): string | undefined {
  const name = [payload['name'], payload['preferred_username']].find(
    (value) => typeof value === 'string' && value.trim() !== '',
  );
  return typeof name === 'string' ? name.replace(/\p{C}/gu, '').slice(0, LONGEST_NAME) : undefined;
}

function isListOfStrings(value: unknown): value is string[] {
  return Array.isArray(value) && value.every((item) => typeof item === 'string');
}
