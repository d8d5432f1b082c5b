import type { EntityType } from './entity-type.js';
import { property, readOnlyProperty, type PropertyRule } from './property-rule.js';
import { any, boolean, flags, list, oneOf, structure, text, time, type Shape } from './shape.js';

const selected = { selectOnly: true };
const userPrincipalName: Shape = { is: 'text', max: 113, pattern: /^[A-Za-z0-9'.\-_!#^~]+@[A-Za-z0-9.-]+$/ };
const twoLetters: Shape = { is: 'text', pattern: /^[A-Za-z]{2}$/ };
const nickname: Shape = { is: 'text', max: 64, pattern: /^[^\s@()\\[\]";:<>,]+$/ };

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
  readOnlyProperty('onPremisesSyncEnabled', boolean, selected),
];

/** https://learn.microsoft.com/graph/api/user-update */
export const USER: EntityType = {
  kind: 'user',
  label: 'User',
  set: 'users',
  open: false,
  properties: [
    property('businessPhones', list(text(64), 1)),
    property('displayName', text(256), { clearable: false }),
    property('givenName', text(64)),
    readOnlyProperty('id', text()),
    property('jobTitle', text(128)),
    property('mail', { is: 'text', pattern: /^[^@\s]+@[^@\s]+$/ }, { clearable: false }),
    property('mobilePhone', text(64)),
    property('officeLocation', text(128)),
    property('preferredLanguage', text()),
    property('surname', text(64)),
    property('userPrincipalName', userPrincipalName, { clearable: false }),
    property('accountEnabled', boolean, { ...selected, clearable: false }),
    property('ageGroup', oneOf('Minor', 'NotAdult', 'Adult'), selected),
    property('city', text(128), selected),
    property('companyName', text(64), selected),
    property('consentProvidedForMinor', oneOf('Granted', 'Denied', 'NotRequired'), selected),
    property('country', text(128), selected),
    property('department', text(64), selected),
    // Only a signed-in user may change it later, never an application.
    property('employeeHireDate', time, { ...selected, writable: 'create' }),
    property('employeeId', text(16), selected),
    property('employeeLeaveDateTime', time, selected),
    property('employeeOrgData', structure({ costCenter: text(), division: text() }), selected),
    property('employeeType', text(), selected),
    property('faxNumber', text(), selected),
    property('mailNickname', nickname, { ...selected, clearable: false }),
    property('onPremisesImmutableId', text(), selected),
    property('otherMails', list(text(250), 250), selected),
    property(
      'passwordPolicies',
      flags('None', 'DisableStrongPassword', 'DisablePasswordExpiration'),
      selected,
    ),
    property('passwordProfile', any, { ...selected, secret: true }),
    property('postalCode', text(40), selected),
    property('preferredDataLocation', text(), selected),
    property('state', text(128), selected),
    property('streetAddress', text(1024), selected),
    property('usageLocation', twoLetters, { ...selected, clearable: false }),
    property('userType', oneOf('Member', 'Guest'), selected),
    ...OUTSIDE.map((name) => readOnlyProperty(name, any, { ...selected, singleOnly: true })),
    ...READ_ONLY,
  ],
};
