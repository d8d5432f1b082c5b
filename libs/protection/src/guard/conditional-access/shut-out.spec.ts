import { describe, expect, it } from '@jest/globals';
import { fromGraph, type DirectoryObject, type JsonObject } from '#catalogue';
import { DEFAULT_GUARDS, type GuardSettings } from '../guard-settings.js';
import { shutOut } from './shut-out.js';
import { TenantPolicies } from './tenant-policies.js';

const ACCOUNT = 'ada';
const BLOCK = { operator: 'OR', builtInControls: ['block'] };

const account = (over: JsonObject = {}): DirectoryObject =>
  fromGraph('user', ACCOUNT, 'live', { accountEnabled: true, ...over });
const policy = (conditions: JsonObject, grantControls: JsonObject | null = BLOCK, state = 'enabled') =>
  fromGraph('conditionalAccessPolicy', 'policy', 'live', {
    state,
    conditions: {
      applications: { includeApplications: ['All'] },
      users: { includeUsers: ['All'] },
      ...conditions,
    },
    grantControls,
  });
const location = (id: string, attributes: JsonObject) =>
  fromGraph('namedLocationPolicy', id, 'live', attributes);
const COUNTRIES = location('home', {
  '@odata.type': '#microsoft.graph.countryNamedLocation',
  countriesAndRegions: ['DE'],
  includeUnknownCountriesAndRegions: false,
});
const OFFICE = location('office', {
  '@odata.type': '#microsoft.graph.ipNamedLocation',
  isTrusted: true,
  ipRanges: [{ cidrAddress: '198.51.100.0/24' }],
});
const strength = (allowedCombinations: string[]) =>
  fromGraph('authenticationStrengthPolicy', 'strong', 'live', { allowedCombinations });

interface World {
  readonly account?: DirectoryObject;
  readonly others?: readonly DirectoryObject[];
  readonly members?: ReadonlyMap<string, ReadonlySet<string>>;
  readonly guards?: Partial<GuardSettings>;
}
const judged = (
  policies: DirectoryObject | readonly DirectoryObject[],
  { account: own = account(), others = [], members = new Map(), guards = {} }: World = {},
) =>
  shutOut(
    ACCOUNT,
    new TenantPolicies({
      objects: [own, ...others, ...[policies].flat()],
      accountIds: new Set([ACCOUNT]),
      inBackup: () => undefined,
      members,
      membersInBackup: new Map(),
    }),
    { ...DEFAULT_GUARDS, ...guards },
  );
const getsIn = (...args: Parameters<typeof judged>) => judged(...args) === undefined;

describe('an account', () => {
  it('gets in unless it is disabled or deleted', () => {
    expect(judged([])).toBeUndefined();
    expect(judged([], { account: account({ accountEnabled: false }) })).toEqual({ by: 'disabled' });
    expect(judged([], { account: { ...account(), lifecycle: 'softDeleted' } })).toEqual({ by: 'deleted' });
  });

  it('is told the policy that keeps it out, and what that asks for', () => {
    expect(judged(policy({}))).toEqual({ by: 'policy', policyId: 'policy', controls: ['block'] });
  });

  it('minds only policies that are on', () => {
    expect(getsIn(policy({}, BLOCK, 'disabled'))).toBe(true);
    expect(getsIn(policy({}, BLOCK, 'enabledForReportingButNotEnforced'))).toBe(true);
  });
});

describe('a policy means an account', () => {
  const members = new Map([
    ['outer', new Set(['inner'])],
    ['inner', new Set([ACCOUNT])],
    ['loop', new Set(['loop'])],
  ]);
  it.each<[string, JsonObject, boolean]>([
    ['all but nobody', { includeUsers: ['All'] }, false],
    ['nobody', { includeUsers: ['None'] }, true],
    ['it by id, whatever the case', { includeUsers: ['ADA'] }, false],
    ['someone else', { includeUsers: ['bob'] }, true],
    ['all but it', { includeUsers: ['All'], excludeUsers: [ACCOUNT] }, true],
    ['a group that it is in', { includeGroups: ['inner'] }, false],
    ['a group around that', { includeGroups: ['outer'] }, false],
    ['another group', { includeGroups: ['loop'] }, true],
    ['all but a group around its own', { includeUsers: ['All'], excludeGroups: ['outer'] }, true],
    ['a role, which it may hold', { includeRoles: ['any'] }, false],
    ['guests', { includeUsers: ['GuestsOrExternalUsers'] }, true],
    [
      'guests, written at length',
      { includeGuestsOrExternalUsers: { guestOrExternalUserTypes: 'b2bCollaborationGuest' } },
      true,
    ],
  ])('%s', (_what, users, isIn) => {
    expect(getsIn(policy({ users }), { members })).toBe(isIn);
  });

  it('as a guest', () => {
    const guest = { account: account({ userType: 'Guest' }) };
    expect(getsIn(policy({ users: { includeUsers: ['GuestsOrExternalUsers'] } }), guest)).toBe(false);
    expect(
      getsIn(policy({ users: { includeUsers: ['All'], excludeUsers: ['GuestsOrExternalUsers'] } }), guest),
    ).toBe(true);
  });
});

describe('a policy means the administration', () => {
  it.each<[string, JsonObject, boolean]>([
    ['all', { includeApplications: ['All'] }, false],
    ['the admin portals', { includeApplications: ['MicrosoftAdminPortals'] }, false],
    ['Azure', { includeApplications: ['797f4846-ba00-4fd7-ba43-dac1f8f63013'] }, false],
    ['something else', { includeApplications: ['Office365'] }, true],
    [
      'all but the admin portals',
      { includeApplications: ['All'], excludeApplications: ['MicrosoftAdminPortals'] },
      true,
    ],
    ['the registration of devices', { includeUserActions: ['urn:user:registerdevice'] }, true],
  ])('%s', (_what, applications, isIn) => {
    expect(getsIn(policy({ applications }))).toBe(isIn);
  });
});

