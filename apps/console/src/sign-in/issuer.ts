import * as oauth from 'oauth4webapi';

/** What the server says about signing in. */
export interface SignInSettings {
  readonly authority: string;
  /** `{tenantid}` in it stands for the token's tenant. */
  readonly issuer: string;
  readonly clientId: string;
  readonly scope: string;
}

export interface Tokens {
  readonly accessToken: string;
  /** Milliseconds since 1970, like `expiresAt`. */
  readonly obtainedAt: number;
  readonly expiresAt: number;
  readonly refreshToken: string | undefined;
  readonly idToken: string | undefined;
  /** Display name of who has signed in. */
  readonly name: string;
}

/** What ties the issuer's answer to the request: state, nonce, and the verifier of PKCE (RFC 7636). */
export interface SignInSecrets {
  readonly state: string;
  readonly nonce: string;
  readonly verifier: string;
}

/** An OpenID Connect issuer, seen by a public client: authorisation code with PKCE (S256). */
export class Issuer {
  private readonly client: oauth.Client;
  private readonly redirectUri = `${location.origin}/callback`;

  private constructor(
    private readonly settings: SignInSettings,
    private readonly server: oauth.AuthorizationServer,
    private readonly options: { [oauth.allowInsecureRequests]?: boolean },
  ) {
    this.client = { client_id: settings.clientId };
  }

  /** Asks the server which issuer it is, and the issuer for its metadata. */
  static async find(): Promise<Issuer> {
    const response = await fetch('/console/sign-in');
    if (!response.ok) throw new Error('The server lets nobody sign in: it names no issuer.');
    const settings = (await response.json()) as SignInSettings;
    const address = new URL(settings.authority);
    // The embedded issuer is on this machine and speaks HTTP; any other is held to HTTPS.
    const options = isOnThisMachine(address) ? { [oauth.allowInsecureRequests]: true } : {};
    const answer = await oauth.discoveryRequest(address, options);
    const server = await oauth.processDiscoveryResponse(new URL(settings.issuer), answer);
    return new Issuer(settings, server, options);
  }

  secrets(): SignInSecrets {
    return {
      state: oauth.generateRandomState(),
      nonce: oauth.generateRandomNonce(),
      verifier: oauth.generateRandomCodeVerifier(),
    };
  }

  /** Where the user signs in. */
  async authorizationUrl({ state, nonce, verifier }: SignInSecrets): Promise<string> {
    const url = new URL(this.server.authorization_endpoint ?? '');
    url.search = new URLSearchParams({
      client_id: this.settings.clientId,
      redirect_uri: this.redirectUri,
      response_type: 'code',
      scope: this.settings.scope,
      code_challenge: await oauth.calculatePKCECodeChallenge(verifier),
      code_challenge_method: 'S256',
      state,
      nonce,
    }).toString();
    return url.href;
  }

  /** Redeems the code that the issuer sent the browser back with. Rejects where it does not answer this request. */
  async redeem(address: URL, { state, nonce, verifier }: SignInSecrets): Promise<Tokens> {
    const { server, client, options } = this;
    const parameters = oauth.validateAuthResponse(server, client, address, state);
    const answer = await oauth.authorizationCodeGrantRequest(
      server,
      client,
      oauth.None(),
      parameters,
      this.redirectUri,
      verifier,
      options,
    );
    return tokensOf(
      await oauth.processAuthorizationCodeResponse(await issuerOfTenant(server, answer), client, answer, {
        expectedNonce: nonce,
        requireIdToken: true,
      }),
    );
  }

  /** Fresh tokens; `undefined` where the issuer gave nothing to renew them by. */
  async renew(tokens: Tokens): Promise<Tokens | undefined> {
    if (tokens.refreshToken === undefined) return undefined;
    const { server, client, options } = this;
    const answer = await oauth.refreshTokenGrantRequest(
      server,
      client,
      oauth.None(),
      tokens.refreshToken,
      options,
    );
    const issuer = await issuerOfTenant(server, answer);
    return tokensOf(await oauth.processRefreshTokenResponse(issuer, client, answer), tokens);
  }

  /** Where the issuer's own session is ended. */
  signOutUrl(idToken: string | undefined): string {
    if (this.server.end_session_endpoint === undefined) return '/';
    const url = new URL(this.server.end_session_endpoint);
    url.searchParams.set('client_id', this.settings.clientId);
    url.searchParams.set('post_logout_redirect_uri', `${location.origin}/`);
    if (idToken !== undefined) url.searchParams.set('id_token_hint', idToken);
    return url.href;
  }
}

function isOnThisMachine({ protocol, hostname }: URL): boolean {
  return protocol === 'http:' && ['localhost', '127.0.0.1', '[::1]'].includes(hostname);
}

/**
 * Entra's metadata for many tenants name the issuer with `{tenantid}` in it: it is that of the token's own tenant
 * (https://learn.microsoft.com/entra/identity-platform/access-tokens#validate-the-issuer).
 */
async function issuerOfTenant(
  server: oauth.AuthorizationServer,
  answer: Response,
): Promise<oauth.AuthorizationServer> {
  if (!server.issuer.includes('{tenantid}')) return server;
  const { id_token: idToken = '' } = (await answer.clone().json()) as { readonly id_token?: string };
  const [, payload = ''] = idToken.split('.');
  const text = atob(payload.replaceAll('-', '+').replaceAll('_', '/'));
  const { tid = '' } = JSON.parse(text) as { readonly tid?: string };
  return { ...server, issuer: server.issuer.replace('{tenantid}', tid) };
}

function tokensOf(answer: oauth.TokenEndpointResponse, former?: Tokens): Tokens {
  const claims = oauth.getValidatedIdTokenClaims(answer);
  const name = claims?.['name'] ?? claims?.['preferred_username'];
  return {
    accessToken: answer.access_token,
    obtainedAt: Date.now(),
    expiresAt: Date.now() + (answer.expires_in ?? 300) * 1_000,
    refreshToken: answer.refresh_token ?? former?.refreshToken,
    idToken: answer.id_token ?? former?.idToken,
    name: typeof name === 'string' ? name : (former?.name ?? 'Signed in'),
  };
}
