import { boolean, context, ignored, objects, readOnly, structure, text, texts, time } from '../attributes.js';
import type { AttributeEntry, ObjectTypeEntry } from '../entries.js';

const PERMISSIONS = {
  read: ['Policy.Read.All'],
  // Graph asks for the reading of applications too: a known issue of the Conditional Access API.
  write: ['Policy.Read.All', 'Policy.ReadWrite.ConditionalAccess', 'Application.Read.All'],
} as const;

const TIMES: readonly AttributeEntry[] = [
  time('createdDateTime', readOnly),
  time('modifiedDateTime', ignored),
  time('deletedDateTime', ignored),
];

/** https://learn.microsoft.com/graph/api/resources/conditionalaccesspolicy */
export const conditionalAccessPolicy: ObjectTypeEntry = {
  type: 'conditionalAccessPolicy',
  label: 'Conditional Access policy',
  path: '/identity/conditionalAccess/policies',
  deletedPath: '/identity/conditionalAccess/deletedItems/policies',
  delta: false,
  wholeObject: true,
  lane: 'conditionalAccess',
  dependsOn: ['user', 'group', 'servicePrincipal', 'namedLocationPolicy', 'authenticationStrengthPolicy'],
  permissions: PERMISSIONS,
  attributes: [
    text('displayName', { maxLength: 256, clearable: false }),
    text('description'),
    text('state', {
      clearable: false,
      values: ['enabled', 'disabled', 'enabledForReportingButNotEnforced'],
    }),
    structure('conditions', { clearable: false }),
    structure('grantControls', { referencesById: ['authenticationStrength'] }),
    structure('sessionControls'),
    text('templateId', { ...readOnly, write: { by: 'creation' } }),
    ...TIMES,
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
  dependsOn: [],
  permissions: PERMISSIONS,
  attributes: [
    text('@odata.type', context),
    text('displayName', { maxLength: 256, clearable: false }),
    boolean('isTrusted', { unreliableWhileDeleted: true, clearable: false }),
    objects('ipRanges', { maxItems: 2000 }),
    texts('countriesAndRegions', { pattern: /^[A-Z]{2}$/ }),
    boolean('includeUnknownCountriesAndRegions', { clearable: false }),
    text('countryLookupMethod', { clearable: false, values: ['clientIpAddress', 'authenticatorAppGps'] }),
    ...TIMES,
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
  dependsOn: [],
  permissions: { read: ['Policy.Read.All'], write: ['Policy.ReadWrite.ConditionalAccess'] },
  attributes: [
    text('displayName', { maxLength: 30, clearable: false }),
    text('description', { maxLength: 100 }),
    texts('allowedCombinations', { write: { by: 'action', action: 'updateAllowedCombinations' } }),
    objects('combinationConfigurations', {
      madeByGraph: ['id'],
      write: { by: 'collection', path: 'combinationConfigurations' },
    }),
    text('policyType', context),
    text('requirementsSatisfied', readOnly),
    time('createdDateTime', readOnly),
    time('modifiedDateTime', ignored),
  ],
  links: [],
};
