import type { DirectoryObject } from '#catalogue';
import type { GuardSettings } from '../guard-settings.js';
import { texts } from './json-parts.js';
import { isOfCountries, meansSignIn } from './policy-circumstances.js';
import { unmetControls } from './policy-controls.js';
import { meansAdministration } from './policy-resources.js';
import { meansAccount } from './policy-users.js';
import { signIns, type SignIn, type SignInMeans } from './sign-in.js';
import type { TenantPolicies } from './tenant-policies.js';

/** Why an account cannot get in. */
export type ShutOut =
  | { readonly by: 'disabled' | 'deleted' }
  | { readonly by: 'policy'; readonly policyId: string; readonly controls: readonly string[] };

/**
 * Why an account cannot sign in to the administration of its tenant, in whatever way it tries; `undefined` where there is
 * a way in. Where nothing is known of where it signs in from, any place will do.
 */
export function shutOut(
  accountId: string,
  tenant: TenantPolicies,
  guards: GuardSettings,
): ShutOut | undefined {
  const account = tenant.live({ type: 'user', id: accountId });
  if (account === undefined) return { by: 'deleted' };
  if (account.attributes['accountEnabled'] === false) return { by: 'disabled' };
  const policies = tenant
    .ofType('conditionalAccessPolicy')
    .filter(({ attributes: { state, conditions } }) => {
      if (state !== 'enabled') return false;
      return meansAdministration(conditions) && meansAccount(conditions, account, tenant);
    });
  const means = { methods: guards.signInMethods, fromManagedDevice: guards.signInFromManagedDevices };
  let reason: ShutOut | undefined;
  for (const signIn of waysOf(account, tenant, guards)) {
    reason = hindrance(policies, signIn, means, tenant);
    if (reason === undefined) return undefined;
  }
  return reason;
}

function hindrance(
  policies: readonly DirectoryObject[],
  signIn: SignIn,
  means: SignInMeans,
  tenant: TenantPolicies,
): ShutOut | undefined {
  for (const { id, attributes } of policies) {
    if (!meansSignIn(attributes['conditions'], signIn, tenant)) continue;
    const controls = unmetControls(attributes['grantControls'], means, tenant);
    if (controls.length > 0) return { by: 'policy', policyId: id, controls };
  }
  return undefined;
}

function waysOf(
  { attributes: { usageLocation } }: DirectoryObject,
  tenant: TenantPolicies,
  { signInCountries }: GuardSettings,
): Iterable<SignIn> {
  const locations = tenant.ofType('namedLocationPolicy');
  const addresses = locations.filter((location) => !isOfCountries(location)).map(({ id }) => id);
  const own = typeof usageLocation === 'string' && usageLocation !== '' ? [usageLocation] : undefined;
  const anywhere = new Set(locations.flatMap(({ attributes }) => texts(attributes, 'countriesAndRegions')));
  const countries = signInCountries.length > 0 ? signInCountries : (own ?? [null, ...anywhere]);
  return signIns(countries, addresses);
}
