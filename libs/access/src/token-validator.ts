import { decodeJwt, decodeProtectedHeader, errors, jwtVerify } from 'jose';
import type { Clock } from '#runtime';
import { accessClaims, isGuid, type AccessClaims } from './access-claims.js';
import { permittedBy } from './delegated-scopes.js';
import type { Principal } from './principal.js';
import { rightsOf, type RightsRule } from './rights.js';
import { DEFAULT_ROLE_MAPPING, type RoleMapping } from './role-mapping.js';
import { SigningKeys, SigningKeysUnavailable, type Fetch } from './signing-keys.js';
import { isTokenRefusal, tokenRefusal, type TokenRefusal, type TokenRefusalCode } from './token-refusal.js';

/** Whose tokens are accepted, for what. */
export interface TokenValidatorOptions {
  /**
   * The exact issuer. `{tenantid}` in it stands for the token's tenant, so that
   * `https://login.microsoftonline.com/{tenantid}/v2.0` takes tokens of every tenant of {@link tenants}.
   */
  readonly issuer: string;
  /** Tenant ids (`tid`) whose accounts may call. */
  readonly tenants: readonly string[];
  /** The API's own identifier: with Entra, its client id. */
  readonly audience: string;
  /** Client ids that may call (`azp`); any where left out. */
  readonly allowedClientIds?: readonly string[];
  /**
   * Delegated scopes by which a user's token is good for all that the user may do; `access_as_user` where left out.
   * A token with none of them needs one of Graph's narrower scopes.
   */
  readonly scopes?: readonly string[];
  readonly roleMapping?: RoleMapping;
  /** What the operator takes from tenants, people and roles, as it is now; nothing where left out. */
  readonly rules?: () => readonly RightsRule[];
  readonly clock: Clock;
  /** How the issuer's keys are fetched; the engine's own `fetch` where left out. */
  readonly fetch?: Fetch;
}

/** Tells who a bearer token speaks for. */
export interface TokenValidator {
  /** The caller, or why the token is not accepted. Never throws for what is in the token. */
  validate(token: string): Promise<Principal | TokenRefusal>;
}

const LONGEST_TOKEN = 16 * 1024;
/** How far, in seconds, the issuer's clock and ours may differ; Microsoft's own libraries allow up to five minutes. */
const CLOCK_SKEW = 60;
const TENANT_PLACEHOLDER = '{tenantid}';
/** Headers by which a token would name its own key, and extensions that we do not understand (RFC 8725, 3.10). */
const REFUSED_HEADERS = ['jwk', 'jku', 'x5u', 'x5c', 'crit', 'b64', 'enc', 'zip'];
const ACCEPTED_TYPES = ['jwt', 'at+jwt', 'application/at+jwt'];
const REQUIRED_CLAIMS = ['exp', 'nbf', 'iat', 'tid', 'oid', 'azp', 'ver'];

/**
 * Opens a validator of access tokens: RS256 only, keys from the issuer only, every claim that decides required
 * (RFC 8725, and https://learn.microsoft.com/entra/identity-platform/claims-validation). Refuses (throws) an
 * issuer that is neither https nor on this machine.
 */
export function openTokenValidator(options: TokenValidatorOptions): TokenValidator {
  refuseUnsafeIssuer(options.issuer);
  return new StrictTokenValidator(options);
}

class StrictTokenValidator implements TokenValidator {
  private readonly tenants: ReadonlySet<string>;
  private readonly keysByIssuer = new Map<string, SigningKeys>();

  constructor(private readonly options: TokenValidatorOptions) {
    this.tenants = new Set(options.tenants.map((tenant) => tenant.toLowerCase()));
  }

  async validate(token: string): Promise<Principal | TokenRefusal> {
    if (token.length > LONGEST_TOKEN) return tokenRefusal('TokenMalformed');
    const kind = refusedKind(token);
    if (kind !== undefined) return tokenRefusal(kind);
    const issuer = this.issuerOf(token);
    if (typeof issuer !== 'string') return issuer;
    const claims = await this.verified(token, issuer);
    return isTokenRefusal(claims) ? claims : this.admit(claims);
  }

