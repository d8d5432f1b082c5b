import { methodConfiguration, type MethodConfiguration } from './method-configuration.js';
import { any, between, boolean, guid, list, number, oneOf, structure, text } from './shape.js';

const onOff = oneOf('default', 'enabled', 'disabled');
const keyRestrictions = structure({
  aaGuids: list(guid),
  enforcementType: oneOf('allow', 'block'),
  isEnforced: boolean,
});
const featureTarget = structure({ id: text(), targetType: oneOf('group', 'administrativeUnit', 'role') });
const feature = structure({ state: onOff, includeTarget: featureTarget, excludeTarget: featureTarget });
const NOBODY = '00000000-0000-0000-0000-000000000000';
const DEFAULT_FEATURE = {
  state: 'default',
  includeTarget: { targetType: 'group', id: 'all_users' },
  excludeTarget: { targetType: 'group', id: NOBODY },
};

const binding = structure({
  x509CertificateField: text(),
  userProperty: text(),
  priority: number,
  trustAffinityLevel: oneOf('low', 'high'),
});
const authenticationMode = structure({
  x509CertificateAuthenticationDefaultMode: oneOf(
    'x509CertificateSingleFactor',
    'x509CertificateMultiFactor',
  ),
  x509CertificateDefaultRequiredAffinityLevel: oneOf('low', 'high'),
  rules: list(any),
});

/**
 * The methods that a tenant's policy configures, each as its own page of the reference describes it.
 * https://learn.microsoft.com/graph/api/resources/authenticationmethodspolicies-overview
 */
export const METHOD_CONFIGURATIONS: readonly MethodConfiguration[] = [
  methodConfiguration({
    id: 'Fido2',
    name: 'fido2',
    state: 'enabled',
    members: {
      isSelfServiceRegistrationAllowed: { shape: boolean, value: true },
      isAttestationEnforced: { shape: boolean, value: true },
      keyRestrictions: {
        shape: keyRestrictions,
        value: { isEnforced: false, enforcementType: 'block', aaGuids: [] },
      },
      defaultPasskeyProfile: { shape: text(), value: null },
      passkeyProfiles: {
        shape: list(
          structure({
            id: text(),
            name: text(),
            attestationEnforcement: oneOf('disabled', 'registrationOnly'),
            passkeyTypes: text(),
            keyRestrictions,
          }),
        ),
        value: [],
      },
    },
    perTarget: { allowedPasskeyProfiles: list(text()) },
  }),
  methodConfiguration({
    id: 'MicrosoftAuthenticator',
    name: 'microsoftAuthenticator',
    state: 'enabled',
    members: {
      isSoftwareOathEnabled: { shape: boolean, value: false },
      featureSettings: {
        shape: structure({
          companionAppAllowedState: feature,
          displayAppInformationRequiredState: feature,
          displayLocationInformationRequiredState: feature,
          numberMatchingRequiredState: feature,
        }),
        value: {
          displayAppInformationRequiredState: DEFAULT_FEATURE,
          displayLocationInformationRequiredState: DEFAULT_FEATURE,
        },
      },
    },
    perTarget: { authenticationMode: oneOf('any', 'push', 'deviceBasedPush'), featureSettings: any },
    everyone: { authenticationMode: 'any' },
  }),
  methodConfiguration({
    id: 'Sms',
    name: 'sms',
    state: 'disabled',
    perTarget: { isUsableForSignIn: boolean },
    everyone: { isUsableForSignIn: false },
  }),
  methodConfiguration({
    id: 'TemporaryAccessPass',
    name: 'temporaryAccessPass',
    state: 'enabled',
    members: {
      defaultLifetimeInMinutes: { shape: between(10, 43_200), value: 60 },
      defaultLength: { shape: between(8, 48), value: 8 },
      minimumLifetimeInMinutes: { shape: between(10, 43_200), value: 60 },
      maximumLifetimeInMinutes: { shape: between(10, 43_200), value: 480 },
      isUsableOnce: { shape: boolean, value: false },
    },
  }),
  methodConfiguration({ id: 'HardwareOath', name: 'hardwareOath', state: 'disabled' }),
  methodConfiguration({ id: 'SoftwareOath', name: 'softwareOath', state: 'enabled' }),
  methodConfiguration({
    id: 'Voice',
    name: 'voice',
    state: 'disabled',
    members: { isOfficePhoneAllowed: { shape: boolean, value: false } },
  }),
  methodConfiguration({
    id: 'Email',
    name: 'email',
    state: 'enabled',
    members: { allowExternalIdToUseEmailOtp: { shape: onOff, value: 'default' } },
  }),
  methodConfiguration({
    id: 'X509Certificate',
    name: 'x509Certificate',
    state: 'disabled',
    members: {
      certificateUserBindings: {
        shape: list(binding),
        value: [
          {
            x509CertificateField: 'PrincipalName',
            userProperty: 'onPremisesUserPrincipalName',
            priority: 1,
            trustAffinityLevel: 'low',
          },
          {
            x509CertificateField: 'RFC822Name',
            userProperty: 'userPrincipalName',
            priority: 2,
            trustAffinityLevel: 'low',
          },
        ],
      },
      authenticationModeConfiguration: {
        shape: authenticationMode,
        value: {
          x509CertificateAuthenticationDefaultMode: 'x509CertificateSingleFactor',
          x509CertificateDefaultRequiredAffinityLevel: 'low',
          rules: [],
        },
      },
      certificateAuthorityScopes: { shape: list(any), value: [] },
      crlValidationConfiguration: {
        shape: structure({
          state: oneOf('disabled', 'enabled'),
          exemptedCertificateAuthoritiesSubjectKeyIdentifiers: list(text()),
        }),
        value: { state: 'disabled', exemptedCertificateAuthoritiesSubjectKeyIdentifiers: [] },
      },
      issuerHintsConfiguration: {
        shape: structure({ state: oneOf('disabled', 'enabled') }),
        value: { state: 'disabled' },
      },
    },
  }),
  methodConfiguration({
    id: 'QrCodePin',
    name: 'qrCodePin',
    state: 'disabled',
    members: {
      standardQRCodeLifetimeInDays: { shape: between(1, 395), value: 365 },
      pinLength: { shape: between(8, 20), value: 8 },
    },
  }),
];

/** The configuration with this id, in any case. */
export function methodConfigurationOf(id: string): MethodConfiguration | undefined {
  return METHOD_CONFIGURATIONS.find((one) => one.id.toLowerCase() === id.toLowerCase());
}