describe('a policy means a way to sign in', () => {
  it.each<[string, JsonObject, boolean]>([
    ['with any client', { clientAppTypes: ['all'] }, false],
    ['with a browser', { clientAppTypes: ['browser'] }, false],
    ['with old clients only', { clientAppTypes: ['exchangeActiveSync', 'other'] }, true],
    ['with a risk', { signInRiskLevels: ['high'] }, true],
    ['without one, too', { userRiskLevels: ['none', 'low'] }, false],
    ['with a risk of insiders', { insiderRiskLevels: 'elevated' }, true],
    ['with a device code', { authenticationFlows: { transferMethods: 'deviceCodeFlow' } }, true],
    ['from every platform', { platforms: { includePlatforms: ['all'] } }, false],
    ['from one platform', { platforms: { includePlatforms: ['iOS'] } }, true],
    [
      'from all platforms but one',
      { platforms: { includePlatforms: ['all'], excludePlatforms: ['linux'] } },
      true,
    ],
    [
      'from devices that are not known',
      { devices: { deviceFilter: { mode: 'include', rule: 'device.isCompliant -ne True' } } },
      false,
    ],
    [
      'from devices that are',
      { devices: { deviceFilter: { mode: 'include', rule: 'device.isCompliant -eq True' } } },
      true,
    ],
    [
      'from all devices but some',
      { devices: { deviceFilter: { mode: 'exclude', rule: 'device.trustType -eq "ServerAD"' } } },
      false,
    ],
    ['from anywhere', { locations: { includeLocations: ['All'] } }, false],
    [
      'from anywhere but trusted places',
      { locations: { includeLocations: ['All'], excludeLocations: ['AllTrusted'] } },
      true,
    ],
    [
      'from anywhere but the office',
      { locations: { includeLocations: ['All'], excludeLocations: ['office'] } },
      true,
    ],
    [
      'from anywhere but some countries',
      { locations: { includeLocations: ['All'], excludeLocations: ['home'] } },
      true,
    ],
    [
      'from anywhere but a place that is gone',
      { locations: { includeLocations: ['All'], excludeLocations: ['gone'] } },
      false,
    ],
    ['from some countries', { locations: { includeLocations: ['home'] } }, true],
  ])('%s', (_what, conditions, isIn) => {
    expect(getsIn(policy(conditions), { others: [COUNTRIES, OFFICE] })).toBe(isIn);
  });

  it('in the countries that the account signs in from', () => {
    const elsewhere = policy({ locations: { includeLocations: ['All'], excludeLocations: ['home'] } });
    const from = (guards: Partial<GuardSettings>, usageLocation: string | null = null) =>
      getsIn(elsewhere, { others: [COUNTRIES], guards, account: account({ usageLocation }) });
    expect(from({})).toBe(true);
    expect(from({}, 'DE')).toBe(true);
    expect(from({}, 'FR')).toBe(false);
    expect(from({ signInCountries: ['FR', 'DE'] }, 'FR')).toBe(true);
    expect(from({ signInCountries: ['FR'] }, 'DE')).toBe(false);
  });

  it('only where no other way is open', () => {
    const byPlatform = (platform: string) =>
      policy({ platforms: { includePlatforms: ['all'], excludePlatforms: [platform] } });
    const [windows, linux] = [byPlatform('windows'), { ...byPlatform('linux'), id: 'second' }];
    expect(getsIn([windows])).toBe(true);
    expect(getsIn([windows, linux])).toBe(false);
  });
});

describe('a policy asks', () => {
  const asks = (grantControls: JsonObject, guards: Partial<GuardSettings> = {}) =>
    getsIn(policy({}, grantControls), {
      guards,
      others: [strength(['fido2', 'x509CertificateMultiFactor'])],
    });
  const one = (operator: string, ...builtInControls: string[]) => ({ operator, builtInControls });

  it('for nothing', () => {
    expect(getsIn(policy({}, null))).toBe(true);
  });

  it('for a second factor, which the account has by its methods', () => {
    expect(asks(one('OR', 'mfa'))).toBe(true);
    expect(asks(one('OR', 'mfa'), { signInMethods: ['password'] })).toBe(false);
    expect(asks(one('OR', 'passwordChange'))).toBe(true);
  });

  it('for a managed device', () => {
    expect(asks(one('OR', 'compliantDevice'))).toBe(false);
    expect(asks(one('OR', 'domainJoinedDevice'), { signInFromManagedDevices: true })).toBe(true);
    expect(asks(one('OR', 'compliantDevice', 'mfa'))).toBe(true);
    expect(asks(one('AND', 'compliantDevice', 'mfa'))).toBe(false);
  });

  it('for what no browser can meet', () => {
    expect(asks(one('OR', 'approvedApplication'))).toBe(false);
    expect(asks({ operator: 'OR', customAuthenticationFactors: ['duo'] })).toBe(false);
    expect(asks({ operator: 'OR', termsOfUse: ['terms'] })).toBe(true);
  });

  it('for a strength', () => {
    const strong = { operator: 'AND', authenticationStrength: { id: 'STRONG' } };
    expect(asks(strong)).toBe(true);
    expect(asks(strong, { signInMethods: ['password,softwareOath'] })).toBe(false);
    expect(asks({ operator: 'AND', authenticationStrength: { id: 'gone' } })).toBe(false);
  });
});
