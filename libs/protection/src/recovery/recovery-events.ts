import type { ObjectType } from '#catalogue';
import type { PlanOptions } from '../plan/plan-options.js';
import type { Scope } from '../scope.js';
import type { RecoveryAction } from '../change/recovery-action.js';
import type { JobTarget } from '../tenant/tenant-events.js';

/** What a recovery has done so far. */
export interface RecoveryCounts {
  /** Distinct objects of which at least one attribute or lifecycle step was applied. */
  readonly objectsModified: number;
  readonly linksModified: number;
  readonly failedChanges: number;
  readonly skippedChanges: number;
}

/** Names one step of the plan in an event: ids and attribute names, never values. */
export interface StepLabel {
  /** The step's number in the plan, from 0. */
  readonly step: number;
  readonly objectType: ObjectType;
  readonly objectId: string;
  /** `update` for attributes and links alike. */
  readonly action: RecoveryAction;
  /** The attributes written; empty for lifecycle and link steps. */
  readonly attributes: readonly string[];
  /** The link written, for link steps. */
  readonly link?: {
    readonly name: string;
    readonly target: string;
    readonly change: 'add' | 'remove' | 'update';
  };
}

/** Stream `recovery-<id>`: a recovery's life and each of its steps. */
export type RecoveryEvent =
  | {
      readonly type: 'RecoveryRequested';
      readonly data: {
        readonly recoveryId: string;
        readonly tenantId: string;
        readonly target: JobTarget;
        readonly scope: Scope;
        readonly dryRun: boolean;
        readonly reason: string | null;
        /** Of a dry run that freezes a plan to be started from. */
        readonly plan?: PlanOptions;
        /** Whoever asked has confirmed that much is to be changed. */
        readonly confirmMassChange?: true;
        /** Objects that are gone for good are made again, and nothing else is taken back. */
        readonly recreate?: true;
      };
    }
  /** A worker has taken the recovery and brings the head up to date. */
  | { readonly type: 'RecoveryLoadingStarted'; readonly data: { readonly workerId: string } }
  /** Another worker has taken it over; the former one's next event is refused. */
  | { readonly type: 'RecoveryResumed'; readonly data: { readonly workerId: string } }
  /** The state that is about to be changed has been recorded: what an undo goes back to. */
  | {
      readonly type: 'RecoveryStarted';
      readonly data: {
        readonly targetRoot: string;
        readonly beforeRoot: string;
        /** Types that one of the two states does not hold whole: the recovery leaves them alone. */
        readonly partialTypes: readonly ObjectType[];
      };
    }
  | {
      readonly type: 'RecoveryPlanned';
      readonly data: {
        /** Root of the plan in the vault: the steps in order, with the values to write. */
        readonly planRoot: string;
        readonly steps: number;
        readonly changedObjects: number;
        readonly changedLinks: number;
        /** Changes left out, by stated reason (`onPremisesSynced`, `hardDeleted`, …). */
        readonly excluded: Readonly<Record<string, number>>;
      };
    }
  /**
   * What restored objects brought back with them could be seen only afterwards: further steps follow. `steps` and
   * `changedLinks` are the new totals, and `planRoot` holds the old steps and the new.
   */
  | {
      readonly type: 'RecoveryPlanExtended';
      readonly data: { readonly planRoot: string; readonly steps: number; readonly changedLinks: number };
    }
  /** Intent: these steps are about to be sent. Nothing leaves before this is durable. */
  | { readonly type: 'RecoveryStepsDispatched'; readonly data: { readonly steps: readonly number[] } }
  | {
      readonly type: 'RecoveryStepApplied';
      readonly data: StepLabel & { readonly verifiedByReading: boolean };
    }
  /** An object that was gone for good has been made again. What named it by its old ids may name the new ones. */
  | {
      readonly type: 'RecoveryObjectCreated';
      readonly data: {
        readonly step: number;
        readonly objectType: ObjectType;
        /** The id that it had. */
        readonly objectId: string;
        /** The id that the tenant has given it. */
        readonly newId: string;
        /** Of applications: the application (client) id that it had, and the new one. */
        readonly appId?: string;
        readonly newAppId?: string;
        readonly attributes: readonly string[];
        readonly verifiedByReading: boolean;
      };
    }
  | {
      readonly type: 'RecoveryStepFailed';
      readonly data: StepLabel & { readonly code: string; readonly message: string };
    }
  | {
      readonly type: 'RecoveryStepSkipped';
      readonly data: StepLabel & {
        readonly reason: string;
        /** Root in the vault of what was found instead of what the plan had seen, for all steps up to this one. */
        readonly foundRoot?: string;
      };
    }
  | { readonly type: 'RecoveryCancellationRequested'; readonly data: Readonly<Record<string, never>> }
  | { readonly type: 'RecoveryCancelled'; readonly data: RecoveryCounts }
  | {
      readonly type: 'RecoveryCompleted';
      readonly data: RecoveryCounts & { readonly outcome: 'completed' | 'completedWithWarnings' };
    }
  | {
      readonly type: 'RecoveryFailed';
      readonly data: RecoveryCounts & { readonly code: string; readonly message: string };
    }
  | { readonly type: 'RecoveryExpired'; readonly data: Readonly<Record<string, never>> };
