import { beforeAll, describe, expect, test } from '@jest/globals';
import {
  base64url,
  CompactEncrypt,
  exportJWK,
  exportSPKI,
  generateKeyPair,
  importJWK,
  type CryptoKey,
} from 'jose';
import {
  AUDIENCE,
  CLIENT,
  FakeIssuer,
  ISSUER,
  OTHER_TENANT,
  TENANT,
  type Claims,
} from './fake-issuer.contract.js';
import type { TokenRefusalCode } from './token-refusal.js';
import { openTokenValidator } from './token-validator.js';

let issuer: FakeIssuer;
let attacker: CryptoKey;
beforeAll(async () => {
  issuer = await FakeIssuer.start();
  attacker = (await generateKeyPair('RS256')).privateKey;
});

describe('an honest token', () => {
  test('names its caller', async () => {
    expect(await issuer.validator().validate(await issuer.token())).toEqual({
      tenantId: TENANT,
      objectId: '0b1f7a90-5a3e-4f0e-8a51-111111111111',
      name: 'Avery Admin',
      roles: ['administrator'],
      applicationId: CLIENT,
      expiresAt: new Date('2026-11-24T09:59:00Z'),
    });
  });

  test.each<[string, Claims, string[]]>([
    ['the app role of readers', { roles: ['Backup.Read'] }, ['reader']],
    ['both app roles', { roles: ['Backup.Read', 'Backup.Admin'] }, ['reader', 'administrator']],
    ['the directory role Backup Reader', wids('f42252d9-5400-4d7b-b9ef-cc582dbb8577'), ['reader']],
    [
      'the directory role Backup Administrator',
      wids('B6A27B2B-f905-4b2e-81b5-0d90e0ef1fdb'),
      ['administrator'],
    ],
    [
      'the directory role Global Administrator',
      wids('62e90394-69f5-4237-9190-012177145e10'),
      ['administrator'],
    ],
    ['another directory role', wids('fe930be7-5e62-47db-91af-98c3a49a38b1'), []],
    ['another app role', { roles: ['toString', 'Backup.Everything'] }, []],
    ['no role', { roles: undefined }, []],
    ['a scope among others', { scp: 'openid access_as_user', roles: [] }, []],
    ['an app role and no user', { scp: undefined, roles: ['Backup.Read'] }, ['reader']],
    [
      'an app role, no user, and a directory role that is not for applications',
      { ...wids('62e90394-69f5-4237-9190-012177145e10'), scp: undefined, roles: ['Backup.Read'] },
      ['reader'],
    ],
  ])('with %s is accepted', async (_, claims, roles) => {
    const answer = await issuer.validator().validate(await issuer.token(claims));
    expect(answer).toMatchObject({ roles });
  });

  test('is accepted from each tenant on the list where the issuer is a pattern', async () => {
    const pattern = 'https://login.example.com/{tenantid}/v2.0';
    for (const tenant of [TENANT, OTHER_TENANT]) {
      const own = await FakeIssuer.start(pattern.replace('{tenantid}', tenant));
      const validator = own.validator({ issuer: pattern, tenants: [TENANT, OTHER_TENANT] });
      expect(await validator.validate(await own.token({ tid: tenant }))).toMatchObject({ tenantId: tenant });
    }
  });

  test('is accepted within a minute of what its times say, as clocks differ', async () => {
    const now = issuer.clock.now().getTime() / 1_000;
    const token = await issuer.token({ iat: now + 50, nbf: now + 50, exp: now - 50 });
    expect(await issuer.validator().validate(token)).toMatchObject({ tenantId: TENANT });
  });

  test('gives a name that cannot break a log line', async () => {
    const token = await issuer.token({ name: `Eve\r\n\u202e${'x'.repeat(999)}` });
    expect(await issuer.validator().validate(token)).toMatchObject({ name: `Eve${'x'.repeat(253)}` });
  });
});

