import type { JsonObject } from '#catalogue';
import { GENERATED_TIME } from './growing-tenant.js';

export const PHISHING_RESISTANT = '00000000-0000-0000-0000-000000000004';

/** The three strengths that every tenant has. */
export const BUILT_IN_STRENGTHS = [
  {
    id: '00000000-0000-0000-0000-000000000002',
    displayName: 'Multifactor authentication',
    allowedCombinations: [
      'windowsHelloForBusiness',
      'fido2',
      'x509CertificateMultiFactor',
      'deviceBasedPush',
      'temporaryAccessPassOneTime',
      'temporaryAccessPassMultiUse',
      'password,microsoftAuthenticatorPush',
      'password,softwareOath',
      'password,hardwareOath',
      'password,sms',
      'password,voice',
      'federatedMultiFactor',
    ],
  },
  {
    id: '00000000-0000-0000-0000-000000000003',
    displayName: 'Passwordless MFA',
    allowedCombinations: [
      'windowsHelloForBusiness',
      'fido2',
      'x509CertificateMultiFactor',
      'deviceBasedPush',
    ],
  },
  {
    id: PHISHING_RESISTANT,
    displayName: 'Phishing-resistant MFA',
    allowedCombinations: ['windowsHelloForBusiness', 'fido2', 'x509CertificateMultiFactor'],
  },
];

/** A strength as a tenant keeps it. */
export function strength(
  displayName: string,
  allowedCombinations: readonly string[],
  policyType: string,
): JsonObject {
  return {
    displayName,
    description: `${displayName} for signing in`,
    policyType,
    requirementsSatisfied: 'mfa',
    allowedCombinations,
    combinationConfigurations: [],
    createdDateTime: GENERATED_TIME,
    modifiedDateTime: GENERATED_TIME,
  };
}
