import type { ObjectType } from '#catalogue';

/**
 * The members of Graph's structures. The canonical form drops what is absent, null or empty, but a PATCH leaves
 * alone what it does not name: so each structure is written whole, and this says what the whole is.
 */
export type Shape =
  /** A single value, or a structure that is written as it stands. */
  | { readonly kind: 'value' }
  /** A collection; `of` is the shape of its structures. */
  | { readonly kind: 'collection'; readonly of?: Shape }
  /** A structure; `required` ones are written even when all their members are empty, others as null. */
  | {
      readonly kind: 'structure';
      readonly required: boolean;
      readonly members: Readonly<Record<string, Shape>>;
    };

const value: Shape = { kind: 'value' };
const collection: Shape = { kind: 'collection' };
const collectionOf = (members: Readonly<Record<string, Shape>>): Shape => ({
  kind: 'collection',
  of: { kind: 'structure', required: true, members },
});
const optional = (members: Readonly<Record<string, Shape>>): Shape => ({
  kind: 'structure',
  required: false,
  members,
});
const required = (members: Readonly<Record<string, Shape>>): Shape => ({
  kind: 'structure',
  required: true,
  members,
});

const filter = optional({ mode: value, rule: value });
const guests = optional({ guestOrExternalUserTypes: value, externalTenants: value });

/** https://learn.microsoft.com/graph/api/resources/conditionalaccessconditionset */
const conditions = required({
  applications: required({
    includeApplications: collection,
    excludeApplications: collection,
    includeUserActions: collection,
    includeAuthenticationContextClassReferences: collection,
    applicationFilter: filter,
  }),
  users: required({
    includeUsers: collection,
    excludeUsers: collection,
    includeGroups: collection,
    excludeGroups: collection,
    includeRoles: collection,
    excludeRoles: collection,
    includeGuestsOrExternalUsers: guests,
    excludeGuestsOrExternalUsers: guests,
  }),
  clientAppTypes: collection,
  platforms: optional({ includePlatforms: collection, excludePlatforms: collection }),
  locations: optional({ includeLocations: collection, excludeLocations: collection }),
  devices: optional({ deviceFilter: filter }),
  clientApplications: optional({
    includeServicePrincipals: collection,
    excludeServicePrincipals: collection,
    servicePrincipalFilter: filter,
  }),
  userRiskLevels: collection,
  signInRiskLevels: collection,
  servicePrincipalRiskLevels: collection,
  insiderRiskLevels: value,
  authenticationFlows: optional({ transferMethods: value }),
});

/** https://learn.microsoft.com/graph/api/resources/conditionalaccessgrantcontrols */
const grantControls = optional({
  operator: value,
  builtInControls: collection,
  customAuthenticationFactors: collection,
  termsOfUse: collection,
  authenticationStrength: value,
});

/** https://learn.microsoft.com/graph/api/resources/conditionalaccesssessioncontrols */
const sessionControls = optional({
  applicationEnforcedRestrictions: optional({ isEnabled: value }),
  cloudAppSecurity: optional({ isEnabled: value, cloudAppSecurityType: value }),
  persistentBrowser: optional({ isEnabled: value, mode: value }),
  signInFrequency: optional({
    isEnabled: value,
    value,
    type: value,
    authenticationType: value,
    frequencyInterval: value,
  }),
  disableResilienceDefaults: value,
  secureSignInSession: optional({ isEnabled: value }),
});

const optionalClaim = collectionOf({
  name: value,
  source: value,
  essential: value,
  additionalProperties: collection,
});

/** https://learn.microsoft.com/graph/api/resources/application */
const application: Readonly<Record<string, Shape>> = {
  publicClient: required({ redirectUris: collection }),
  requiredResourceAccess: collectionOf({ resourceAppId: value, resourceAccess: collection }),
  optionalClaims: optional({
    idToken: optionalClaim,
    accessToken: optionalClaim,
    saml2Token: optionalClaim,
  }),
  addIns: collectionOf({ id: value, type: value, properties: collection }),
  servicePrincipalLockConfiguration: optional({
    isEnabled: value,
    allProperties: value,
    credentialsWithUsageVerify: value,
    credentialsWithUsageSign: value,
    tokenEncryptionKeyId: value,
  }),
  info: required({
    marketingUrl: value,
    privacyStatementUrl: value,
    supportUrl: value,
    termsOfServiceUrl: value,
  }),
};

/** The shapes by type and attribute; attributes without one are written as they stand. */
export const SHAPES: Partial<Record<ObjectType, Readonly<Record<string, Shape>>>> = {
  conditionalAccessPolicy: { conditions, grantControls, sessionControls },
  user: { employeeOrgData: optional({ costCenter: value, division: value }) },
  application,
  servicePrincipal: { samlSingleSignOnSettings: optional({ relayState: value }) },
};

/** Members of structures that Graph shows but does not take. */
export const READ_ONLY_MEMBERS: Partial<Record<ObjectType, Readonly<Record<string, readonly string[]>>>> = {
  application: { info: ['logoUrl'] },
};
