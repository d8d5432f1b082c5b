import type { JsonObject } from '#catalogue';
import { guidAt } from './vault-sample.ts';

/** What a made-up tenant holds: so many objects, a fiftieth of them groups of a hundred members. */
export interface TenantContent {
  readonly users: number;
  readonly groups: number;
  readonly links: number;
}

const MEMBERS_OF_A_GROUP = 100;
const GROUP_NUMBERS = 0x40000000;
/** The first characters of principal names: Known Good lists users in parts by them. */
export const LETTERS = [...'abcdefghijklmnopqrstuvwxyz'];
const TOWNS = ['Zürich', 'Leeds', 'Porto', 'Gdańsk', 'Lyon', 'Turin', 'Malmö', 'Ghent', 'Graz', 'Cork'];

export function contentOf(objects: number): TenantContent {
  const groups = Math.ceil(objects / 50);
  return { users: objects - groups, groups, links: groups * MEMBERS_OF_A_GROUP };
}

/** User `n` as Graph lists it, some 1,100 bytes of JSON. Another `version` changes one attribute. */
export function graphUserAt(n: number, version = 0): JsonObject {
  const letter = LETTERS[n % LETTERS.length] ?? '';
  const alias = `${letter}.person${n}`;
  const phone = `+44 20 ${10_000_000 + ((n * 7919) % 89_999_999)}`;
  return {
    id: guidAt(n),
    accountEnabled: true,
    ageGroup: null,
    city: TOWNS[n % 10] ?? null,
    companyName: 'Contoso',
    consentProvidedForMinor: null,
    country: 'United Kingdom',
    department: `Team ${n % 50} ${version}`,
    displayName: `Person ${n} ${letter.toUpperCase()}.`,
    employeeHireDate: `20${10 + (n % 15)}-0${1 + (n % 9)}-01T00:00:00Z`,
    employeeId: `E${n}`,
    employeeLeaveDateTime: null,
    employeeOrgData: { costCenter: `${n % 400}`, division: 'North' },
    employeeType: 'Employee',
    faxNumber: phone,
    givenName: `Person ${n}`,
    jobTitle: `Engineer ${n % 12}`,
    mail: `${alias}@contoso.example`,
    mailNickname: alias,
    mobilePhone: phone,
    otherMails: [`${n}@home.example`],
    passwordPolicies: 'DisablePasswordExpiration',
    officeLocation: `Building ${n % 40}`,
    postalCode: `${10_000 + (n % 900)}`,
    preferredDataLocation: null,
    preferredLanguage: 'en-GB',
    state: TOWNS[(n >>> 3) % 10] ?? null,
    streetAddress: `${n % 300} High Street`,
    surname: letter.toUpperCase(),
    businessPhones: [phone],
    usageLocation: 'GB',
    userPrincipalName: `${alias}@contoso.example`,
    userType: 'Member',
    onPremisesSyncEnabled: null,
  };
}

/** Group `n`, with its members where a delta query tells it. */
export function graphGroupAt(n: number, content: TenantContent, withMembers: boolean): object {
  const group = {
    id: guidAt(GROUP_NUMBERS + n),
    classification: null,
    description: `The group with number ${n}`,
    displayName: `Group ${n}`,
    groupTypes: [],
    visibility: 'Private',
    mail: null,
    mailEnabled: false,
    mailNickname: `group${n}`,
    preferredDataLocation: null,
    preferredLanguage: null,
    securityEnabled: true,
    theme: null,
    membershipRule: null,
    isAssignableToRole: null,
    onPremisesSyncEnabled: null,
  };
  if (!withMembers) return group;
  const members = Array.from({ length: MEMBERS_OF_A_GROUP }, (_, place) => ({
    '@odata.type': '#microsoft.graph.user',
    id: guidAt((n * 37 + place * 101) % content.users),
  }));
  return { ...group, 'members@delta': members };
}

export const MEMBERS_COUNT = MEMBERS_OF_A_GROUP;
