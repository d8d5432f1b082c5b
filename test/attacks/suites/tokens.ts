import { generateKeyPair, SignJWT } from 'jose';
import type { Attack, Suite } from '../attack.ts';
import { AUDIENCE, OTHER_TENANT, TENANT, type Claims } from '../attack-issuer.ts';
import type { RunningProduct } from '../running-product.ts';

/** S2: tokens that must be refused, each sent to the running API. */
export async function tokens(product: RunningProduct): Promise<Suite> {
  const { issuer } = product;
  const now = Math.floor(Date.now() / 1_000);
  const stranger = (await generateKeyPair('RS256')).privateKey;
  const strong = (await generateKeyPair('RS512')).privateKey;
  const ec = (await generateKeyPair('ES256')).privateKey;
  const encode = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
  const good = await issuer.token();
  const [head = '', body = '', signature = ''] = good.split('.');
  const attempt = (what: string, make: () => Promise<string> | string): Attack => ({
    what,
    refused: async () => {
      const { status } = await product.graphql('{ __typename }', {}, await make());
      return status === 401 || status === 431;
    },
  });
  const claims = (what: string, change: Claims): Attack => attempt(what, () => issuer.token(change));
  const header = (what: string, change: Claims): Attack => attempt(what, () => issuer.token({}, change));
  const secret = new TextEncoder().encode(JSON.stringify(issuer.publicJwk));
  return {
    name: 'S2 tokens',
    attacks: [
      attempt('no signature, alg none', () => `${encode({ alg: 'none', typ: 'JWT' })}.${body}.`),
      attempt(
        'alg NONE with the old signature',
        () => `${encode({ alg: 'NONE', kid: 'key-1' })}.${body}.${signature}`,
      ),
      attempt('signature left out', () => `${head}.${body}.`),
      attempt('signature of zeroes', () => `${head}.${body}.${'A'.repeat(signature.length)}`),
      attempt(
        'changed claims under the old signature',
        () => `${head}.${encode(issuer.claims({ oid: TENANT }))}.${signature}`,
      ),
      attempt('HS256 keyed with the public key', () => issuer.token({}, { alg: 'HS256' }, secret)),
      attempt('a stranger’s key under our key id', () => issuer.token({}, {}, stranger)),
      attempt('RS512', () =>
        new SignJWT(issuer.claims()).setProtectedHeader({ alg: 'RS512', kid: 'key-1' }).sign(strong),
      ),
      attempt('ES256', () =>
        new SignJWT(issuer.claims()).setProtectedHeader({ alg: 'ES256', kid: 'key-1' }).sign(ec),
      ),
      header('an unknown key id', { kid: 'key-9' }),
      header('no key id', { kid: undefined }),
      header('a key id that is a path', { kid: '../../../dev/null' }),
      header('its own key (jwk)', { jwk: issuer.publicJwk }),
      header('its own key address (jku)', { jku: 'https://attacker.example/keys' }),
      header('its own certificate address (x5u)', { x5u: 'https://attacker.example/cert' }),
      header('another type', { typ: 'secevent+jwt' }),
      claims('expired', { exp: now - 3_600 }),
      claims('not yet valid', { nbf: now + 3_600 }),
      claims('issued in the future', { iat: now + 3_600 }),
      claims('no exp', { exp: undefined }),
      claims('no nbf', { nbf: undefined }),
      claims('no iat', { iat: undefined }),
      claims('exp as text', { exp: '9999999999' }),
      claims('another audience', { aud: 'api://other' }),
      claims('our audience in a list', { aud: [AUDIENCE, 'api://other'] }),
      claims('no audience', { aud: undefined }),
      claims('another issuer', { iss: 'https://attacker.example/v2.0' }),
      claims('the issuer with a slash more', { iss: `${issuer.url}/${TENANT}/v2.0/` }),
      claims('a foreign tenant under our issuer', { tid: OTHER_TENANT, iss: `${issuer.url}/${TENANT}/v2.0` }),
      claims('a tenant that is not connected', { tid: 'cccccccc-0000-4000-8000-000000000003' }),
      claims('no tenant', { tid: undefined, iss: `${issuer.url}/${TENANT}/v2.0` }),
      claims('an ID token', { nonce: 'n-1' }),
      claims('version 1.0', { ver: '1.0' }),
      claims('an unlisted client', { azp: 'attacker' }),
      claims('no client', { azp: undefined }),
      claims('no object id', { oid: undefined }),
      claims('a role as text', { roles: 'Backup.Admin' }),
      claims('an app token without roles', { scp: undefined, roles: undefined }),
      claims('directory roles alone, in an app token', {
        scp: undefined,
        roles: undefined,
        wids: ['62e90394-69f5-4237-9190-012177145e10'],
      }),
      claims('a scope of something else', { scp: 'User.Read' }),
      attempt('a token of 20 kB', () => issuer.token({ pad: 'x'.repeat(20_000) })),
      attempt('no token at all, but words', () => 'let-me-in'),
      {
        what: 'control: the good token',
        refused: async () => (await product.graphql('{ __typename }', {}, good)).status === 200,
      },
    ],
  };
}
