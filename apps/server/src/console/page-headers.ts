/**
 * The headers of the console's page. Nothing but the product's own files runs and is loaded, and nothing is asked but
 * the product itself and the issuer where the user signs in. The nonce is for the style elements that the component
 * library fills while the page runs; scripts have none.
 */
export function pageHeaders(nonce: string, authority: string | undefined): Readonly<Record<string, string>> {
  const issuer = authority === undefined ? [] : [new URL(authority).origin];
  const policy: Readonly<Record<string, readonly string[]>> = {
    'default-src': ["'none'"],
    'script-src': ["'self'"],
    'style-src': ["'self'", `'nonce-${nonce}'`],
    'img-src': ["'self'"],
    'connect-src': ["'self'", ...issuer],
    'base-uri': ["'none'"],
    'form-action': ["'none'"],
    'frame-ancestors': ["'none'"],
    'require-trusted-types-for': ["'script'"],
    'trusted-types': ["'none'"],
  };
  return {
    'Content-Security-Policy': Object.entries(policy)
      .map(([directive, sources]) => [directive, ...sources].join(' '))
      .join('; '),
    'Content-Type': 'text/html; charset=utf-8',
    // Each page bears a nonce of its own. What it names is cached for good.
    'Cache-Control': 'no-store',
    'Cross-Origin-Opener-Policy': 'same-origin',
    'Cross-Origin-Resource-Policy': 'same-origin',
    'Permissions-Policy': 'camera=(), geolocation=(), microphone=()',
    'Referrer-Policy': 'no-referrer',
    'X-Content-Type-Options': 'nosniff',
  };
}
