import type { Operation } from './operation.js';

/**
 * Microsoft Graph's own scopes of the recovery API, for clients that ask for no more than they need: each lets its
 * bearer do only this, whatever the user's roles allow
 * (https://learn.microsoft.com/graph/permissions-reference, EntraBackup).
 */
const NARROW_SCOPES: Readonly<Record<string, readonly Operation[]>> = {
  'EntraBackup.Read.All': ['read'],
  'EntraBackup.ReadWrite.Preview': ['read', 'createDifferenceReport', 'cancelJob'],
  'EntraBackup.ReadWrite.Recovery': ['read', 'startRecovery', 'cancelJob'],
};

/** What a user's token may be used for: everything that the user may, some operations, or nothing at all. */
export function permittedBy(
  scopes: readonly string[],
  wholeScopes: readonly string[],
): 'everything' | readonly Operation[] {
  if (scopes.some((scope) => wholeScopes.includes(scope))) return 'everything';
  const narrow = scopes.flatMap((scope) =>
    Object.hasOwn(NARROW_SCOPES, scope) ? (NARROW_SCOPES[scope] ?? []) : [],
  );
  return [...new Set(narrow)];
}
