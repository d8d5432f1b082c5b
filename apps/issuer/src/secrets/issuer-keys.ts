import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { calculateJwkThumbprint, exportJWK, generateKeyPair } from 'jose';
import type { JWKS } from 'oidc-provider';
import { isObject, readOrCreateSecrets } from './secret-file.js';

/** What the issuer signs with. */
export interface IssuerKeys {
  /** Private keys for tokens. */
  readonly jwks: JWKS;
  /** For the cookies of a sign-in. */
  readonly cookieKeys: readonly string[];
}

/** The issuer's own keys, made at the first start and kept, so that tokens outlive a restart. */
export function loadIssuerKeys(dataFolder: string): Promise<IssuerKeys> {
  return readOrCreateSecrets(join(dataFolder, 'keys.json'), isIssuerKeys, createKeys);
}

async function createKeys(): Promise<IssuerKeys> {
  const { privateKey } = await generateKeyPair('RS256', { modulusLength: 2048, extractable: true });
  const jwk = await exportJWK(privateKey);
  const signing = { ...jwk, kty: 'RSA', alg: 'RS256', use: 'sig', kid: await calculateJwkThumbprint(jwk) };
  return { jwks: { keys: [signing] }, cookieKeys: [randomBytes(32).toString('base64url')] };
}

function isIssuerKeys(contents: unknown): contents is IssuerKeys {
  if (!isObject(contents)) return false;
  const { jwks, cookieKeys } = contents;
  return (
    isObject(jwks) && Array.isArray(jwks['keys']) && Array.isArray(cookieKeys) && cookieKeys.every(isText)
  );
}

function isText(value: unknown): value is string {
  return typeof value === 'string';
}
