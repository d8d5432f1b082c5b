import { Issuer, type Tokens } from './issuer.js';
import { SessionEntry } from './session-entry.js';

/** What is kept between leaving for the issuer and coming back. */
interface Departure {
  readonly state: string;
  readonly nonce: string;
  readonly verifier: string;
  readonly returnTo: string;
}

/** A token is renewed so long before it ends. */
const RENEW_AHEAD_MS = 60_000;
/** A token that is refused so soon would be refused again: signing in once more would go on for ever. */
const FRESH_MS = 30_000;

/**
 * Whoever has signed in to this tab of the browser. Tokens lie in the tab's own storage: gone when it is closed, and never
 * sent anywhere but to the API and the issuer.
 */
export class Session {
  private readonly tokens = new SessionEntry<Tokens>('known-good.tokens');
  private readonly departure = new SessionEntry<Departure>('known-good.departure');
  private renewal: Promise<string> | undefined;

  constructor(private readonly issuer: Issuer) {}

  /** The name of who has signed in; `undefined` where nobody has. */
  get name(): string | undefined {
    return this.tokens.read()?.name;
  }

  /** A token that is good for a minute at least. Without one the page is left for the issuer's. */
  async accessToken(): Promise<string> {
    const tokens = this.tokens.read();
    if (tokens === undefined) return this.signInAgain();
    if (Date.now() < tokens.expiresAt - RENEW_AHEAD_MS) return tokens.accessToken;
    this.renewal ??= this.renew(tokens).finally(() => (this.renewal = undefined));
    return this.renewal;
  }

  /** Leaves the page for the issuer's, to come back to `returnTo`. Never resolves. */
  async signIn(returnTo: string): Promise<never> {
    const departure = { ...this.issuer.secrets(), returnTo };
    this.departure.write(departure);
    location.assign(await this.issuer.authorizationUrl(departure));
    return new Promise(() => undefined);
  }

  /** Signs in once more, to come back to the page that is shown now. Never resolves. */
  signInAgain(): Promise<never> {
    this.tokens.clear();
    return this.signIn(location.pathname + location.search);
  }

  /** The API has refused the token: signs in again, unless it was fresh. Then it rejects. */
  async tokenRefused(): Promise<never> {
    const { obtainedAt = 0 } = this.tokens.read() ?? {};
    if (Date.now() - obtainedAt < FRESH_MS)
      throw new Error(
        'The server does not accept this sign-in. Ask the operator whether your tenant, the client and the audience are set up.',
      );
    return this.signInAgain();
  }

  /** Takes in what the issuer sent the browser back with; resolves with the address to go on to. */
  async arrive(address: URL): Promise<string> {
    const departure = this.departure.read();
    if (departure === undefined) return '/';
    this.departure.clear();
    this.tokens.write(await this.issuer.redeem(address, departure));
    return departure.returnTo;
  }

  /** Forgets the tokens and leaves for the issuer, to end its session as well. Never resolves. */
  async signOut(): Promise<never> {
    const tokens = this.tokens.read();
    this.tokens.clear();
    location.assign(this.issuer.signOutUrl(tokens?.idToken));
    return new Promise(() => undefined);
  }

  private async renew(tokens: Tokens): Promise<string> {
    const renewed = await this.issuer.renew(tokens).catch(() => undefined);
    if (renewed === undefined) return this.signInAgain();
    this.tokens.write(renewed);
    return renewed.accessToken;
  }
}
