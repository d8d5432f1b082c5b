import type { JsonObject } from '#catalogue';
import { settledState } from '../routes/authentication-requirements.js';
import { GENERATED_TIME, type GrowingTenant } from './growing-tenant.js';
import { DEPARTMENTS, GIVEN_NAMES, JOB_TITLES, PLACES, SURNAMES } from './names.js';
import type { SeededChoice } from './seeded-choice.js';

/** The users of a generated tenant, by what they are for. */
export interface People {
  readonly employees: readonly string[];
  readonly guests: readonly string[];
  readonly byDepartment: ReadonlyMap<string, readonly string[]>;
  readonly emergencyAccess: readonly string[];
  readonly administrator: string;
}

/** Creates `count` users: employees of whom one in twenty is synced, some guests, an administrator, two emergency-access accounts. */
export function createPeople(growing: GrowingTenant, choice: SeededChoice, count: number): People {
  const emergencyAccess = [1, 2].map((number) => emergencyAccount(growing, choice, number));
  const administrator = administratorAccount(growing, choice);
  const employees: string[] = [];
  const guests: string[] = [];
  const byDepartment = new Map<string, string[]>(DEPARTMENTS.map((department) => [department, []]));
  const names = new Map<string, number>();
  for (let index = 3; index < count; index += 1) {
    const id = choice.id('user', index);
    const person = drawPerson(choice, names);
    if (choice.chance(0.04)) {
      guests.push(growing.create('user', id, guest(growing, person)));
      continue;
    }
    const department = choice.one(DEPARTMENTS);
    employees.push(growing.create('user', id, employee(growing, choice, person, department, index, id)));
    byDepartment.get(department)?.push(id);
  }
  return { employees, guests, byDepartment, emergencyAccess, administrator };
}

interface Person {
  readonly given: string;
  readonly surname: string;
  /** Unique in the tenant: `ada.holm`, `ada.holm2`, … */
  readonly alias: string;
}

function drawPerson(choice: SeededChoice, names: Map<string, number>): Person {
  const [given, surname] = [choice.one(GIVEN_NAMES), choice.one(SURNAMES)];
  const name = `${given}.${surname}`.toLowerCase();
  const namesakes = (names.get(name) ?? 0) + 1;
  names.set(name, namesakes);
  return { given, surname, alias: namesakes === 1 ? name : `${name}${namesakes}` };
}

function employee(
  growing: GrowingTenant,
  choice: SeededChoice,
  { given, surname, alias }: Person,
  department: string,
  index: number,
  id: string,
): JsonObject {
  const place = choice.one(PLACES);
  const mail = `${alias}@${growing.domain}`;
  return {
    accountEnabled: !choice.chance(0.02),
    displayName: `${given} ${surname}`,
    givenName: given,
    surname,
    userPrincipalName: mail,
    mail,
    mailNickname: alias,
    proxyAddresses: [`SMTP:${mail}`],
    department,
    jobTitle: choice.one(JOB_TITLES),
    companyName: growing.tenant.identity.displayName,
    city: place.city,
    country: place.country,
    usageLocation: place.usageLocation,
    officeLocation: place.office,
    postalCode: place.postalCode,
    preferredLanguage: place.language,
    employeeId: String(100000 + index),
    ...(index % 4 === 0 ? { employeeHireDate: hiredOn(index) } : {}),
    employeeType: choice.chance(0.1) ? 'Contractor' : 'Employee',
    userType: 'Member',
    createdDateTime: GENERATED_TIME,
    ...(choice.chance(0.6) ? { businessPhones: [`+1 555 01${String(choice.below(90000) + 10000)}`] } : {}),
    ...(choice.chance(0.3) ? { mobilePhone: `+1 555 02${String(choice.below(90000) + 10000)}` } : {}),
    ...(choice.chance(0.2) ? { otherMails: [`${alias}@mail.example`] } : {}),
    ...(choice.chance(0.25)
      ? { employeeOrgData: { costCenter: `CC${String(choice.below(40) + 10)}`, division: department } }
      : {}),
    ...(choice.chance(0.05) ? { passwordPolicies: 'DisablePasswordExpiration' } : {}),
    ...(choice.chance(0.05)
      ? { perUserMfaState: settledState(choice.one(['enabled', 'enforced']), choice.seed, id) }
      : {}),
    ...(choice.chance(0.05) ? syncedFrom(growing, choice, alias) : {}),
  };
}

function hiredOn(index: number): string {
  return `${2010 + (index % 15)}-${String(1 + (index % 12)).padStart(2, '0')}-01T00:00:00Z`;
}

/** What a user or a group brings along from an on-premises directory. */
export function syncedFrom(growing: GrowingTenant, choice: SeededChoice, alias: string): JsonObject {
  return {
    onPremisesSyncEnabled: true,
    onPremisesDomainName: `corp.${growing.domain}`,
    onPremisesSamAccountName: alias.slice(0, 20),
    onPremisesLastSyncDateTime: GENERATED_TIME,
    onPremisesSecurityIdentifier: `S-1-5-21-1004336348-1177238915-${String(choice.below(2 ** 31))}-${String(choice.below(90000) + 1000)}`,
  };
}

function guest(growing: GrowingTenant, { given, surname, alias }: Person): JsonObject {
  const initial = growing.tenant.identity.verifiedDomains.at(-1) ?? growing.domain;
  return {
    accountEnabled: true,
    displayName: `${given} ${surname} (Partner)`,
    givenName: given,
    surname,
    userPrincipalName: `${alias}_partner.example#EXT#@${initial}`,
    mail: `${alias}@partner.example`,
    mailNickname: `${alias}_partner.example#EXT#`,
    otherMails: [`${alias}@partner.example`],
    userType: 'Guest',
    externalUserState: 'Accepted',
    createdDateTime: GENERATED_TIME,
  };
}

function emergencyAccount(growing: GrowingTenant, choice: SeededChoice, number: number): string {
  return growing.create(
    'user',
    choice.id('user', `emergency access ${number}`),
    account(growing, `Emergency access ${number}`, `emergency.access${number}`),
  );
}

function administratorAccount(growing: GrowingTenant, choice: SeededChoice): string {
  const entity = account(growing, 'Tenant administrator', 'tenant.administrator');
  return growing.create('user', choice.id('user', 'administrator'), entity);
}

function account(growing: GrowingTenant, displayName: string, alias: string): JsonObject {
  return {
    accountEnabled: true,
    displayName,
    userPrincipalName: `${alias}@${growing.domain}`,
    mailNickname: alias,
    passwordPolicies: 'DisablePasswordExpiration',
    usageLocation: 'US',
    userType: 'Member',
    createdDateTime: GENERATED_TIME,
  };
}
