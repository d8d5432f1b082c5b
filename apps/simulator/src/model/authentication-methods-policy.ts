import { CATALOGUE, type JsonObject } from '#catalogue';
import { cataloguedType } from './entity-type.js';
import { property, readOnlyProperty } from './property-rule.js';
import { any, between, boolean, list, oneOf, structure, text, time } from './shape.js';

/** The id of the one authentication methods policy of a tenant. */
export const METHODS_POLICY_ID = 'authenticationMethodsPolicy';

const target = {
  id: text(),
  targetType: oneOf('user', 'group'),
};

const campaign = structure({
  snoozeDurationInDays: between(0, 14),
  enforceRegistrationAfterAllowedSnoozes: boolean,
  state: oneOf('default', 'enabled', 'disabled'),
  excludeTargets: list(structure(target, ['id', 'targetType'])),
  includeTargets: list(structure({ ...target, targetedAuthenticationMethod: text() }, ['id', 'targetType'])),
});

/**
 * The policy's own members; the configurations of the methods are shown in it and written one by one.
 * https://learn.microsoft.com/graph/api/authenticationmethodspolicy-update
 */
export const AUTHENTICATION_METHODS_POLICY = cataloguedType({
  kind: 'authenticationMethodsPolicy',
  label: 'AuthenticationMethodsPolicy',
  set: 'policies/authenticationMethodsPolicy',
  open: true,
  attributes: CATALOGUE.authenticationMethodPolicy.attributes,
  adjusted: { displayName: { writable: 'always', clearable: false } },
  own: [
    readOnlyProperty('id', text()),
    property('description', text()),
    readOnlyProperty('lastModifiedDateTime', time),
    readOnlyProperty('policyVersion', text()),
    property('policyMigrationState', oneOf('preMigration', 'migrationInProgress', 'migrationComplete')),
    property('reconfirmationInDays', between(0, 730)),
    property(
      'registrationEnforcement',
      structure({ authenticationMethodsRegistrationCampaign: campaign }, [
        'authenticationMethodsRegistrationCampaign',
      ]),
    ),
    readOnlyProperty('authenticationMethodConfigurations', list(any)),
  ],
});

/** The own members of a new tenant's policy. */
export const NEW_METHODS_POLICY: JsonObject = {
  displayName: 'Authentication Methods Policy',
  description:
    'The tenant-wide policy that controls which authentication methods are allowed in the tenant, authentication method registration requirements, and self-service password reset settings',
  policyVersion: '1.5',
  policyMigrationState: 'migrationComplete',
  reconfirmationInDays: null,
  registrationEnforcement: {
    authenticationMethodsRegistrationCampaign: {
      snoozeDurationInDays: 1,
      enforceRegistrationAfterAllowedSnoozes: true,
      state: 'default',
      excludeTargets: [],
      includeTargets: [
        { id: 'all_users', targetType: 'group', targetedAuthenticationMethod: 'microsoftAuthenticator' },
      ],
    },
  },
};
