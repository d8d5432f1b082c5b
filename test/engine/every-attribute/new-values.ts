import {
  isJsonObject,
  type AttributeEntry,
  type DirectoryObject,
  type Json,
  type JsonObject,
  type ObjectType,
} from '#catalogue';

/** A value that an attribute does not have yet and that Graph takes. */
export function newValue(object: DirectoryObject, entry: AttributeEntry, domain: string): Json {
  const own = OWN[object.type]?.[entry.name];
  if (own) return own(object, domain);
  const present = object.attributes[entry.name] ?? null;
  const { values, maxLength } = entry.limits;
  if (values && entry.kind === 'text') return values.find((value) => value !== present) ?? null;
  switch (entry.kind) {
    case 'boolean':
      return present !== true;
    case 'time':
      return '2031-01-02T03:04:05Z';
    case 'text':
      return `Changed ${object.id}`.slice(0, maxLength);
    case 'texts':
      return [...listOf(present), 'changed'].slice(-(entry.limits.maxItems ?? Infinity));
    case 'guid':
    case 'objects':
    case 'object':
      throw new Error(`No new value is known for ${object.type}.${entry.name}.`);
    default:
      return entry.kind satisfies never;
  }
}

type Value = (object: DirectoryObject, domain: string) => Json;

const listOf = (value: Json | undefined): readonly Json[] =>
  Array.isArray(value) ? (value as readonly Json[]) : [];
const objectOf = (value: Json | undefined): JsonObject => (isJsonObject(value) ? value : {});
const short = ({ id }: DirectoryObject): string => `changed${id.slice(0, 8)}`;
const appId = ({ attributes: { appId: id } }: DirectoryObject): string => (typeof id === 'string' ? id : '');

const method: (name: string) => Value = (name) => (object) => {
  const present = objectOf(object.attributes[name]);
  return { ...present, state: present['state'] === 'enabled' ? 'disabled' : 'enabled' };
};

const OWN: Partial<Record<ObjectType, Readonly<Record<string, Value>>>> = {
  user: {
    mail: (user, domain) => `${short(user)}@${domain}`,
    mailNickname: short,
    userPrincipalName: (user, domain) => `${short(user)}@${domain}`,
    otherMails: (user) => [`${short(user)}@elsewhere.example`],
    usageLocation: ({ attributes }) => (attributes['usageLocation'] === 'NO' ? 'SE' : 'NO'),
    preferredLanguage: ({ attributes }) => (attributes['preferredLanguage'] === 'nb-NO' ? 'sv-SE' : 'nb-NO'),
    employeeOrgData: () => ({ costCenter: 'Changed', division: 'Changed too' }),
    passwordPolicies: ({ attributes }) =>
      attributes['passwordPolicies'] === 'DisableStrongPassword'
        ? 'DisablePasswordExpiration'
        : 'DisableStrongPassword',
    perUserMfaState: ({ attributes }) =>
      attributes['perUserMfaState'] === 'disabled' ? 'enforced' : 'disabled',
  },
  group: {
    mailNickname: short,
    groupTypes: () => ['DynamicMembership'],
  },
  conditionalAccessPolicy: {
    conditions: ({ attributes }) => {
      const conditions = objectOf(attributes['conditions']);
      return {
        ...conditions,
        signInRiskLevels: listOf(conditions['signInRiskLevels']).length ? [] : ['high'],
      };
    },
    grantControls: ({ attributes }) => ({
      operator: 'OR',
      builtInControls: [
        listOf(objectOf(attributes['grantControls'])['builtInControls']).includes('block') ? 'mfa' : 'block',
      ],
      customAuthenticationFactors: [],
      termsOfUse: [],
    }),
    sessionControls: () => ({
      signInFrequency: {
        isEnabled: true,
        value: 17,
        type: 'hours',
        authenticationType: 'primaryAndSecondaryAuthentication',
        frequencyInterval: 'timeBased',
      },
    }),
  },
  namedLocationPolicy: {
    ipRanges: () => [{ '@odata.type': '#microsoft.graph.iPv4CidrRange', cidrAddress: '198.51.100.0/24' }],
    countriesAndRegions: () => ['NO', 'SE', 'KP'],
  },
  authorizationPolicy: {
    guestUserRoleId: ({ attributes }) =>
      attributes['guestUserRoleId'] === 'a0b1b346-4d3e-4e8b-98f8-753987be4970'
        ? '2af84b1e-32c8-42b7-82bc-daa82404023b'
        : 'a0b1b346-4d3e-4e8b-98f8-753987be4970',
  },
  authenticationMethodPolicy: Object.fromEntries(
    [
      'email',
      'fido2',
      'microsoftAuthenticator',
      'voice',
      'sms',
      'softwareOath',
      'temporaryAccessPass',
      'x509Certificate',
    ].map((name) => [name, method(name)]),
  ),
  authenticationStrengthPolicy: {
    allowedCombinations: () => ['fido2', 'windowsHelloForBusiness', 'x509CertificateMultiFactor'],
    combinationConfigurations: () => [
      {
        '@odata.type': '#microsoft.graph.fido2CombinationConfiguration',
        appliesToCombinations: ['fido2'],
        allowedAAGUIDs: ['de1e552d-db1d-4423-a619-566b625cdc84'],
      },
    ],
  },
  application: {
    identifierUris: (app) => [`api://${appId(app)}/changed`],
    publicClient: () => ({ redirectUris: ['https://changed.example/back'] }),
    requiredResourceAccess: () => [
      {
        resourceAppId: '00000003-0000-0000-c000-000000000000',
        resourceAccess: [{ id: 'e1fe6dd8-ba31-4d61-89e7-88639da4683d', type: 'Scope' }],
      },
    ],
    signInAudience: ({ attributes }) =>
      attributes['signInAudience'] === 'AzureADMultipleOrgs' ? 'AzureADMyOrg' : 'AzureADMultipleOrgs',
    groupMembershipClaims: ({ attributes }) =>
      attributes['groupMembershipClaims'] === 'SecurityGroup' ? 'All' : 'SecurityGroup',
    optionalClaims: () => ({
      idToken: [{ name: 'email', source: null, essential: true, additionalProperties: [] }],
      accessToken: [],
      saml2Token: [],
    }),
    addIns: () => [
      {
        id: '968A844F-7A47-430C-9163-07AE7C31D407',
        type: 'FileHandler',
        properties: [{ key: 'changed', value: 'yes' }],
      },
    ],
    servicePrincipalLockConfiguration: ({ attributes }) => ({
      isEnabled: objectOf(attributes['servicePrincipalLockConfiguration'])['isEnabled'] !== true,
      allProperties: true,
      credentialsWithUsageVerify: true,
      credentialsWithUsageSign: true,
      tokenEncryptionKeyId: true,
    }),
    info: ({ attributes }) => ({
      ...Object.fromEntries(
        Object.entries(objectOf(attributes['info'])).filter(([name]) => name !== 'logoUrl'),
      ),
      supportUrl: 'https://changed.example/support',
    }),
  },
  servicePrincipal: {
    samlSingleSignOnSettings: () => ({ relayState: 'https://changed.example/relay' }),
    servicePrincipalNames: (principal) => [
      ...listOf(principal.attributes['servicePrincipalNames']),
      `https://changed.example/${principal.id}`,
    ],
    notificationEmailAddresses: () => ['changed@elsewhere.example'],
  },
};
