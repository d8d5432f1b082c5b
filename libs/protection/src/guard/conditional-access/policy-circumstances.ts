import type { DirectoryObject, Json } from '#catalogue';
import { part, text, texts } from './json-parts.js';
import type { SignIn } from './sign-in.js';
import type { TenantPolicies } from './tenant-policies.js';

/** Conditions that a sign-in without any risk does not meet. */
const RISKS = ['userRiskLevels', 'signInRiskLevels', 'servicePrincipalRiskLevels', 'agentIdRiskLevels'];

/**
 * Whether a policy's conditions mean this way to sign in: a browser, without risk, on a device that no filter knows.
 * https://learn.microsoft.com/graph/api/resources/conditionalaccessconditionset
 */
export function meansSignIn(conditions: Json | undefined, signIn: SignIn, tenant: TenantPolicies): boolean {
  return (
    RISKS.every((name) => mayBeWithoutRisk(texts(conditions, name))) &&
    mayBeWithoutRisk(insiderRisk(conditions)) &&
    meansBrowser(texts(conditions, 'clientAppTypes')) &&
    meansOrdinaryFlow(conditions) &&
    meansPlatform(part(conditions, 'platforms'), signIn.platform) &&
    meansUnknownDevice(part(part(conditions, 'devices'), 'deviceFilter')) &&
    meansLocation(part(conditions, 'locations'), signIn, tenant)
  );
}

const mayBeWithoutRisk = (levels: readonly string[]): boolean =>
  levels.length === 0 || levels.includes('none');

/** The one risk that is written as a text of several. */
function insiderRisk(conditions: Json | undefined): readonly string[] {
  return text(conditions, 'insiderRiskLevels')
    .split(',')
    .filter((level) => level !== '');
}

const meansBrowser = (types: readonly string[]): boolean =>
  types.length === 0 || types.includes('all') || types.includes('browser');

/** Device codes and authentication transfers are not the only way to sign in. */
function meansOrdinaryFlow(conditions: Json | undefined): boolean {
  return ['', 'none'].includes(text(part(conditions, 'authenticationFlows'), 'transferMethods'));
}

function meansPlatform(platforms: Json, platform: string): boolean {
  const included = texts(platforms, 'includePlatforms').map((name) => name.toLowerCase());
  const excluded = texts(platforms, 'excludePlatforms').map((name) => name.toLowerCase());
  if (excluded.includes(platform.toLowerCase()) || excluded.includes('all')) return false;
  return included.length === 0 || included.includes('all') || included.includes(platform.toLowerCase());
}

/** Of a device that is not registered, all is empty: rules that ask for something else than a value hold for it. */
function meansUnknownDevice(filter: Json): boolean {
  return text(filter, 'mode') !== 'include' || /-(not|ne)\b/i.test(text(filter, 'rule'));
}

function meansLocation(locations: Json, signIn: SignIn, tenant: TenantPolicies): boolean {
  const included = texts(locations, 'includeLocations');
  if (included.length === 0) return true;
  const isIn = (name: string) => isInLocation(name, signIn, tenant);
  return included.some(isIn) && !texts(locations, 'excludeLocations').some(isIn);
}

function isInLocation(name: string, signIn: SignIn, tenant: TenantPolicies): boolean {
  if (name === 'All') return true;
  const at = signIn.addressLocationId;
  const from = at === null ? undefined : tenant.live({ type: 'namedLocationPolicy', id: at });
  if (name === 'AllTrusted') return from?.attributes['isTrusted'] === true;
  const location = tenant.live({ type: 'namedLocationPolicy', id: name.toLowerCase() });
  if (location === undefined) return false;
  return isOfCountries(location) ? isInCountries(location, signIn.country) : location.id === at;
}

/** Whether a named location is one of countries, and not of addresses. */
export function isOfCountries({ attributes }: DirectoryObject): boolean {
  return (
    attributes['ipRanges'] === undefined ||
    attributes['@odata.type'] === '#microsoft.graph.countryNamedLocation'
  );
}

function isInCountries({ attributes }: DirectoryObject, country: string | null): boolean {
  return country === null
    ? attributes['includeUnknownCountriesAndRegions'] === true
    : texts(attributes, 'countriesAndRegions').includes(country);
}
