import { isJsonObject, type Json, type JsonObject } from '#catalogue';

const CONDITIONS: JsonObject = {
  userRiskLevels: [],
  signInRiskLevels: [],
  clientAppTypes: ['all'],
  servicePrincipalRiskLevels: [],
  insiderRiskLevels: null,
  platforms: null,
  locations: null,
  devices: null,
  clientApplications: null,
  authenticationFlows: null,
  applications: {
    includeApplications: [],
    excludeApplications: [],
    includeUserActions: [],
    includeAuthenticationContextClassReferences: [],
    applicationFilter: null,
  },
  users: {
    includeUsers: [],
    excludeUsers: [],
    includeGroups: [],
    excludeGroups: [],
    includeRoles: [],
    excludeRoles: [],
    includeGuestsOrExternalUsers: null,
    excludeGuestsOrExternalUsers: null,
  },
};

const GRANT_CONTROLS: JsonObject = {
  operator: 'OR',
  builtInControls: [],
  customAuthenticationFactors: [],
  termsOfUse: [],
  authenticationStrength: null,
};

const SESSION_CONTROLS: JsonObject = {
  disableResilienceDefaults: null,
  applicationEnforcedRestrictions: null,
  cloudAppSecurity: null,
  signInFrequency: null,
  persistentBrowser: null,
};

const OPTIONAL_CONDITIONS: Readonly<Record<string, JsonObject>> = {
  platforms: { includePlatforms: [], excludePlatforms: [] },
  locations: { includeLocations: [], excludeLocations: [] },
  clientApplications: {
    includeServicePrincipals: [],
    excludeServicePrincipals: [],
    servicePrincipalFilter: null,
  },
};

/** Fills a policy up to the form in which Graph shows it: collections never null, structures with all members. */
export function completePolicy(policy: JsonObject): JsonObject {
  return {
    ...policy,
    conditions: completeConditions(policy['conditions'] ?? null),
    grantControls: completed(policy['grantControls'] ?? null, GRANT_CONTROLS),
    sessionControls: completed(policy['sessionControls'] ?? null, SESSION_CONTROLS),
  };
}

function completeConditions(conditions: Json): Json {
  const filled = mergedOver(CONDITIONS, isJsonObject(conditions) ? conditions : {});
  const optional = Object.entries(OPTIONAL_CONDITIONS).map(([name, defaults]) => {
    const condition = filled[name] ?? null;
    // Exports made by hand have an empty list where Graph shows that there is no such condition.
    return [name, Array.isArray(condition) ? null : completed(condition, defaults)];
  });
  return { ...filled, ...(Object.fromEntries(optional) as JsonObject) };
}

function completed(value: Json, defaults: JsonObject): Json {
  return isJsonObject(value) ? mergedOver(defaults, value) : value;
}

/** The members of `value` over those of `defaults`; a null where the default is a collection or a structure counts as absent. */
function mergedOver(defaults: JsonObject, value: JsonObject): JsonObject {
  const merged: Record<string, Json> = { ...defaults };
  for (const [name, member] of Object.entries(value)) {
    const fallback = defaults[name] ?? null;
    if (member === null) merged[name] = fallback;
    else
      merged[name] = isJsonObject(fallback) && isJsonObject(member) ? mergedOver(fallback, member) : member;
  }
  return merged;
}
