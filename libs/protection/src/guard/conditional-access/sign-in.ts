/** One way in which an account may try to sign in to the administration of its tenant, from a browser. */
export interface SignIn {
  readonly platform: string;
  /** ISO 3166-1 alpha-2; `null`: none that a named location knows. */
  readonly country: string | null;
  /** The named location of addresses that it comes from; `null`: from none. */
  readonly addressLocationId: string | null;
}

/** What an account can bring to a sign-in. */
export interface SignInMeans {
  /** Authentication method combinations, by Graph's name. */
  readonly methods: readonly string[];
  readonly fromManagedDevice: boolean;
}

const PLATFORMS = ['windows', 'macOS', 'linux', 'iOS', 'android'];

/** All ways to try: from each platform, each country, and each named location of addresses or none. */
export function* signIns(
  countries: readonly (string | null)[],
  addressLocationIds: readonly string[],
): Generator<SignIn> {
  for (const addressLocationId of [null, ...addressLocationIds])
    for (const country of countries)
      for (const platform of PLATFORMS) yield { platform, country, addressLocationId };
}
