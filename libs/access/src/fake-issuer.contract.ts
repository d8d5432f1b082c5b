import {
  exportJWK,
  generateKeyPair,
  SignJWT,
  type CryptoKey,
  type JWK,
  type JWTHeaderParameters,
  type JWTPayload,
} from 'jose';
import { VirtualClock } from '#runtime';
import type { Fetch } from './signing-keys.js';
import { openTokenValidator, type TokenValidator, type TokenValidatorOptions } from './token-validator.js';

export const TENANT = '6f1d0a52-2f10-4a3e-9d5b-0c6f8a7b1e01';
export const OTHER_TENANT = '7a2e1b63-3a21-4b4f-8e6c-1d7a9b8c2f02';
export const ISSUER = `https://login.example.com/${TENANT}/v2.0`;
export const AUDIENCE = 'c6f9a1d2-7777-4c1f-9d3b-2f6f4b9f0a11';
export const CLIENT = '3f0a6f8e-1111-4d55-8a31-5f6f4b9f0a22';

/** Claims to replace; `undefined` takes one out. */
export type Claims = Readonly<Record<string, unknown>>;

/** The signing side of an identity provider, with a clock that stands at nine o'clock. */
export class FakeIssuer {
  readonly clock = new VirtualClock('2026-11-24T09:00:00Z');
  /** What was asked for over the network, in order. */
  readonly requests: string[] = [];
  /** Set to make every request fail. */
  down = false;
  private published: JWK[] = [];

  private constructor(
    readonly privateKey: CryptoKey,
    readonly publicJwk: JWK,
    readonly issuer: string,
  ) {
    this.published = [publicJwk];
  }

  static async start(issuer = ISSUER): Promise<FakeIssuer> {
    const { privateKey, publicKey } = await generateKeyPair('RS256', { extractable: true });
    return new FakeIssuer(privateKey, { ...(await exportJWK(publicKey)), kid: 'key-1', use: 'sig' }, issuer);
  }

  /** Publishes other keys than before. */
  publish(keys: readonly JWK[]): void {
    this.published = [...keys];
  }

  readonly fetch: Fetch = async (url, init) => {
    this.requests.push(url);
    if (init.redirect !== 'error') throw new Error('A redirection would be followed.');
    if (this.down) throw new TypeError('fetch failed');
    const answers: Record<string, unknown> = {
      [`${this.issuer}/.well-known/openid-configuration`]: {
        issuer: this.issuer,
        jwks_uri: `${this.issuer}/keys`,
      },
      [`${this.issuer}/keys`]: { keys: this.published },
    };
    return url in answers ? Response.json(answers[url]) : new Response('', { status: 404 });
  };

  /** A validator that trusts this issuer. */
  validator(options: Partial<TokenValidatorOptions> = {}): TokenValidator {
    return openTokenValidator({
      issuer: this.issuer,
      tenants: [TENANT],
      audience: AUDIENCE,
      allowedClientIds: [CLIENT],
      clock: this.clock,
      fetch: this.fetch,
      ...options,
    });
  }

  /** The claims of a user who signed in a minute ago, as Entra issues them (version 2.0). */
  claims(change: Claims = {}): JWTPayload {
    const now = this.clock.now().getTime() / 1_000;
    return {
      iss: this.issuer,
      aud: AUDIENCE,
      iat: now - 60,
      nbf: now - 60,
      exp: now + 3_540,
      ver: '2.0',
      tid: TENANT,
      oid: '0b1f7a90-5a3e-4f0e-8a51-111111111111',
      sub: 'AAAAAPairwiseSubject',
      azp: CLIENT,
      azpacr: '0',
      name: 'Avery Admin',
      preferred_username: 'avery@contoso.example',
      scp: 'access_as_user',
      roles: ['Backup.Admin'],
      ...change,
    };
  }

  /** A token of those claims; `header` and `key` replace what the issuer would use. */
  async token(
    change: Claims = {},
    header: Partial<JWTHeaderParameters> = {},
    key: CryptoKey | Uint8Array = this.privateKey,
  ): Promise<string> {
    const claims = Object.fromEntries(Object.entries(this.claims(change)).filter(([, v]) => v !== undefined));
    return new SignJWT(claims)
      .setProtectedHeader({ alg: 'RS256', typ: 'JWT', kid: 'key-1', ...header })
      .sign(key, header.crit ? { crit: Object.fromEntries(header.crit.map((name) => [name, true])) } : {});
  }
}
