import { scalar, set, structure, type ObjectTypeEntry } from '../entries.js';

/** https://learn.microsoft.com/graph/api/resources/conditionalaccesspolicy */
export const conditionalAccessPolicy: ObjectTypeEntry = {
  type: 'conditionalAccessPolicy',
  label: 'Conditional Access policy',
  path: '/identity/conditionalAccess/policies',
  deletedPath: '/identity/conditionalAccess/deletedItems/policies',
  delta: false,
  wholeObject: true,
  lane: 'conditionalAccess',
  rank: 6,
  attributes: [
    scalar('displayName'),
    scalar('description'),
    scalar('state'),
    structure('conditions'),
    structure('grantControls', { referencesById: ['authenticationStrength'] }),
    structure('sessionControls'),
    scalar('templateId', { role: 'readOnly' }),
    scalar('createdDateTime', { role: 'readOnly' }),
    scalar('modifiedDateTime', { role: 'ignored' }),
    scalar('deletedDateTime', { role: 'ignored' }),
  ],
  links: [],
};

/** https://learn.microsoft.com/graph/api/resources/namedlocation */
export const namedLocationPolicy: ObjectTypeEntry = {
  type: 'namedLocationPolicy',
  label: 'Named location',
  path: '/identity/conditionalAccess/namedLocations',
  deletedPath: '/identity/conditionalAccess/deletedItems/namedLocations',
  delta: false,
  wholeObject: true,
  lane: 'conditionalAccess',
  rank: 0,
  attributes: [
    scalar('@odata.type', { role: 'context' }),
    scalar('displayName'),
    scalar('isTrusted', { unreliableWhileDeleted: true }),
    set('ipRanges'),
    set('countriesAndRegions'),
    scalar('includeUnknownCountriesAndRegions'),
    scalar('countryLookupMethod'),
    scalar('createdDateTime', { role: 'readOnly' }),
    scalar('modifiedDateTime', { role: 'ignored' }),
    scalar('deletedDateTime', { role: 'ignored' }),
  ],
  links: [],
};

/** https://learn.microsoft.com/graph/api/resources/authenticationstrengthpolicy */
export const authenticationStrengthPolicy: ObjectTypeEntry = {
  type: 'authenticationStrengthPolicy',
  label: 'Authentication strength',
  path: '/policies/authenticationStrengthPolicies',
  delta: false,
  wholeObject: true,
  lane: 'identity',
  rank: 0,
  attributes: [
    scalar('displayName'),
    scalar('description'),
    set('allowedCombinations'),
    set('combinationConfigurations'),
    scalar('policyType', { role: 'context' }),
    scalar('requirementsSatisfied', { role: 'readOnly' }),
    scalar('createdDateTime', { role: 'readOnly' }),
    scalar('modifiedDateTime', { role: 'ignored' }),
  ],
  links: [],
};
