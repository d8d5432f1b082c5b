import type { Kind } from '../tenant/kinds.js';
import type { Activity } from './audit-log.js';

/** What is done to an object. `purge` is deleting for good what was soft-deleted before. */
export type Deed = 'create' | 'update' | 'delete' | 'restore' | 'purge';

interface Naming {
  readonly noun: string;
  readonly category: string;
  readonly service: string;
  /** Names that do not follow from the noun. */
  readonly names?: Partial<Readonly<Record<Deed, string>>>;
}

const CORE = 'Core Directory';

/** https://learn.microsoft.com/entra/identity/monitoring-health/reference-audit-activities */
const NAMINGS: Readonly<Partial<Record<Kind, Naming>>> = {
  user: { noun: 'user', category: 'UserManagement', service: CORE },
  group: { noun: 'group', category: 'GroupManagement', service: CORE },
  application: { noun: 'application', category: 'ApplicationManagement', service: CORE },
  servicePrincipal: {
    noun: 'service principal',
    category: 'ApplicationManagement',
    service: CORE,
    names: { delete: 'Remove service principal' },
  },
  oAuth2PermissionGrant: {
    noun: 'delegated permission grant',
    category: 'ApplicationManagement',
    service: CORE,
    names: { delete: 'Remove delegated permission grant' },
  },
  conditionalAccessPolicy: {
    noun: 'conditional access policy',
    category: 'Policy',
    service: 'Conditional Access',
  },
  namedLocation: { noun: 'named location', category: 'Policy', service: 'Conditional Access' },
  authenticationStrengthPolicy: {
    noun: 'authentication strength',
    category: 'Policy',
    service: 'Authentication Methods',
  },
  authorizationPolicy: { noun: 'authorization policy', category: 'AuthorizationPolicy', service: CORE },
  authenticationMethodsPolicy: {
    noun: 'authentication methods policy',
    category: 'Policy',
    service: 'Authentication Methods',
    names: { update: 'Authentication Methods Policy Update' },
  },
};

const VERBS: Readonly<Record<Deed, readonly [verb: string, operation: Activity['operation']]>> = {
  create: ['Add', 'Add'],
  update: ['Update', 'Update'],
  delete: ['Delete', 'Delete'],
  restore: ['Restore', 'Update'],
  purge: ['Hard Delete', 'Delete'],
};

/** What the log calls something done to an object. */
export function objectActivity(kind: Kind, deed: Deed): Activity {
  const { noun = kind, category = 'Other', service = CORE, names = {} } = NAMINGS[kind] ?? {};
  const [verb, operation] = VERBS[deed];
  return { name: names[deed] ?? `${verb} ${noun}`, category, service, operation };
}

/** What the log calls a member that is added to a group or removed from one. */
export function memberActivity(deed: 'add' | 'remove'): Activity {
  return deed === 'add'
    ? { name: 'Add member to group', category: 'GroupManagement', service: CORE, operation: 'Assign' }
    : { name: 'Remove member from group', category: 'GroupManagement', service: CORE, operation: 'Unassign' };
}

const PRINCIPALS: Readonly<Partial<Record<Kind, string>>> = {
  user: 'user',
  group: 'group',
  servicePrincipal: 'service principal',
};

/** What the log calls an app role that is given to a principal of a kind, or taken away. */
export function appRoleActivity(principal: Kind, deed: 'add' | 'remove'): Activity {
  const common = { category: 'ApplicationManagement', service: CORE };
  const noun = PRINCIPALS[principal] ?? principal;
  if (deed === 'remove')
    return { name: `Remove app role assignment from ${noun}`, ...common, operation: 'Unassign' };
  const name =
    principal === 'user' ? 'Add app role assignment grant to user' : `Add app role assignment to ${noun}`;
  return { name, ...common, operation: 'Assign' };
}
