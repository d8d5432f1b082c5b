import { describe, expect, it } from '@jest/globals';
import { grantedPermissions } from './granted-permissions.js';
import { staticTokens } from './token-source.js';

const jwt = (claims: object): string =>
  ['{"alg":"none"}', JSON.stringify(claims), 'signature']
    .map((part) => Buffer.from(part).toString('base64url'))
    .join('.');
const granted = (token: string) => grantedPermissions(staticTokens(token));

describe('the permissions of a token', () => {
  it('of an application are its roles', async () => {
    expect(await granted(jwt({ roles: ['User.Read.All', 'Policy.Read.All'] }))).toEqual(
      new Set(['User.Read.All', 'Policy.Read.All']),
    );
  });

  it('of a signed-in person are its scopes', async () => {
    expect(await granted(jwt({ scp: 'User.Read.All openid' }))).toEqual(new Set(['User.Read.All', 'openid']));
  });

  it.each(['opaque', 'a.b', 'a.b.c', jwt({ aud: 'graph' }), jwt([1])])(
    'are not known where it does not say: %s',
    async (token) => {
      expect(await granted(token)).toBeUndefined();
    },
  );

  it('are not known where there is no token', async () => {
    expect(await grantedPermissions({ token: () => Promise.reject(new Error('no token')) })).toBeUndefined();
  });
});
