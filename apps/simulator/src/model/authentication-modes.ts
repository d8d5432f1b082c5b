const MODES = [
  'password',
  'voice',
  'hardwareOath',
  'softwareOath',
  'sms',
  'fido2',
  'windowsHelloForBusiness',
  'microsoftAuthenticatorPush',
  'deviceBasedPush',
  'temporaryAccessPassOneTime',
  'temporaryAccessPassMultiUse',
  'email',
  'x509CertificateSingleFactor',
  'x509CertificateMultiFactor',
  'federatedSingleFactor',
  'federatedMultiFactor',
  'qrCodePin',
];

const SINGLE_FACTOR = [
  'password',
  'sms',
  'email',
  'qrCodePin',
  'federatedSingleFactor',
  'x509CertificateSingleFactor',
];

/** Tells a combination of known modes, joined by commas: `password,sms`. */
export function isKnownCombination(combination: string): boolean {
  return combination.split(',').every((mode) => MODES.includes(mode.trim()));
}

/** Whether every combination amounts to multifactor authentication. */
export function requirementsSatisfied(combinations: readonly string[]): 'mfa' | 'none' {
  return combinations.some((combination) => SINGLE_FACTOR.includes(combination)) ? 'none' : 'mfa';
}
