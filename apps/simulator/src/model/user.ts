import { CATALOGUE } from '#catalogue';
import { cataloguedType } from './entity-type.js';
import { property, readOnlyProperty, type PropertyRule } from './property-rule.js';
import { any, list, structure, text, time } from './shape.js';

const selected = { selectOnly: true };

/** Graph's default set. */
const SHOWN_BY_DEFAULT = [
  'businessPhones',
  'displayName',
  'givenName',
  'jobTitle',
  'mail',
  'mobilePhone',
  'officeLocation',
  'preferredLanguage',
  'surname',
  'userPrincipalName',
];

/** Kept outside the directory: Graph answers 501 when a collection is asked for them. */
const OUTSIDE = [
  'aboutMe',
  'birthday',
  'interests',
  'mailboxSettings',
  'mySite',
  'pastProjects',
  'responsibilities',
  'schools',
  'skills',
];

const READ_ONLY: readonly PropertyRule[] = [
  ...[
    'externalUserState',
    'onPremisesDistinguishedName',
    'onPremisesDomainName',
    'onPremisesSamAccountName',
    'onPremisesSecurityIdentifier',
    'onPremisesUserPrincipalName',
    'securityIdentifier',
    'creationType',
  ].map((name) => readOnlyProperty(name, text(), selected)),
  ...['createdDateTime', 'onPremisesLastSyncDateTime', 'deletedDateTime', 'lastPasswordChangeDateTime'].map(
    (name) => readOnlyProperty(name, time, selected),
  ),
  ...[
    'assignedLicenses',
    'assignedPlans',
    'identities',
    'imAddresses',
    'proxyAddresses',
    'provisionedPlans',
  ].map((name) => readOnlyProperty(name, list(any), selected)),
];

/** https://learn.microsoft.com/graph/api/user-update */
export const USER = cataloguedType({
  kind: 'user',
  label: 'User',
  set: 'users',
  open: false,
  attributes: CATALOGUE.user.attributes,
  shownByDefault: SHOWN_BY_DEFAULT,
  adjusted: {
    // Only a signed-in user may change it later, never an application.
    employeeHireDate: { writable: 'create' },
    employeeOrgData: { shape: structure({ costCenter: text(), division: text() }) },
  },
  own: [
    readOnlyProperty('id', text()),
    property('onPremisesImmutableId', text(), selected),
    property('passwordProfile', any, { ...selected, secret: true }),
    ...OUTSIDE.map((name) => readOnlyProperty(name, any, { ...selected, singleOnly: true })),
    ...READ_ONLY,
  ],
});
