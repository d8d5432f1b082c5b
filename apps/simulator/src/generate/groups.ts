import type { JsonObject } from '#catalogue';
import { GENERATED_TIME, type GrowingTenant } from './growing-tenant.js';
import { DEPARTMENTS, PROJECTS } from './names.js';
import { syncedFrom, type People } from './people.js';
import type { SeededChoice } from './seeded-choice.js';

/** The groups of a generated tenant, by what they are for. */
export interface Groups {
  readonly emergencyAccess: string;
  readonly administrators: string;
  readonly largest: string;
  /** Static cloud security groups. */
  readonly security: readonly string[];
  readonly all: readonly string[];
}

type Variety =
  | 'dynamic'
  | 'dynamicTeam'
  | 'team'
  | 'mailSecurity'
  | 'distribution'
  | 'synced'
  | 'roleAssignable'
  | 'nested'
  | 'security';

const VARIETIES: readonly Variety[] = [
  'security',
  'team',
  'security',
  'dynamic',
  'nested',
  'team',
  'synced',
  'security',
  'team',
  'mailSecurity',
  'security',
  'roleAssignable',
  'team',
  'nested',
  'security',
  'dynamicTeam',
  'security',
  'distribution',
  'team',
  'security',
];
const ROLE_ASSIGNABLE_AT_MOST = 500;
/** In a big tenant a department has thousands of people; a few groups of them are enough, the rules of the others rest. */
const FIRST_PAUSED = 100;

/** Creates about `count` groups of all kinds, with members. */
export function createGroups(
  growing: GrowingTenant,
  choice: SeededChoice,
  people: People,
  count: number,
): Groups {
  const fixed = fixedGroups(growing, choice, people);
  const security: string[] = [];
  const all = Object.values(fixed);
  let roleAssignable = 0;
  for (let index = all.length; index < count; index += 1) {
    let variety = VARIETIES[index % VARIETIES.length] ?? 'security';
    if (variety === 'roleAssignable' && (roleAssignable += 1) > ROLE_ASSIGNABLE_AT_MOST) variety = 'security';
    const id = growing.create('group', choice.id('group', index), groupOf(growing, choice, variety, index));
    growing.addMembers(id, membersOf(choice, variety, index, people, security));
    if (variety === 'security') security.push(id);
    all.push(id);
  }
  return { ...fixed, security, all };
}

function fixedGroups(
  growing: GrowingTenant,
  choice: SeededChoice,
  people: People,
): Pick<Groups, 'emergencyAccess' | 'administrators' | 'largest'> {
  const create = (name: string, more: JsonObject, members: readonly string[]): string => {
    const nickname = name.toLowerCase().replaceAll(' ', '-');
    const id = growing.create('group', choice.id('group', name), {
      ...securityGroup(name, nickname),
      ...more,
    });
    growing.addMembers(id, members);
    return id;
  };
  const privileged = { isAssignableToRole: true, visibility: 'Private' };
  return {
    emergencyAccess: create('Emergency access accounts', privileged, people.emergencyAccess),
    administrators: create('Administrators', privileged, [people.administrator]),
    largest: create(
      'Licensed employees',
      {},
      choice.some(people.employees, Math.floor(people.employees.length * 0.6)),
    ),
  };
}

function securityGroup(displayName: string, mailNickname: string): JsonObject {
  return {
    displayName,
    mailNickname,
    mailEnabled: false,
    securityEnabled: true,
    groupTypes: [],
    createdDateTime: GENERATED_TIME,
    renewedDateTime: GENERATED_TIME,
  };
}

function groupOf(growing: GrowingTenant, choice: SeededChoice, variety: Variety, index: number): JsonObject {
  const project = `${choice.one(PROJECTS)} ${index}`;
  const nickname = project.toLowerCase().replaceAll(' ', '-');
  const base = securityGroup(project, nickname);
  const mail = {
    mail: `${nickname}@${growing.domain}`,
    proxyAddresses: [`SMTP:${nickname}@${growing.domain}`],
    mailEnabled: true,
  };
  const rule = {
    membershipRule: `(user.department -eq "${departmentOf(index)}")`,
    membershipRuleProcessingState: index < FIRST_PAUSED ? 'On' : 'Paused',
  };
  switch (variety) {
    case 'dynamic':
      return {
        ...base,
        ...rule,
        displayName: `${departmentOf(index)} staff ${index}`,
        groupTypes: ['DynamicMembership'],
      };
    case 'dynamicTeam':
      return {
        ...base,
        ...mail,
        ...rule,
        displayName: `${departmentOf(index)} team ${index}`,
        groupTypes: ['Unified', 'DynamicMembership'],
        securityEnabled: false,
        visibility: 'Private',
      };
    case 'team':
      return {
        ...base,
        ...mail,
        displayName: `Team ${project}`,
        groupTypes: ['Unified'],
        securityEnabled: false,
        visibility: choice.one(['Private', 'Public']),
        ...(choice.chance(0.3) ? { theme: choice.one(['Teal', 'Purple', 'Green', 'Blue']) } : {}),
      };
    case 'mailSecurity':
      return { ...base, ...mail, displayName: `Mail ${project}` };
    case 'distribution':
      return { ...base, ...mail, displayName: `List ${project}`, securityEnabled: false };
    case 'synced':
      return { ...base, ...syncedFrom(growing, choice, nickname), displayName: `On-premises ${project}` };
    case 'roleAssignable':
      return { ...base, displayName: `Role ${project}`, isAssignableToRole: true, visibility: 'Private' };
    case 'nested':
      return { ...base, displayName: `Collection ${project}` };
    case 'security':
      return { ...base, description: `Access for project ${project}` };
    default:
      return variety satisfies never;
  }
}

const departmentOf = (index: number): string => DEPARTMENTS[index % DEPARTMENTS.length] ?? 'Sales';

function membersOf(
  choice: SeededChoice,
  variety: Variety,
  index: number,
  people: People,
  security: readonly string[],
): readonly string[] {
  switch (variety) {
    case 'dynamic':
    case 'dynamicTeam':
      return index < FIRST_PAUSED ? (people.byDepartment.get(departmentOf(index)) ?? []) : [];
    case 'roleAssignable':
      return choice.some(people.employees, Math.min(3, people.employees.length));
    case 'nested':
      return [
        ...choice.some(security, Math.min(5, security.length)),
        ...choice.some(people.employees, Math.min(4, people.employees.length)),
      ];
    default: {
      const size = Math.min(sizeOf(choice, index), Math.floor(people.employees.length / 2));
      return [
        ...choice.some(people.employees, size),
        ...choice.some(people.guests, Math.min(choice.below(3), people.guests.length)),
      ];
    }
  }
}

/** Most groups are small, some are not; every hundredth is large. */
function sizeOf(choice: SeededChoice, index: number): number {
  if (index % 100 === 50) return 1200 + choice.below(800);
  return choice.chance(0.1) ? 100 + choice.below(200) : 5 + choice.below(35);
}
