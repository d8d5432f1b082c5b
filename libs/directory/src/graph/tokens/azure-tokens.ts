import {
  ClientCertificateCredential,
  ClientSecretCredential,
  ManagedIdentityCredential,
  WorkloadIdentityCredential,
  type TokenCredential,
} from '@azure/identity';
import type { TokenSource } from './token-source.js';

/** How the connector proves that it is its application. A secret is the weakest of them. */
export type AzureCredential =
  | { readonly kind: 'certificate'; readonly certificatePath: string }
  | { readonly kind: 'secret'; readonly clientSecret: string }
  | { readonly kind: 'managedIdentity' }
  | { readonly kind: 'workloadIdentity'; readonly tokenFilePath?: string };

export interface AzureTokenOptions {
  readonly tenantId: string;
  /** Application (client) id of the connector's registration. */
  readonly clientId: string;
  readonly credential: AzureCredential;
  /** Origin of Microsoft Graph in the tenant's cloud; the token's scope is made of it. */
  readonly graphOrigin: string;
  /** Sign-in host of the tenant's cloud, for example `https://login.microsoftonline.us`. Default: the global one. */
  readonly authorityHost?: string;
}

/**
 * Tokens of the client credentials flow through `@azure/identity`, with continuous access evaluation.
 * https://learn.microsoft.com/entra/identity-platform/v2-oauth2-client-creds-grant-flow
 */
export function azureTokens(options: AzureTokenOptions): TokenSource {
  return credentialTokens(`${new URL(options.graphOrigin).origin}/.default`, () => credentialOf(options));
}

/**
 * Tokens of a credential, which caches them. It cannot be told to forget one, so a token is refreshed by opening
 * the credential anew; callers who ask for that at the same time share the new token.
 */
export function credentialTokens(scope: string, open: () => TokenCredential): TokenSource {
  let credential = open();
  let refresh: Promise<string> | undefined;

  const ask = async (claims?: string): Promise<string> => {
    const challenge = claims === undefined ? {} : { claims };
    const token = await credential.getToken(scope, { enableCae: true, ...challenge });
    if (token === null) throw new Error('No access token for Microsoft Graph could be had.');
    return token.token;
  };
  const refreshed = (): Promise<string> => {
    credential = open();
    return ask().finally(() => {
      refresh = undefined;
    });
  };
  return {
    token: ({ forceRefresh = false, claims } = {}) => {
      if (claims !== undefined || !forceRefresh) return ask(claims);
      refresh ??= refreshed();
      return refresh;
    },
  };
}

function credentialOf({ tenantId, clientId, credential, authorityHost }: AzureTokenOptions): TokenCredential {
  const authority = authorityHost === undefined ? {} : { authorityHost };
  switch (credential.kind) {
    case 'certificate':
      return new ClientCertificateCredential(
        tenantId,
        clientId,
        { certificatePath: credential.certificatePath },
        authority,
      );
    case 'secret':
      return new ClientSecretCredential(tenantId, clientId, credential.clientSecret, authority);
    case 'managedIdentity':
      return new ManagedIdentityCredential({ clientId });
    case 'workloadIdentity':
      return new WorkloadIdentityCredential({
        tenantId,
        clientId,
        ...authority,
        ...(credential.tokenFilePath !== undefined && { tokenFilePath: credential.tokenFilePath }),
      });
    default:
      return credential satisfies never;
  }
}
