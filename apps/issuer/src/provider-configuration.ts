import { errors, type ClientMetadata, type Configuration } from 'oidc-provider';
import type { Clock } from '#runtime';
import { accessTokenPayload } from './access-token-payload.js';
import { accountOf } from './accounts.js';
import { memoryAdapter } from './memory-adapter.js';
import {
  deviceSuccessPage,
  errorPage,
  signedOutPage,
  signOutPage,
  userCodeConfirmationPage,
  userCodePage,
} from './pages/provider-pages.js';
import type { IssuerKeys } from './secrets/issuer-keys.js';

/** The product's API, as the audience of access tokens. */
export const API_AUDIENCE = 'api://known-good';
/** The one delegated permission of the API. */
export const API_SCOPE = 'access_as_user';
/** What a client can ask to know about who signs in. */
export const OPENID_SCOPES = ['openid', 'profile', 'offline_access'] as const;

const HOUR = 3_600;
const DEVICE_CODE_GRANT = 'urn:ietf:params:oauth:grant-type:device_code';
const LOOPBACK_ORIGIN = /^http:\/\/(localhost|127\.0\.0\.1)(:\d+)?$/;

/** Public clients: neither can keep a secret, so both prove by PKCE (S256) that code and token go to the same one. */
const CLIENTS: readonly (ClientMetadata & { readonly client_name: string })[] = [
  {
    ...publicClient('known-good-console', 'Known Good Console'),
    redirect_uris: loopback('/', '/callback'),
    post_logout_redirect_uris: loopback('/'),
    grant_types: ['authorization_code', 'refresh_token'],
  },
  {
    ...publicClient('known-good-cli', 'Known Good command line'),
    redirect_uris: loopback('/', '/callback'),
    grant_types: ['authorization_code', 'refresh_token', DEVICE_CODE_GRANT],
  },
];

/** The name under which a person knows a client. */
export function clientName(clientId: unknown): string {
  return CLIENTS.find((client) => client.client_id === clientId)?.client_name ?? 'the program';
}

/** How oidc-provider is set up: what is not needed is off. */
export function providerConfiguration(tenantId: string, keys: IssuerKeys, clock: Clock): Configuration {
  return {
    adapter: memoryAdapter(clock),
    clients: [...CLIENTS],
    jwks: keys.jwks,
    cookies: { keys: [...keys.cookieKeys] },
    responseTypes: ['code'],
    pkce: { required: () => true },
    scopes: [...OPENID_SCOPES],
    claims: { openid: ['sub'], profile: ['name', 'preferred_username'] },
    findAccount: (_ctx, id) => openIdAccount(id),
    clientBasedCORS: (_ctx, origin) => LOOPBACK_ORIGIN.test(origin),
    interactions: { url: (_ctx, interaction) => `/interaction/${interaction.uid}` },
    renderError: errorPage,
    ttl: {
      AccessToken: HOUR,
      DeviceCode: HOUR / 4,
      Grant: 24 * HOUR,
      IdToken: HOUR,
      Interaction: HOUR / 4,
      RefreshToken: 24 * HOUR,
      Session: 24 * HOUR,
    },
    formats: {
      customizers: { jwt: (_ctx, token, parts) => accessTokenPayload(tenantId, token, parts) },
    },
    features: features(),
  };
}

function features(): Configuration['features'] {
  return {
    devInteractions: { enabled: false },
    dPoP: { enabled: false },
    pushedAuthorizationRequests: { enabled: false },
    deviceFlow: {
      enabled: true,
      userCodeInputSource: userCodePage,
      userCodeConfirmSource: userCodeConfirmationPage,
      successSource: deviceSuccessPage,
    },
    rpInitiatedLogout: {
      enabled: true,
      logoutSource: signOutPage,
      postLogoutSuccessSource: signedOutPage,
    },
    resourceIndicators: {
      enabled: true,
      defaultResource: () => API_AUDIENCE,
      useGrantedResource: () => true,
      getResourceServerInfo: (_ctx, resource) => {
        if (resource !== API_AUDIENCE) throw new errors.InvalidTarget();
        return {
          scope: API_SCOPE,
          audience: API_AUDIENCE,
          accessTokenTTL: HOUR,
          accessTokenFormat: 'jwt',
          jwt: { sign: { alg: 'RS256' } },
        };
      },
    },
  };
}

function publicClient(id: string, name: string): { client_id: string; client_name: string } & ClientMetadata {
  return {
    client_id: id,
    client_name: name,
    // A native client's loopback address is good with any port (RFC 8252, section 7.3).
    application_type: 'native',
    token_endpoint_auth_method: 'none',
    response_types: ['code'],
    id_token_signed_response_alg: 'RS256',
  };
}

function loopback(...paths: string[]): string[] {
  return ['localhost', '127.0.0.1'].flatMap((host) => paths.map((path) => `http://${host}${path}`));
}

function openIdAccount(id: string): { accountId: string; claims: () => { sub: string } } | undefined {
  const account = accountOf(id);
  return (
    account && {
      accountId: id,
      claims: () => ({ sub: id, name: account.displayName, preferred_username: account.name }),
    }
  );
}
