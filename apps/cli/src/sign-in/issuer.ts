import * as oauth from 'oauth4webapi';
import { isOnThisMachine } from '../api/server-address.js';
import { unreachable } from '../api/connection.js';
import { CommandEnd, EXIT } from '../exit-codes.js';
import type { SignIn } from './stored-sign-ins.js';

/** What the server says about signing in. */
interface SignInSettings {
  readonly authority: string;
  /** `{tenantid}` in it stands for the token's tenant. */
  readonly issuer: string;
  readonly scope: string;
}

/** What to show to who signs in. */
export interface DeviceCode {
  readonly userCode: string;
  readonly verificationUri: string;
  readonly verificationUriComplete: string | undefined;
  readonly expiresInSeconds: number;
}

const DEFAULT_INTERVAL_S = 5;
const DEFAULT_LIFETIME_S = 300;

/**
 * The issuer whose tokens a server accepts, seen by a public client without a browser of its own: device authorisation
 * (RFC 8628, https://learn.microsoft.com/entra/identity-platform/v2-oauth2-device-code).
 */
export class Issuer {
  private readonly client: oauth.Client;

  private constructor(
    private readonly settings: SignInSettings,
    private readonly server: oauth.AuthorizationServer,
    private readonly options: { [oauth.allowInsecureRequests]?: boolean },
    private readonly clientId: string,
  ) {
    this.client = { client_id: clientId };
  }

  /** Asks the server which issuer it is, and the issuer for its metadata. */
  static async of(server: string, clientId: string): Promise<Issuer> {
    const response = await fetch(`${server}/console/sign-in`, { redirect: 'error' }).catch(() => undefined);
    if (response === undefined) throw unreachable(server);
    const settings = (await response.json().catch(() => undefined)) as SignInSettings | undefined;
    if (!response.ok || settings === undefined)
      throw new CommandEnd(EXIT.notSignedIn, 'NoIssuer', 'The server names no issuer to sign in at.');
    const address = new URL(settings.authority);
    const insecure = address.protocol === 'http:' && isOnThisMachine(address);
    const options = insecure ? { [oauth.allowInsecureRequests]: true } : {};
    const answer = await oauth.discoveryRequest(address, options).catch(() => undefined);
    if (answer === undefined) throw unreachable(address.origin);
    const metadata = await oauth.processDiscoveryResponse(new URL(settings.issuer), answer);
    return new Issuer(settings, metadata, options, clientId);
  }

  /** Lets someone sign in on any device: `show` is given the code, and the answer awaited. */
  async signIn(show: (code: DeviceCode) => void): Promise<SignIn> {
    const { server, client, options, settings } = this;
    const asked = await oauth.deviceAuthorizationRequest(
      server,
      client,
      oauth.None(),
      { scope: settings.scope },
      options,
    );
    const device = await oauth.processDeviceAuthorizationResponse(server, client, asked);
    show({
      userCode: device.user_code,
      verificationUri: device.verification_uri,
      verificationUriComplete: device.verification_uri_complete,
      expiresInSeconds: device.expires_in ?? DEFAULT_LIFETIME_S,
    });
    return this.poll(device);
  }

  /** A fresh sign-in; `undefined` where there is nothing to renew it by, or the issuer no longer lets it. */
  async renew(former: SignIn): Promise<SignIn | undefined> {
    if (former.refreshToken === undefined) return undefined;
    const { server, client, options } = this;
    try {
      const answer = await oauth.refreshTokenGrantRequest(
        server,
        client,
        oauth.None(),
        former.refreshToken,
        options,
      );
      const issuer = await issuerOfTenant(server, answer);
      return this.signInOf(await oauth.processRefreshTokenResponse(issuer, client, answer), former);
    } catch (error) {
      if (error instanceof oauth.ResponseBodyError) return undefined;
      throw error;
    }
  }

  private async poll(device: oauth.DeviceAuthorizationResponse): Promise<SignIn> {
    const { server, client, options } = this;
    let seconds = device.interval ?? DEFAULT_INTERVAL_S;
    for (;;) {
      await new Promise((resolve) => setTimeout(resolve, seconds * 1_000));
      const answer = await oauth.deviceCodeGrantRequest(
        server,
        client,
        oauth.None(),
        device.device_code,
        options,
      );
      try {
        const issuer = await issuerOfTenant(server, answer);
        return this.signInOf(await oauth.processDeviceCodeResponse(issuer, client, answer));
      } catch (error) {
        const problem = error instanceof oauth.ResponseBodyError ? error.error : undefined;
        if (problem === undefined) throw error;
        if (problem === 'slow_down') seconds += DEFAULT_INTERVAL_S;
        else if (problem !== 'authorization_pending') throw notSignedIn(problem);
      }
    }
  }

  private signInOf(answer: oauth.TokenEndpointResponse, former?: SignIn): SignIn {
    const claims = oauth.getValidatedIdTokenClaims(answer);
    const name = claims?.['name'] ?? claims?.['preferred_username'];
    return {
      clientId: this.clientId,
      accessToken: answer.access_token,
      refreshToken: answer.refresh_token ?? former?.refreshToken,
      expiresAt: Date.now() + (answer.expires_in ?? DEFAULT_LIFETIME_S) * 1_000,
      name: typeof name === 'string' ? name : (former?.name ?? 'you'),
    };
  }
}

function notSignedIn(problem: string): CommandEnd {
  const reasons: Readonly<Record<string, string>> = {
    access_denied: 'The sign-in was declined.',
    expired_token: 'The code has expired before anyone signed in. Start again.',
  };
  const reason = Object.hasOwn(reasons, problem) ? reasons[problem] : undefined;
  return new CommandEnd(
    EXIT.notSignedIn,
    'NotSignedIn',
    reason ?? `The issuer refused the sign-in (${problem}).`,
  );
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
  if (payload === '') return server;
  const { tid = '' } = JSON.parse(Buffer.from(payload, 'base64url').toString()) as { readonly tid?: string };
  return { ...server, issuer: server.issuer.replace('{tenantid}', tid) };
}
