import { createLocalJWKSet, errors, type JSONWebKeySet, type JWTVerifyGetKey } from 'jose';
import type { Clock } from '#runtime';

const MINUTE = 60_000;
/** After this time the keys are fetched anew, and the old ones serve on where that fails … */
const FRESH = 60 * MINUTE;
/** … but no longer than this, so that a key which the issuer withdrew ends. */
const LONGEST_USE = 24 * 60 * MINUTE;
/** A token with an unknown key makes us ask the issuer, but at most this often, whoever sends such tokens. */
const LEAST_INTERVAL = 30_000;
const REQUEST_TIMEOUT = 5_000;

/** The issuer's keys cannot be had at the moment. */
export class SigningKeysUnavailable extends Error {
  override readonly name = 'SigningKeysUnavailable';
}

/** What the keys' requests are sent with. */
export type Fetch = (url: string, init: RequestInit) => Promise<Response>;

/**
 * One issuer's public keys, found through its OpenID configuration
 * (https://openid.net/specs/openid-connect-discovery-1_0.html) and kept. Requests go to the issuer's own host
 * only, follow no redirection, and end after five seconds.
 */
export class SigningKeys {
  private keys: JWTVerifyGetKey | undefined;
  private fetchedAt = 0;
  private askedAt = Number.NEGATIVE_INFINITY;
  private asking: Promise<void> | undefined;

  constructor(
    private readonly issuer: string,
    private readonly clock: Clock,
    private readonly fetch: Fetch,
  ) {}

  /** Finds a token's key by its `kid`. Throws jose's own error where there is none, or {@link SigningKeysUnavailable}. */
  readonly find: JWTVerifyGetKey = async (header, token) => {
    const keys = await this.current();
    try {
      return await keys(header, token);
    } catch (error) {
      if (!(error instanceof errors.JWKSNoMatchingKey)) throw error;
      if (this.asking === undefined && !this.mayAskAgain()) throw error;
      await this.refresh();
      return (await this.current())(header, token);
    }
  };

  private async current(): Promise<JWTVerifyGetKey> {
    const age = this.now() - this.fetchedAt;
    if (this.keys !== undefined && age < FRESH) return this.keys;
    if (this.keys === undefined || this.mayAskAgain()) await this.refresh();
    if (this.keys !== undefined && this.now() - this.fetchedAt < LONGEST_USE) return this.keys;
    throw new SigningKeysUnavailable('The issuer’s keys cannot be fetched.');
  }

  /** One request at a time serves all who wait; its failure is seen by the age of the keys. */
  private async refresh(): Promise<void> {
    this.asking ??= this.ask().finally(() => {
      this.asking = undefined;
    });
    await this.asking;
  }

  private async ask(): Promise<void> {
    this.askedAt = this.now();
    try {
      this.keys = createLocalJWKSet(await this.download());
      this.fetchedAt = this.now();
    } catch {
      // Whatever went wrong, the keys at hand (if any) serve until they are too old.
    }
  }

  private async download(): Promise<JSONWebKeySet> {
    const base = this.issuer.replace(/\/$/, '');
    const configuration = await this.json(`${base}/.well-known/openid-configuration`);
    if (configuration['issuer'] !== this.issuer) throw new Error('The configuration is another issuer’s.');
    const location = configuration['jwks_uri'];
    if (typeof location !== 'string' || new URL(location).origin !== new URL(this.issuer).origin) {
      throw new Error('The keys are not on the issuer’s own host.');
    }
    const { keys } = await this.json(location);
    if (!Array.isArray(keys)) throw new Error('The issuer answered without a list of keys.');
    // What is not a key is refused by createLocalJWKSet.
    return { keys: keys as JSONWebKeySet['keys'] };
  }

  private async json(url: string): Promise<Record<string, unknown>> {
    const response = await this.fetch(url, {
      redirect: 'error',
      headers: { accept: 'application/json' },
      signal: AbortSignal.timeout(REQUEST_TIMEOUT),
    });
    if (response.status !== 200) throw new Error(`The issuer answered with status ${response.status}.`);
    const body: unknown = await response.json();
    if (typeof body !== 'object' || body === null) throw new Error('The issuer answered with no object.');
    return { ...body };
  }

  private mayAskAgain(): boolean {
    return this.now() - this.askedAt >= LEAST_INTERVAL;
  }

  private now(): number {
    return this.clock.now().getTime();
  }
}
