import { describe, expect, it } from '@jest/globals';
import { azureTokens, credentialTokens, type AzureCredential } from './azure-tokens.js';

describe('tokens of a credential', () => {
  const counted = () => {
    const asked: { readonly opened: number; readonly scope: unknown; readonly claims: string | undefined }[] =
      [];
    let opened = 0;
    const tokens = credentialTokens('https://graph.example/.default', () => {
      opened += 1;
      const mine = opened;
      return {
        getToken: async (scope, options) => {
          asked.push({ opened: mine, scope, claims: options?.claims });
          return { token: `token ${mine}`, expiresOnTimestamp: 0 };
        },
      };
    });
    return { tokens, asked };
  };

  it('are asked of the credential, which caches them', async () => {
    const { tokens, asked } = counted();
    expect(await tokens.token()).toBe('token 1');
    expect(await tokens.token()).toBe('token 1');
    expect(asked[0]?.scope).toBe('https://graph.example/.default');
  });

  it('are refreshed once for all who ask at the same time', async () => {
    const { tokens } = counted();
    const refreshed = await Promise.all([1, 2, 3].map(() => tokens.token({ forceRefresh: true })));
    expect(refreshed).toEqual(['token 2', 'token 2', 'token 2']);
    expect(await tokens.token({ forceRefresh: true })).toBe('token 3');
  });

  it('answer a challenge with its claims', async () => {
    const { tokens, asked } = counted();
    await tokens.token({ forceRefresh: true, claims: '{"nbf":1}' });
    expect(asked).toEqual([expect.objectContaining({ opened: 1, claims: '{"nbf":1}' })]);
  });

  it('that cannot be had are an error', async () => {
    const tokens = credentialTokens('scope', () => ({ getToken: () => Promise.resolve(null) }));
    await expect(tokens.token()).rejects.toThrow('No access token');
  });
});

describe('the credentials of Azure', () => {
  it.each<AzureCredential>([
    { kind: 'certificate', certificatePath: '/run/secrets/connector.pem' },
    { kind: 'secret', clientSecret: 'not a secret' },
    { kind: 'managedIdentity' },
    { kind: 'workloadIdentity', tokenFilePath: '/run/secrets/token' },
  ])('are opened without asking anyone: $kind', (credential) => {
    const options = {
      tenantId: '11111111-1111-4111-8111-111111111111',
      clientId: '22222222-2222-4222-8222-222222222222',
      graphOrigin: 'https://graph.microsoft.us',
      authorityHost: 'https://login.microsoftonline.us',
    };
    expect(azureTokens({ ...options, credential })).toHaveProperty('token');
  });
});
