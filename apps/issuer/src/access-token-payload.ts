import type { AccessToken, ClientCredentials, JWTStructured } from 'oidc-provider';
import { accountOf } from './accounts.js';

/**
 * Gives an access token the claims of Entra's version 2.0, so that the API's one validator serves both
 * (https://learn.microsoft.com/entra/identity-platform/access-token-claims-reference).
 */
export function accessTokenPayload(
  tenantId: string,
  token: AccessToken | ClientCredentials,
  parts: JWTStructured,
): void {
  const account = 'accountId' in token ? accountOf(token.accountId) : undefined;
  if (account === undefined) throw new Error('Access tokens are issued to demonstration accounts only.');
  const { client_id: clientId, scope, iat, ...payload } = parts.payload;
  parts.payload = {
    ...payload,
    iat,
    nbf: iat,
    ver: '2.0',
    tid: tenantId,
    oid: account.objectId,
    azp: clientId,
    azpacr: '0',
    name: account.displayName,
    preferred_username: account.name,
    roles: [...account.roles],
    scp: scope ?? '',
  };
}
