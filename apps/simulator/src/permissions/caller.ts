import { isJsonObject, type Json, type JsonObject } from '#catalogue';
import { invalidToken } from '../graph/answering.js';

/** The application behind a request. */
export interface Caller {
  readonly appId: string;
  /** Application permissions by name; `everything` for tokens that say nothing. */
  readonly permissions: ReadonlySet<string> | 'everything';
  /** Template ids of the directory roles that the application's service principal holds. */
  readonly directoryRoles: ReadonlySet<string>;
}

/** Whoever comes with a token that is no JWT: an application that may do everything. */
export const ALMIGHTY: Caller = {
  appId: '00000000-0000-0000-0000-000000000001',
  permissions: 'everything',
  directoryRoles: new Set(),
};

interface Token {
  readonly caller: Caller;
  readonly tenantId: string | undefined;
  readonly expiresAt: number | undefined;
  readonly notBefore: number | undefined;
}

/** The application that a request's token names, whether the token is good or not. */
export function callerOf(headers: Readonly<Record<string, string>>): Caller {
  const token = readToken(headers);
  return typeof token === 'object' ? token.caller : ALMIGHTY;
}

/**
 * The application behind a request whose token is an access token of this tenant that is valid now. Throws Graph's
 * refusal of any other. The signature is not checked: this is a simulator, and anybody may sign.
 */
export function authenticCaller(
  headers: Readonly<Record<string, string>>,
  tenantId: string,
  now: Date,
): Caller {
  const token = readToken(headers);
  if (token === 'none') throw invalidToken('Access token is empty.');
  if (token === 'opaque') return ALMIGHTY;
  if (token === 'malformed' || token.expiresAt === undefined)
    throw invalidToken('CompactToken parsing failed with error code: 80049217');
  const seconds = now.getTime() / 1000;
  if (token.expiresAt <= seconds) throw invalidToken('Lifetime validation failed, the token is expired.');
  if ((token.notBefore ?? 0) > seconds)
    throw invalidToken('Lifetime validation failed, the token is not valid yet.');
  if (token.tenantId !== tenantId)
    throw invalidToken('Access token validation failure. The token was issued for another tenant.');
  return token.caller;
}

type Reading = Token | 'none' | 'opaque' | 'malformed';

/** Inner requests of a batch come with the same token one after the other. */
let last: { readonly text: string; readonly reading: Reading } = { text: '', reading: 'none' };

function readToken(headers: Readonly<Record<string, string>>): Reading {
  const text = /^bearer\s+(\S+)/i.exec(headers['authorization'] ?? '')?.[1] ?? '';
  if (text !== last.text) last = { text, reading: decoded(text) };
  return last.reading;
}

function decoded(text: string): Reading {
  if (text === '') return 'none';
  const parts = text.split('.');
  if (parts.length !== 3) return 'opaque';
  const [header, claims] = parts.slice(0, 2).map(jsonOf);
  if (!header || !claims) return 'malformed';
  const appId = claims['appid'] ?? claims['azp'];
  if (typeof appId !== 'string') return 'malformed';
  return {
    caller: {
      appId,
      permissions: new Set(textsIn(claims['roles'])),
      directoryRoles: new Set(textsIn(claims['wids'])),
    },
    tenantId: typeof claims['tid'] === 'string' ? claims['tid'].toLowerCase() : undefined,
    expiresAt: typeof claims['exp'] === 'number' ? claims['exp'] : undefined,
    notBefore: typeof claims['nbf'] === 'number' ? claims['nbf'] : undefined,
  };
}

function jsonOf(part: string): JsonObject | undefined {
  try {
    const value = JSON.parse(Buffer.from(part, 'base64url').toString()) as Json;
    return isJsonObject(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

function textsIn(claim: Json | undefined): readonly string[] {
  return Array.isArray(claim) ? (claim as readonly Json[]).filter((item) => typeof item === 'string') : [];
}
