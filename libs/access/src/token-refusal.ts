/** Why a token is not accepted. */
export type TokenRefusalCode =
  | 'TokenMalformed'
  | 'TokenKindNotAccepted'
  | 'SignatureInvalid'
  | 'IssuerNotTrusted'
  | 'TenantNotAllowed'
  | 'AudienceWrong'
  | 'TokenExpired'
  | 'TokenNotYetValid'
  | 'ClaimsIncomplete'
  | 'ClientNotAllowed'
  | 'PermissionMissing'
  | 'SigningKeysUnavailable';

/** A token that is not accepted: a stable code, and a message that tells what to do and repeats nothing of the token. */
export interface TokenRefusal {
  readonly refused: true;
  readonly code: TokenRefusalCode;
  readonly message: string;
}

const MESSAGES: Readonly<Record<TokenRefusalCode, string>> = {
  TokenMalformed: 'The access token cannot be read. Sign in again.',
  TokenKindNotAccepted:
    'This is not an access token of the accepted kind. Send the access token that was issued for this API, not an ID token.',
  SignatureInvalid: 'The access token was not signed by the sign-in service. Sign in again.',
  IssuerNotTrusted:
    'The access token comes from another sign-in service. Sign in at the one that this API names.',
  TenantNotAllowed:
    'The tenant of this account does not use this service. Sign in with an account of a connected tenant.',
  AudienceWrong: 'The access token was issued for another API. Ask for one with this API as its audience.',
  TokenExpired: 'The access token has expired. Sign in again.',
  TokenNotYetValid:
    'The access token is not valid yet. Check the clocks of this machine and of the sign-in service.',
  ClaimsIncomplete:
    'The access token lacks a claim that this API needs. Register the API for version 2.0 access tokens.',
  ClientNotAllowed:
    'The application that asked for this access token may not call this API. Ask for it to be allowed.',
  PermissionMissing:
    'The access token carries no permission for this API. Ask for its scope, or have an app role assigned.',
  SigningKeysUnavailable: 'The keys of the sign-in service cannot be fetched at the moment. Try again soon.',
};

/** Builds the refusal of a code. */
export function tokenRefusal(code: TokenRefusalCode): TokenRefusal {
  return { refused: true, code, message: MESSAGES[code] };
}

/** Tells a refusal from what was asked for. */
export function isTokenRefusal(value: object): value is TokenRefusal {
  return 'refused' in value && value.refused === true;
}
