import { CATALOGUE, type JsonObject } from '#catalogue';
import { cataloguedType } from './entity-type.js';
import { property, readOnlyProperty } from './property-rule.js';
import { boolean, list, oneOf, structure, text, time } from './shape.js';

/** The id of the one authorization policy of a tenant. */
export const AUTHORIZATION_POLICY_ID = 'authorizationPolicy';

/** What guests may see: https://learn.microsoft.com/graph/api/resources/authorizationpolicy#properties */
const GUEST_ROLES = {
  asMembers: 'a0b1b346-4d3e-4e8b-98f8-753987be4970',
  asGuests: '10dae51f-b6af-4016-8d66-8c2a99b929b3',
  restricted: '2af84b1e-32c8-42b7-82bc-daa82404023b',
};

const required = { clearable: false };

/** https://learn.microsoft.com/graph/api/authorizationpolicy-update */
export const AUTHORIZATION_POLICY = cataloguedType({
  kind: 'authorizationPolicy',
  label: 'AuthorizationPolicy',
  set: 'policies/authorizationPolicy',
  open: true,
  attributes: CATALOGUE.authorizationPolicy.attributes,
  adjusted: {
    displayName: { writable: 'always', clearable: false },
    guestUserRoleId: { shape: oneOf(...Object.values(GUEST_ROLES)) },
  },
  own: [
    readOnlyProperty('id', text()),
    readOnlyProperty('deletedDateTime', time),
    property('description', text(), required),
    property(
      'allowInvitesFrom',
      oneOf('none', 'adminsAndGuestInviters', 'adminsGuestInvitersAndAllMembers', 'everyone'),
      required,
    ),
    property('allowedToSignUpEmailBasedSubscriptions', boolean, required),
    property('allowedToUseSSPR', boolean, required),
    property('allowEmailVerifiedUsersToJoinOrganization', boolean, required),
    property('allowUserConsentForRiskyApps', boolean),
    property(
      'defaultUserRolePermissions',
      structure({
        allowedToCreateApps: boolean,
        allowedToCreateSecurityGroups: boolean,
        allowedToCreateTenants: boolean,
        allowedToReadBitlockerKeysForOwnedDevice: boolean,
        allowedToReadOtherUsers: boolean,
        permissionGrantPoliciesAssigned: list(text()),
      }),
      required,
    ),
    property('enabledPreviewFeatures', list(text()), { betaOnly: true, writable: 'beta' }),
    property('permissionGrantPolicyIdsAssignedToDefaultUserRole', list(text()), {
      betaOnly: true,
      writable: 'beta',
    }),
  ],
});

/** The policy of a new tenant. */
export const NEW_AUTHORIZATION_POLICY: JsonObject = {
  displayName: 'Authorization Policy',
  description: 'Used to manage authorization related settings across the company.',
  guestUserRoleId: GUEST_ROLES.asGuests,
  blockMsolPowerShell: false,
  allowInvitesFrom: 'everyone',
  allowedToSignUpEmailBasedSubscriptions: true,
  allowedToUseSSPR: true,
  allowEmailVerifiedUsersToJoinOrganization: false,
  allowUserConsentForRiskyApps: null,
  defaultUserRolePermissions: {
    allowedToCreateApps: true,
    allowedToCreateSecurityGroups: true,
    allowedToCreateTenants: true,
    allowedToReadBitlockerKeysForOwnedDevice: true,
    allowedToReadOtherUsers: true,
    permissionGrantPoliciesAssigned: ['ManagePermissionGrantsForSelf.microsoft-user-default-recommended'],
  },
};