/** After RFC 8725 (JSON Web Token Best Current Practices) and Microsoft's page on validating claims. */
const DISHONEST: readonly [string, TokenRefusalCode, () => Promise<string>][] = [
  ['no signature (alg none)', 'SignatureInvalid', () => rewritten({ alg: 'none' }, {}, '')],
  ['no signature (alg NoNe)', 'SignatureInvalid', () => rewritten({ alg: 'NoNe' }, {}, '')],
  ['alg none and the old signature', 'SignatureInvalid', () => rewritten({ alg: 'none' }, {})],
  ['its signature removed', 'SignatureInvalid', () => rewritten({}, {}, '')],
  ['the public key (PEM) as an HMAC secret', 'SignatureInvalid', async () => hmac(await publicPem())],
  [
    'the public key (JWK) as an HMAC secret',
    'SignatureInvalid',
    () => hmac(JSON.stringify(issuer.publicJwk)),
  ],
  ['an empty HMAC secret, by a path as key id', 'SignatureInvalid', () => hmac('\0', '../../../dev/null')],
  ['another hash (RS384)', 'SignatureInvalid', () => signedWith('RS384')],
  ['another padding (PS256)', 'SignatureInvalid', () => signedWith('PS256')],
  ['a changed signature', 'SignatureInvalid', changedSignature],
  ['changed claims', 'SignatureInvalid', () => rewritten({}, { roles: ['Backup.Admin', 'Backup.Read'] })],
  ['a stranger’s signature under our key id', 'SignatureInvalid', () => issuer.token({}, {}, attacker)],
  ['an unknown key id', 'SignatureInvalid', () => issuer.token({}, { kid: 'key-2' }, attacker)],
  ['no key id', 'SignatureInvalid', () => issuer.token({}, without('kid'))],
  ['its own key (jwk)', 'SignatureInvalid', () => issuer.token({}, { jwk: issuer.publicJwk })],
  [
    'the address of a key (jku)',
    'SignatureInvalid',
    () => issuer.token({}, { jku: 'https://evil.example/k' }),
  ],
  [
    'the address of a certificate (x5u)',
    'SignatureInvalid',
    () => issuer.token({}, { x5u: 'https://evil.example' }),
  ],
  ['its own certificate (x5c)', 'SignatureInvalid', () => issuer.token({}, { x5c: ['MIIB'] })],
  ['an unknown critical extension', 'SignatureInvalid', () => issuer.token({}, { crit: ['exp2'], exp2: 1 })],
  ['encryption instead of a signature', 'TokenMalformed', encrypted],
  ['more than 16 KB', 'TokenMalformed', () => issuer.token({ groups: Array<string>(500).fill(TENANT) })],
  ['an hour that is over', 'TokenExpired', () => issuer.token({ exp: seconds(-61) })],
  ['no end', 'ClaimsIncomplete', () => issuer.token({ exp: undefined })],
  ['a beginning yet to come', 'TokenNotYetValid', () => issuer.token({ nbf: seconds(61) })],
  ['no beginning', 'ClaimsIncomplete', () => issuer.token({ nbf: undefined })],
  ['another issuer', 'IssuerNotTrusted', () => issuer.token({ iss: 'https://evil.example/v2.0' })],
  ['the issuer and a slash', 'IssuerNotTrusted', () => issuer.token({ iss: `${ISSUER}/` })],
  ['another audience', 'AudienceWrong', () => issuer.token({ aud: 'https://graph.microsoft.com' })],
  ['our audience in a list', 'AudienceWrong', () => issuer.token({ aud: [AUDIENCE, 'another'] })],
  ['a foreign tenant under our issuer', 'TenantNotAllowed', () => issuer.token({ tid: OTHER_TENANT })],
  ['version 1.0', 'ClaimsIncomplete', () => issuer.token({ ver: '1.0' })],
  ['a nonce: an ID token', 'TokenKindNotAccepted', () => issuer.token({ nonce: 'n' })],
  ['no user and no app role', 'PermissionMissing', () => issuer.token({ scp: undefined, roles: undefined })],
  ['an unlisted client', 'ClientNotAllowed', () => issuer.token({ azp: OTHER_TENANT })],
  ['no object id', 'ClaimsIncomplete', () => issuer.token({ oid: undefined })],
  [
    'directory roles only',
    'PermissionMissing',
    () => issuer.token({ scp: undefined, ...wids('62e90394-69f5-4237-9190-012177145e10') }),
  ],
  ['its role as text', 'ClaimsIncomplete', () => issuer.token({ roles: 'Backup.Admin' })],
];

