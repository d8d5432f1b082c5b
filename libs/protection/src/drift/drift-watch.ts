import type { ObjectType } from '#catalogue';
import type { ChangeKind } from '../change/change.js';
import type { ChangeAction } from '../change/recovery-action.js';

/** How bad a drift is, least first. */
export const SEVERITIES = ['low', 'medium', 'high', 'critical'] as const;
export type Severity = (typeof SEVERITIES)[number];

/** Which changes are a drift that someone should know of. A change is one when it meets everything that is given. */
export interface DriftRule {
  /** Names the rule in alarms; no two rules of a watch share it. */
  readonly name: string;
  readonly severity: Severity;
  readonly objectTypes?: readonly ObjectType[];
  readonly actions?: readonly ChangeAction[];
  readonly kinds?: readonly ChangeKind[];
  /** Attributes and kinds of link. */
  readonly attributes?: readonly string[];
  /** Objects that are meant to change. */
  readonly exceptObjectIds?: readonly string[];
  /** Users and applications, by id, that are meant to change them: what they alone have done is no drift. */
  readonly exceptActorIds?: readonly string[];
  /** So many changed objects at least (default 1). */
  readonly atLeast?: number;
}

/** When so much of one object type has changed that it must be told whatever the rules say. */
export interface MassChangeAlarm {
  /** More than this share of the type's objects in the backup. */
  readonly percent: number;
  /** And at least so many. */
  readonly atLeast: number;
}

/** What is looked at by the clock, and what is told of it. */
export interface DriftWatch {
  /** Cron expression (UTC) of the checks. */
  readonly schedule: string;
  readonly rules: readonly DriftRule[];
  /** `null`: none. */
  readonly massChange: MassChangeAlarm | null;
  /** Whether a plan that takes a new drift back is frozen, for someone to look at. Never applied by itself. */
  readonly proposesPlan: boolean;
}

/** Rules for whoever has none of their own: what intruders change first, and what hurts most when a script does. */
export const RECOMMENDED_RULES: readonly DriftRule[] = [
  {
    name: 'Conditional Access',
    severity: 'critical',
    objectTypes: ['conditionalAccessPolicy', 'namedLocationPolicy', 'authenticationStrengthPolicy'],
  },
  {
    name: 'Policies of the whole tenant',
    severity: 'high',
    objectTypes: ['authorizationPolicy', 'authenticationMethodPolicy', 'organization'],
  },
  { name: 'Consent and application roles', severity: 'high', objectTypes: ['servicePrincipal'] },
  { name: 'Applications', severity: 'medium', objectTypes: ['application'] },
  {
    name: 'Deleted users and groups',
    severity: 'high',
    objectTypes: ['user', 'group'],
    kinds: ['softDeleted', 'hardDeleted'],
  },
  {
    name: 'Sign-in of users',
    severity: 'medium',
    objectTypes: ['user'],
    attributes: ['accountEnabled', 'perUserMfaState', 'userPrincipalName'],
  },
  { name: 'Members of groups', severity: 'low', objectTypes: ['group'], attributes: ['members'] },
];

export const RECOMMENDED_MASS_CHANGE: MassChangeAlarm = { percent: 5, atLeast: 20 };

/** The worse of severities; `undefined` of none. */
export function worst(severities: readonly Severity[]): Severity | undefined {
  return SEVERITIES.findLast((severity) => severities.includes(severity));
}
