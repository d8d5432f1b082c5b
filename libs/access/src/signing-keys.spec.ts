import { beforeEach, describe, expect, test } from '@jest/globals';
import { exportJWK, generateKeyPair, type CryptoKey, type JWK } from 'jose';
import { FakeIssuer, ISSUER, TENANT } from './fake-issuer.contract.js';
import type { Fetch } from './signing-keys.js';

const MINUTE = 60_000;
const ACCEPTED = { tenantId: TENANT };
const UNAVAILABLE = { code: 'SigningKeysUnavailable' };

describe('the issuer’s keys', () => {
  let issuer: FakeIssuer;
  beforeEach(async () => {
    issuer = await FakeIssuer.start();
  });

  test('are fetched once for any number of tokens', async () => {
    const validator = issuer.validator();
    const token = await issuer.token();
    await Promise.all(Array.from({ length: 50 }, () => validator.validate(token)));
    await validator.validate(token);
    expect(issuer.requests).toEqual([`${ISSUER}/.well-known/openid-configuration`, `${ISSUER}/keys`]);
  });

  test('are fetched again for a key that is new, by all who need it at once', async () => {
    const validator = issuer.validator();
    await validator.validate(await issuer.token());
    issuer.clock.advance(MINUTE);
    const next = await anotherKey(issuer, 'key-2');
    const answers = await Promise.all([1, 2, 3].map(() => validator.validate(next)));
    for (const answer of answers) expect(answer).toMatchObject(ACCEPTED);
    expect(issuer.requests).toHaveLength(4);
  });

  test('are asked for at most every thirty seconds, however many tokens name unknown keys', async () => {
    const validator = issuer.validator();
    const unknown = await issuer.token({}, { kid: 'never-published' });
    for (let second = 0; second < 60; second += 1) {
      expect(await validator.validate(unknown)).toMatchObject({ code: 'SignatureInvalid' });
      issuer.clock.advance(1_000);
    }
    expect(issuer.requests.length / 2).toBeLessThanOrEqual(3);
  });

  test('that the issuer withdrew are good for an hour at most', async () => {
    const validator = issuer.validator();
    await validator.validate(await issuer.token());
    issuer.publish([]);
    issuer.clock.advance(60 * MINUTE);
    expect(await validator.validate(await issuer.token())).toMatchObject({ code: 'SignatureInvalid' });
  });

  test('serve on for a day while the issuer cannot be reached, and no longer', async () => {
    const validator = issuer.validator();
    await validator.validate(await issuer.token());
    issuer.down = true;
    issuer.clock.advance(23 * 60 * MINUTE);
    expect(await validator.validate(await issuer.token())).toMatchObject(ACCEPTED);
    issuer.clock.advance(60 * MINUTE);
    expect(await validator.validate(await issuer.token())).toMatchObject(UNAVAILABLE);
    issuer.down = false;
    issuer.clock.advance(MINUTE);
    expect(await validator.validate(await issuer.token())).toMatchObject(ACCEPTED);
  });

  test('are fetched as soon as the issuer answers, where it did not at the start', async () => {
    const validator = issuer.validator();
    issuer.down = true;
    expect(await validator.validate(await issuer.token())).toMatchObject(UNAVAILABLE);
    issuer.down = false;
    expect(await validator.validate(await issuer.token())).toMatchObject(ACCEPTED);
  });

  test.each<[string, unknown]>([
    ['on another host', { issuer: ISSUER, jwks_uri: 'https://evil.example/keys' }],
    ['at an address without protection', { issuer: ISSUER, jwks_uri: 'http://login.example.com/keys' }],
    ['of another issuer', { issuer: 'https://login.example.com', jwks_uri: `${ISSUER}/keys` }],
    ['at no address', { issuer: ISSUER }],
    ['in an answer that is no object', null],
  ])('are not taken %s', async (_, configuration) => {
    const asked: string[] = [];
    const fetch: Fetch = async (url) => {
      asked.push(url);
      return Response.json(configuration);
    };
    const answer = await issuer.validator({ fetch }).validate(await issuer.token());
    expect(answer).toMatchObject(UNAVAILABLE);
    expect(asked).toEqual([`${ISSUER}/.well-known/openid-configuration`]);
  });

  test('are not asked for on behalf of a tenant that is not on the list', async () => {
    const validator = issuer.validator({ issuer: 'https://login.example.com/{tenantid}/v2.0', tenants: [] });
    expect(await validator.validate(await issuer.token())).toMatchObject({ code: 'TenantNotAllowed' });
    expect(issuer.requests).toEqual([]);
  });
});

/** Publishes a further key and signs a token with it. */
async function anotherKey(issuer: FakeIssuer, kid: string): Promise<string> {
  const { privateKey, publicKey }: { privateKey: CryptoKey; publicKey: CryptoKey } =
    await generateKeyPair('RS256');
  const jwk: JWK = { ...(await exportJWK(publicKey)), kid, use: 'sig' };
  issuer.publish([issuer.publicJwk, jwk]);
  return issuer.token({}, { kid }, privateKey);
}
