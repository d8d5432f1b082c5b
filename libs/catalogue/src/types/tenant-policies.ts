import { boolean, context, guid, objects, readOnly, structure, text } from '../attributes.js';
import type { AttributeEntry, ObjectTypeEntry } from '../entries.js';

/** https://learn.microsoft.com/graph/api/resources/authorizationpolicy */
export const authorizationPolicy: ObjectTypeEntry = {
  type: 'authorizationPolicy',
  label: 'Authorization policy',
  path: '/policies/authorizationPolicy',
  singleton: true,
  delta: false,
  wholeObject: false,
  lane: 'identity',
  dependsOn: [],
  permissions: { read: ['Policy.Read.All'], write: ['Policy.ReadWrite.Authorization'] },
  attributes: [
    boolean('blockMsolPowerShell'),
    guid('guestUserRoleId', { clearable: false }),
    text('displayName', context),
  ],
  links: [],
};

const METHODS = 'authenticationMethodConfigurations';

const method = (name: string, id: string): AttributeEntry =>
  structure(name, {
    clearable: false,
    read: { by: 'element', collection: METHODS, id },
    write: { by: 'element' },
  });

/**
 * One policy that holds the configuration of each method; each configuration is an attribute.
 * https://learn.microsoft.com/graph/api/resources/authenticationmethodspolicies-overview
 */
export const authenticationMethodPolicy: ObjectTypeEntry = {
  type: 'authenticationMethodPolicy',
  label: 'Authentication method policy',
  path: '/policies/authenticationMethodsPolicy',
  singleton: true,
  delta: false,
  wholeObject: false,
  lane: 'identity',
  dependsOn: ['user', 'group'],
  permissions: { read: ['Policy.Read.All'], write: ['Policy.ReadWrite.AuthenticationMethod'] },
  attributes: [
    method('email', 'Email'),
    method('fido2', 'Fido2'),
    method('microsoftAuthenticator', 'MicrosoftAuthenticator'),
    method('voice', 'Voice'),
    method('sms', 'Sms'),
    method('softwareOath', 'SoftwareOath'),
    method('temporaryAccessPass', 'TemporaryAccessPass'),
    method('x509Certificate', 'X509Certificate'),
    text('displayName', context),
    objects(METHODS, { ...readOnly, read: { by: 'remainder', collection: METHODS } }),
  ],
  links: [],
};

const INSIDE_ONLY = {
  by: 'nothing',
  reason: "Microsoft Graph has no public API for the tenant's per-user multifactor authentication settings.",
} as const;

const NOT_WRITABLE = {
  by: 'nothing',
  code: 'noGraphApi',
  message:
    "Microsoft Graph has no public API for the tenant's per-user multifactor authentication settings. Check them in the Entra admin centre.",
} as const;

/** https://learn.microsoft.com/graph/api/resources/organization */
export const organization: ObjectTypeEntry = {
  type: 'organization',
  label: 'Organization',
  path: '/organization',
  singleton: true,
  delta: false,
  wholeObject: false,
  lane: 'identity',
  dependsOn: [],
  permissions: { read: ['Organization.Read.All'], write: [] },
  attributes: [
    structure('strongAuthenticationDetails', { read: INSIDE_ONLY, write: NOT_WRITABLE }),
    structure('strongAuthenticationPolicy', { read: INSIDE_ONLY, write: NOT_WRITABLE }),
    text('displayName', context),
  ],
  links: [],
};
