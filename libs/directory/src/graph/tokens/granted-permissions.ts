import { isJsonObject, type Json } from '#catalogue';
import type { TokenSource } from './token-source.js';

/**
 * The permissions that the connector's access token carries; `undefined` where it does not say. Microsoft promises
 * nothing about what a token of Graph looks like, so this tells beforehand what Graph will leave out, and never decides
 * what is asked for. https://learn.microsoft.com/entra/identity-platform/access-tokens
 */
export async function grantedPermissions(tokens: TokenSource): Promise<ReadonlySet<string> | undefined> {
  try {
    return permissionsIn(await tokens.token());
  } catch {
    return undefined;
  }
}

/** Application permissions stand in `roles`, those of a signed-in person in `scp`. */
function permissionsIn(token: string): ReadonlySet<string> | undefined {
  const claims = claimsOf(token);
  if (!isJsonObject(claims)) return undefined;
  const { roles, scp } = claims;
  if (Array.isArray(roles)) return new Set(roles.filter((role) => typeof role === 'string'));
  return typeof scp === 'string' ? new Set(scp.split(' ')) : undefined;
}

function claimsOf(token: string): Json {
  const [, payload, signature] = token.split('.');
  if (payload === undefined || signature === undefined) return null;
  try {
    return JSON.parse(Buffer.from(payload, 'base64url').toString('utf8')) as Json;
  } catch {
    return null;
  }
}
