/** What recoveries must never do to a tenant, beyond its emergency-access accounts. */
export interface GuardSettings {
  /** Users and service principals that no recovery may disable or soft-delete. */
  readonly protectedObjectIds: readonly string[];
  /** Administrators of whom at least one must still be able to sign in after every step. */
  readonly administratorIds: readonly string[];
  /** How emergency-access accounts and named administrators can sign in: authentication method combinations by Graph's name. */
  readonly signInMethods: readonly string[];
  /** Countries (ISO 3166-1 alpha-2) that they sign in from; none: their usage location, or anywhere. */
  readonly signInCountries: readonly string[];
  /** Whether they sign in from devices that are compliant or joined. */
  readonly signInFromManagedDevices: boolean;
  /** A recovery that changes more than this share of a type's objects must be confirmed; 100: none. */
  readonly massChangeLimitPercent: number;
  /** Whether what writes to the tenant needs a frozen plan that a second person has approved. */
  readonly recoveriesNeedApproval: boolean;
  /** How long an approval holds. */
  readonly approvalHours: number;
}

/**
 * What holds where nothing has been set. The methods are those that emergency-access accounts are advised to have, and
 * the common ones of administrators.
 * https://learn.microsoft.com/entra/identity/role-based-access-control/security-emergency-access
 */
export const DEFAULT_GUARDS: GuardSettings = {
  protectedObjectIds: [],
  administratorIds: [],
  signInMethods: [
    'fido2',
    'windowsHelloForBusiness',
    'password,microsoftAuthenticatorPush',
    'password,softwareOath',
  ],
  signInCountries: [],
  signInFromManagedDevices: false,
  massChangeLimitPercent: 100,
  recoveriesNeedApproval: false,
  approvalHours: 24,
};