describe('a token with', () => {
  test.each(DISHONEST)('%s is refused (%s)', async (_, code, token) => {
    const answer = await issuer.validator().validate(await token());
    expect(answer).toEqual({ refused: true, code, message: expect.any(String) });
  });

  test('one of 37 faults is what this list covers', () => {
    expect(DISHONEST).toHaveLength(37);
  });

  test.each<[string, TokenRefusalCode, () => Promise<string>]>([
    ['nothing in it', 'TokenMalformed', async () => ''],
    ['something after it', 'TokenMalformed', async () => `${await issuer.token()}.x`],
    ['text that is no token', 'TokenMalformed', async () => 'a.b.c'],
    ['claims that are a list', 'TokenMalformed', async () => raw({ alg: 'RS256', kid: 'key-1' }, [1])],
    [
      'a type that is not an access token’s',
      'TokenKindNotAccepted',
      () => issuer.token({}, { typ: 'logout+jwt' }),
    ],
    ['an issue time yet to come', 'TokenNotYetValid', () => issuer.token({ iat: seconds(61) })],
    ['no issue time', 'ClaimsIncomplete', () => issuer.token({ iat: undefined })],
    ['no client', 'ClaimsIncomplete', () => issuer.token({ azp: undefined })],
    ['no tenant', 'ClaimsIncomplete', () => issuer.token({ tid: undefined })],
    ['a tenant that is a path', 'ClaimsIncomplete', () => issuer.token({ tid: '../evil' })],
    ['another scope', 'PermissionMissing', () => issuer.token({ scp: 'openid profile' })],
    ['its scopes as a list', 'ClaimsIncomplete', () => issuer.token({ scp: ['access_as_user'] })],
    ['directory roles as text', 'ClaimsIncomplete', () => issuer.token({ wids: 'all' })],
    [
      'the hash of an access token: an ID token',
      'TokenKindNotAccepted',
      () => issuer.token({ at_hash: 'h' }),
    ],
  ])('%s is refused (%s)', async (_, code, token) => {
    expect(await issuer.validator().validate(await token())).toMatchObject({ refused: true, code });
  });

  test('anything wrong is refused without repeating any of it', async () => {
    for (const [, , token] of DISHONEST) {
      const text = await token();
      const answer = JSON.stringify(await issuer.validator().validate(text));
      for (const part of text.split('.').filter((piece) => piece.length > 8)) {
        expect(answer).not.toContain(part);
      }
      expect(answer).not.toContain(TENANT);
    }
  });
});

test('a token of one of Graph’s narrower scopes is good for what that lets its bearer do', async () => {
  const token = await issuer.token({ scp: 'openid EntraBackup.Read.All' });
  expect(await issuer.validator().validate(token)).toMatchObject({ mayOnly: ['read'] });
  expect(await issuer.validator().validate(await issuer.token())).not.toHaveProperty('mayOnly');
});

test.each(['http://login.example.com', 'ftp://login.example.com', 'http://127.0.0.1.evil.example'])(
  'an issuer whose keys would come unprotected (%s) is not accepted',
  (address) => {
    const open = () =>
      openTokenValidator({ issuer: address, tenants: [], audience: AUDIENCE, clock: issuer.clock });
    expect(open).toThrow('https');
  },
);

function wids(...ids: string[]): Claims {
  return { roles: undefined, wids: ids };
}

function without(name: string): Record<string, undefined> {
  return { [name]: undefined };
}

function seconds(fromNow: number): number {
  return issuer.clock.now().getTime() / 1_000 + fromNow;
}

/** A good token whose header or claims are changed after it was signed. */
async function rewritten(header: object, claims: object, signature?: string): Promise<string> {
  const [, , signed] = (await issuer.token()).split('.');
  return raw(
    { alg: 'RS256', typ: 'JWT', kid: 'key-1', ...header },
    { ...issuer.claims(), ...claims },
    signature ?? signed,
  );
}

function raw(header: object, claims: object, signature = 'AAAA'): string {
  return [base64url.encode(JSON.stringify(header)), base64url.encode(JSON.stringify(claims)), signature].join(
    '.',
  );
}

async function changedSignature(): Promise<string> {
  const [header, claims, signature = ''] = (await issuer.token()).split('.');
  const bytes = base64url.decode(signature);
  bytes[17] = (bytes[17] ?? 0) ^ 1;
  return `${header}.${claims}.${base64url.encode(bytes)}`;
}

async function hmac(secret: string, kid = 'key-1'): Promise<string> {
  return issuer.token({}, { alg: 'HS256', kid }, new TextEncoder().encode(secret));
}

async function signedWith(alg: 'RS384' | 'PS256'): Promise<string> {
  const key = await importJWK(await exportJWK(issuer.privateKey), alg);
  return issuer.token({}, { alg }, key);
}

async function publicPem(): Promise<string> {
  const key = await importJWK(issuer.publicJwk, 'RS256', { extractable: true });
  if (key instanceof Uint8Array) throw new Error('A public key was expected.');
  return exportSPKI(key);
}

async function encrypted(): Promise<string> {
  const key = await importJWK(issuer.publicJwk, 'RSA-OAEP-256');
  return new CompactEncrypt(new TextEncoder().encode(JSON.stringify(issuer.claims())))
    .setProtectedHeader({ alg: 'RSA-OAEP-256', enc: 'A256GCM', kid: 'key-1' })
    .encrypt(key);
}
