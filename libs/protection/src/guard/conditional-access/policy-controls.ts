import type { Json } from '#catalogue';
import { part, text, texts } from './json-parts.js';
import type { SignInMeans } from './sign-in.js';
import type { TenantPolicies } from './tenant-policies.js';

/** Combinations of methods that count as one factor only. */
const SINGLE_FACTORS = new Set([
  'password',
  'sms',
  'federatedSingleFactor',
  'x509CertificateSingleFactor',
  'qrCodePin',
]);

/**
 * The controls of a policy that an account cannot meet, where that keeps it out; none where it gets in.
 * https://learn.microsoft.com/graph/api/resources/conditionalaccessgrantcontrols
 */
export function unmetControls(
  grantControls: Json | undefined,
  means: SignInMeans,
  tenant: TenantPolicies,
): readonly string[] {
  const builtIn = texts(grantControls, 'builtInControls');
  if (builtIn.includes('block')) return ['block'];
  const strength = text(part(grantControls, 'authenticationStrength'), 'id');
  const controls = [
    ...builtIn.map((name) => [name, canMeet(name, means)] as const),
    ...texts(grantControls, 'customAuthenticationFactors').map((name) => [name, false] as const),
    ...texts(grantControls, 'termsOfUse').map((name) => [name, true] as const),
    ...(strength === ''
      ? []
      : [[`authenticationStrength ${strength}`, hasStrength(strength, means, tenant)] as const]),
  ];
  const unmet = controls.filter(([, isMet]) => !isMet).map(([name]) => name);
  return text(grantControls, 'operator') === 'OR' && unmet.length < controls.length ? [] : unmet;
}

function canMeet(control: string, { methods, fromManagedDevice }: SignInMeans): boolean {
  switch (control) {
    case 'mfa':
    case 'passwordChange':
    case 'riskRemediation':
      return methods.some((method) => !SINGLE_FACTORS.has(method));
    case 'compliantDevice':
    case 'domainJoinedDevice':
      return fromManagedDevice;
    default:
      return false;
  }
}

function hasStrength(id: string, { methods }: SignInMeans, tenant: TenantPolicies): boolean {
  const strength = tenant.live({ type: 'authenticationStrengthPolicy', id: id.toLowerCase() });
  return (
    strength !== undefined &&
    texts(strength.attributes, 'allowedCombinations').some((each) => methods.includes(each))
  );
}