  /** The issuer that the token must have come from, judged before anything is fetched on its behalf. */
  private issuerOf(token: string): string | TokenRefusal {
    const { iss, tid } = decodeJwt(token);
    if (!isGuid(tid)) return tokenRefusal('ClaimsIncomplete');
    if (!this.tenants.has(tid.toLowerCase())) return tokenRefusal('TenantNotAllowed');
    const issuer = this.options.issuer.replace(TENANT_PLACEHOLDER, tid.toLowerCase());
    return iss === issuer ? issuer : tokenRefusal('IssuerNotTrusted');
  }

  private async verified(token: string, issuer: string): Promise<AccessClaims | TokenRefusal> {
    const now = this.options.clock.now();
    try {
      const { payload } = await jwtVerify(token, this.keysOf(issuer).find, {
        algorithms: ['RS256'],
        issuer,
        audience: this.options.audience,
        requiredClaims: REQUIRED_CLAIMS,
        clockTolerance: CLOCK_SKEW,
        currentDate: now,
      });
      if ((payload.iat ?? Infinity) > now.getTime() / 1_000 + CLOCK_SKEW)
        return tokenRefusal('TokenNotYetValid');
      return accessClaims(payload);
    } catch (error) {
      return tokenRefusal(codeOf(error));
    }
  }

  private admit(claims: AccessClaims): Principal | TokenRefusal {
    const {
      allowedClientIds,
      scopes = ['access_as_user'],
      roleMapping = DEFAULT_ROLE_MAPPING,
      rules = () => [],
    } = this.options;
    if (allowedClientIds !== undefined && !allowedClientIds.includes(claims.clientId)) {
      return tokenRefusal('ClientNotAllowed');
    }
    if (claims.scopes === undefined && claims.appRoles.length === 0) return tokenRefusal('PermissionMissing');
    const permitted = claims.scopes === undefined ? 'everything' : permittedBy(claims.scopes, scopes);
    if (permitted.length === 0) return tokenRefusal('PermissionMissing');
    // Directory roles are a user's: a client that acts for itself gets by with its app roles.
    const directoryRoles = claims.scopes === undefined ? [] : claims.directoryRoles;
    return {
      tenantId: claims.tenantId,
      objectId: claims.objectId,
      name: claims.name,
      ...rightsOf({ ...claims, directoryRoles }, roleMapping, rules()),
      ...(permitted !== 'everything' && { mayOnly: permitted }),
      applicationId: claims.clientId,
      expiresAt: new Date(claims.expiresAt * 1_000),
    };
  }

  private keysOf(issuer: string): SigningKeys {
    const known = this.keysByIssuer.get(issuer);
    if (known !== undefined) return known;
    const keys = new SigningKeys(issuer, this.options.clock, this.options.fetch ?? fetch);
    this.keysByIssuer.set(issuer, keys);
    return keys;
  }
}

/** Judges form and header alone, before any key is looked up. */
function refusedKind(token: string): TokenRefusalCode | undefined {
  try {
    const header = decodeProtectedHeader(token);
    decodeJwt(token);
    const { alg, kid, typ = 'JWT' } = header;
    if (alg !== 'RS256' || typeof kid !== 'string' || REFUSED_HEADERS.some((name) => name in header)) {
      return 'SignatureInvalid';
    }
    return ACCEPTED_TYPES.includes(typ.toLowerCase()) ? undefined : 'TokenKindNotAccepted';
  } catch {
    return 'TokenMalformed';
  }
}

function codeOf(error: unknown): TokenRefusalCode {
  if (error instanceof SigningKeysUnavailable) return 'SigningKeysUnavailable';
  if (error instanceof errors.JWTExpired) return 'TokenExpired';
  if (error instanceof errors.JWTClaimValidationFailed) return codeOfClaim(error.claim, error.reason);
  return 'SignatureInvalid';
}

function codeOfClaim(claim: string, reason: string): TokenRefusalCode {
  if (claim === 'aud') return 'AudienceWrong';
  if (claim === 'iss') return 'IssuerNotTrusted';
  return claim === 'nbf' && reason === 'check_failed' ? 'TokenNotYetValid' : 'ClaimsIncomplete';
}

function refuseUnsafeIssuer(issuer: string): void {
  const { protocol, hostname } = new URL(issuer.replace(TENANT_PLACEHOLDER, 'tenant'));
  const thisMachine = ['localhost', '127.0.0.1', '[::1]'].includes(hostname);
  if (protocol === 'https:' || (protocol === 'http:' && thisMachine)) return;
  throw new Error('The issuer of access tokens must be an https address, or one on this machine.');
}
