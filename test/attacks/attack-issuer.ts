import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { exportJWK, generateKeyPair, SignJWT, type CryptoKey, type JWK } from 'jose';

export const AUDIENCE = 'api://known-good';
export const CLIENT = 'known-good-cli';
export const TENANT = 'aaaaaaaa-0000-4000-8000-000000000001';
export const OTHER_TENANT = 'bbbbbbbb-0000-4000-8000-000000000002';

/** Claims to replace; `undefined` takes one out. */
export type Claims = Readonly<Record<string, unknown>>;

/** An issuer that the product trusts and that signs whatever the attacks need. */
export class AttackIssuer {
  readonly key: CryptoKey;
  readonly publicJwk: JWK;
  readonly url: string;
  private readonly server: Server;

  private constructor(key: CryptoKey, publicJwk: JWK, server: Server) {
    this.key = key;
    this.publicJwk = publicJwk;
    this.server = server;
    this.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  }

  static async start(): Promise<AttackIssuer> {
    const { privateKey, publicKey } = await generateKeyPair('RS256', { extractable: true });
    const jwk = { ...(await exportJWK(publicKey)), kid: 'key-1', use: 'sig', alg: 'RS256' };
    const server = createServer((request, response) => {
      const path = request.url ?? '';
      const issuer = `http://${request.headers.host}${path.replace(/\/(\.well-known\/.*|keys)$/, '')}`;
      const body = path.endsWith('/keys') ? { keys: [jwk] } : { issuer, jwks_uri: `${issuer}/keys` };
      response.setHeader('content-type', 'application/json').end(JSON.stringify(body));
    }).listen(0, '127.0.0.1');
    await once(server, 'listening');
    return new AttackIssuer(privateKey, jwk, server);
  }

  close(): void {
    this.server.close();
    this.server.closeAllConnections();
  }

  claims(change: Claims = {}): Record<string, unknown> {
    const now = Math.floor(Date.now() / 1_000);
    const tenant = typeof change['tid'] === 'string' ? change['tid'] : TENANT;
    const claims = {
      iss: `${this.url}/${tenant}/v2.0`,
      aud: AUDIENCE,
      iat: now - 60,
      nbf: now - 60,
      exp: now + 3_540,
      ver: '2.0',
      tid: tenant,
      oid: '0b1f7a90-5a3e-4f0e-8a51-111111111111',
      sub: 'subject',
      azp: CLIENT,
      name: 'Avery',
      scp: 'access_as_user',
      roles: ['Backup.Admin'],
      ...change,
    };
    return Object.fromEntries(Object.entries(claims).filter(([, value]) => value !== undefined));
  }

  token(
    change: Claims = {},
    header: Readonly<Record<string, unknown>> = {},
    key: CryptoKey | Uint8Array = this.key,
  ): Promise<string> {
    return new SignJWT(this.claims(change))
      .setProtectedHeader({ alg: 'RS256', typ: 'JWT', kid: 'key-1', ...header })
      .sign(key);
  }
}
