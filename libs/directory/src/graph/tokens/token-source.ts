/** Where access tokens for Microsoft Graph come from. Implementations cache; callers ask before each request. */
export interface TokenSource {
  /**
   * A valid token. `forceRefresh` asks for one that was not given before; `claims` is the decoded claims
   * challenge to answer. Rejects when none can be had.
   */
  token(options?: { readonly forceRefresh?: boolean; readonly claims?: string }): Promise<string>;
}

/** Always the same token: for tenants that are simulated. */
export function staticTokens(text: string): TokenSource {
  return { token: () => Promise.resolve(text) };
}
