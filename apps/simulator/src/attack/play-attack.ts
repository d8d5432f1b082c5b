import { attackApplications } from './attack-applications.js';
import { attackMultifactor } from './attack-multifactor.js';
import { attackTenantPolicies } from './attack-tenant-policies.js';
import { attackGroups, deleteGroups, type GroupTargets } from './attack-groups.js';
import { attackPolicies } from './attack-policies.js';
import { attackUsers, type UserTargets } from './attack-users.js';
import { Intruder } from './intruder.js';
import type { Injected } from './injected.js';
import { stolenSession } from './stolen-session.js';

export type { Injected, InjectedLink } from './injected.js';

export interface AttackOptions {
  readonly seed?: number;
  readonly size?: 'small' | 'large';
  /**
   * The bearer token to use. By default the intruder has an administrator's session, and the audit log says so; with a
   * token of one's own it says whom the token names.
   */
  readonly token?: string;
}

interface Targets {
  readonly users: UserTargets;
  /** Users whose per-user multifactor authentication is switched off. */
  readonly multifactor: number;
  readonly groups: GroupTargets;
  /** Policies weakened in each way. */
  readonly policies: number;
  /** Applications, and as many lone service principals, that are deleted. */
  readonly applications: number;
}

const TARGETS: Readonly<Record<'small' | 'large', Targets>> = {
  small: {
    users: { departments: 4, jobTitles: 3, disabled: 2, deleted: 3 },
    multifactor: 2,
    groups: { infiltrated: 3, deleted: 2 },
    policies: 1,
    applications: 1,
  },
  large: {
    users: { departments: 300, jobTitles: 200, disabled: 100, deleted: 150 },
    multifactor: 12,
    groups: { infiltrated: 60, deleted: 15 },
    policies: 3,
    applications: 5,
  },
};

/**
 * Plays an intruder against a tenant, through Graph alone, and tells exactly what was changed. The same seed
 * does the same to the same tenant. In small tenants it takes at most half of what there is.
 */
export async function playAttack(url: string, options: AttackOptions = {}): Promise<Injected[]> {
  const { seed = 1, size = 'small' } = options;
  const targets = TARGETS[size];
  const intruder = new Intruder(url.replace(/\/+$/, ''), seed, options.token);
  const user = options.token === undefined ? await stolenSession(intruder) : undefined;
  if (user !== undefined) intruder.signInAs(user);
  const users = await attackUsers(intruder, targets.users);
  await attackMultifactor(intruder, users.untouched, targets.multifactor);
  const groups = await attackGroups(intruder, targets.groups, users);
  await attackPolicies(intruder, targets.policies, groups.rogue);
  await attackTenantPolicies(intruder);
  await deleteGroups(intruder, groups.doomed);
  await attackApplications(intruder, targets.applications);
  return [...intruder.ledger.all()];
}
