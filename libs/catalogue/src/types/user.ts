import { boolean, context, structure, text, texts, time, words } from '../attributes.js';
import type { ObjectTypeEntry } from '../entries.js';

const PHONE = { sensitive: true, permissions: { write: 'User-Phone.ReadWrite.All' } } as const;

/** https://learn.microsoft.com/graph/api/resources/user and https://learn.microsoft.com/graph/api/user-update */
export const user: ObjectTypeEntry = {
  type: 'user',
  label: 'User',
  path: '/users',
  deletedPath: '/directory/deletedItems/microsoft.graph.user',
  delta: true,
  wholeObject: false,
  lane: 'identity',
  dependsOn: [],
  permissions: { read: ['User.Read.All'], write: ['User.ReadWrite.All'] },
  attributes: [
    boolean('accountEnabled', {
      unreliableWhileDeleted: true,
      sensitive: true,
      clearable: false,
      permissions: { write: 'User.EnableDisableAccount.All' },
    }),
    text('ageGroup', { values: ['Minor', 'NotAdult', 'Adult'] }),
    text('city', { maxLength: 128 }),
    text('companyName', { maxLength: 64 }),
    text('consentProvidedForMinor', { values: ['Granted', 'Denied', 'NotRequired'] }),
    text('country', { maxLength: 128 }),
    text('department', { maxLength: 64 }),
    text('displayName', { maxLength: 256, clearable: false }),
    time('employeeHireDate', {
      write: {
        by: 'nothing',
        code: 'notWritableByApplications',
        message:
          'Microsoft Graph lets only a signed-in person change employeeHireDate. Set it in the Entra admin centre.',
      },
    }),
    text('employeeId', { maxLength: 16 }),
    time('employeeLeaveDateTime', {
      documented: 'EmployeeLeaveDate',
      permissions: { read: 'User-LifeCycleInfo.Read.All', write: 'User-LifeCycleInfo.ReadWrite.All' },
    }),
    structure('employeeOrgData'),
    text('employeeType'),
    text('faxNumber'),
    text('givenName', { maxLength: 64 }),
    text('jobTitle', { maxLength: 128 }),
    text('mail', { clearable: false, pattern: /^[^@\s]+@[^@\s]+$/ }),
    text('mailNickname', { maxLength: 64, clearable: false, pattern: /^[^\s@()\\[\]";:<>,]+$/ }),
    text('mobilePhone', { documented: 'Mobile', maxLength: 64, ...PHONE }),
    texts('otherMails', {
      documented: 'OtherMail',
      maxItems: 250,
      maxLength: 250,
      sensitive: true,
      permissions: { write: 'User-Mail.ReadWrite.All' },
    }),
    words('passwordPolicies', { values: ['None', 'DisableStrongPassword', 'DisablePasswordExpiration'] }),
    text('officeLocation', { documented: 'PhysicalDeliveryOfficeName', maxLength: 128 }),
    text('postalCode', { maxLength: 40 }),
    text('preferredDataLocation'),
    text('preferredLanguage'),
    text('state', { maxLength: 128 }),
    text('streetAddress', { maxLength: 1024 }),
    text('surname', { maxLength: 64 }),
    texts('businessPhones', { documented: 'TelephoneNumber', maxItems: 1, maxLength: 64, ...PHONE }),
    text('usageLocation', { clearable: false, pattern: /^[A-Za-z]{2}$/ }),
    text('userPrincipalName', {
      unreliableWhileDeleted: true,
      sensitive: true,
      clearable: false,
      maxLength: 113,
      pattern: /^[A-Za-z0-9'.\-_!#^~]+@[A-Za-z0-9.-]+$/,
    }),
    text('userType', { values: ['Member', 'Guest'] }),
    boolean('onPremisesSyncEnabled', context),
    text('perUserMfaState', {
      documented: 'PerUserMfaState',
      since: 2,
      clearable: false,
      values: ['disabled', 'enabled', 'enforced'],
      // Whoever has registered a method already is enforced as soon as it is enabled.
      becomes: { enabled: ['enforced'] },
      read: { by: 'ownResource', path: 'authentication/requirements', version: 'beta' },
      write: { by: 'ownResource' },
      permissions: { read: 'Policy.Read.All', write: 'Policy.ReadWrite.AuthenticationMethod' },
    }),
  ],
  links: [],
};
