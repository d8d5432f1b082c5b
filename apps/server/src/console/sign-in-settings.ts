/** How the console's users sign in: what a public client of OpenID Connect has to know. */
export interface SignInSettings {
  /** Address of the issuer: its metadata are at `/.well-known/openid-configuration` below it. */
  readonly authority: string;
  /** What those metadata and the issuer's tokens name as the issuer; `{tenantid}` stands for the token's tenant. */
  readonly issuer: string;
  /** The console's own client id. */
  readonly clientId: string;
  /** Scopes to ask for, separated by spaces. */
  readonly scope: string;
}

/** The part of the server's settings that decides how users sign in. */
export interface AccessSettings {
  readonly issuer: string;
  readonly audience: string;
  readonly allowedClientIds: readonly string[];
}

const GUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/**
 * How the console's users sign in, following from whose tokens the API accepts: the first of the allowed clients is
 * the console's. Where `{tenantid}` of Microsoft Entra's issuer stands for several tenants, the user chooses by signing in
 * (https://learn.microsoft.com/entra/identity-platform/v2-protocols#endpoints). An audience that is an application's id
 * is part of the scope (https://learn.microsoft.com/entra/identity-platform/scopes-oidc). `undefined` where no client
 * is allowed.
 */
export function signInSettings(
  { issuer, audience, allowedClientIds }: AccessSettings,
  tenantIds: readonly string[],
): SignInSettings | undefined {
  const [clientId] = allowedClientIds;
  if (clientId === undefined) return undefined;
  const [only, another] = tenantIds;
  const tenant = another === undefined ? only : undefined;
  const scope = GUID.test(audience) ? `${audience}/access_as_user` : 'access_as_user';
  return {
    authority: issuer.replaceAll('{tenantid}', tenant ?? 'organizations'),
    issuer: issuer.replaceAll('{tenantid}', tenant ?? '{tenantid}'),
    clientId,
    scope: `openid profile offline_access ${scope}`,
  };
}
