import { Inject, Injectable } from '@nestjs/common';
import { typesFor } from '#access';
import { OBJECT_TYPES, type ObjectType } from '#catalogue';
import type { RecoveryView } from '#projections';
import {
  describeStep,
  isRefusal,
  refusal,
  typesBeyond,
  typesNotPermitted,
  type RecoverySource,
  type Refusal,
  type Scope,
} from '#protection';
import { API_PARTS, type ApiParts } from '../api-parts.js';
import { ReportedChanges } from '../difference-report/reported-changes.js';
import type { Caller } from './caller.js';
import { VisibleModels } from './visible-models.js';

const PAGE = 999;

/**
 * Holds recoveries to the object types that a caller's role is for. What a recovery would touch is read from its scope, its
 * plan or the steps that it undoes, never from what the caller says of it; where this node does not know these yet, the
 * request is refused as if they were not there. For a role that is for all types nothing is read.
 */
@Injectable()
export class RecoveryTypes {
  constructor(
    private readonly visible: VisibleModels,
    private readonly reported: ReportedChanges,
    @Inject(API_PARTS) private readonly parts: Pick<ApiParts, 'models' | 'plans' | 'backupContents' | 'log'>,
  ) {}

  /** Why the caller may not recover from this source; `undefined` where its role is for all that would be touched. */
  async refusalOf(caller: Caller, from: RecoverySource): Promise<Refusal | undefined> {
    const permitted = typesFor(caller.principal, 'startRecovery');
    if (permitted === undefined) return undefined;
    if ('planId' in from) return this.refusalOfPlan(caller, from.planId, 'startRecovery');
    const scope = from.scope ?? this.scopeOfReport(caller, from);
    if (isRefusal(scope)) return scope;
    const beyond = typesBeyond(scope, permitted);
    if (beyond !== undefined) return this.refused(caller, beyond);
    const ids = scope.kind === 'objectIds' ? scope.objectIds : [];
    return this.refused(caller, await this.typesOfIds(caller, from, ids, permitted));
  }

  /** The same for one object. */
  refusalOfType(caller: Caller, type: ObjectType): Refusal | undefined {
    const permitted = typesFor(caller.principal, 'startRecovery');
    return permitted === undefined || permitted.includes(type) ? undefined : this.refused(caller, [type]);
  }

  /** The same for what reaches into objects of any type. */
  refusalOfAnyType(caller: Caller): Refusal | undefined {
    const permitted = typesFor(caller.principal, 'startRecovery');
    return permitted && this.refused(caller, typesBeyond({ kind: 'allObjects' }, permitted) ?? []);
  }

  /** Why the caller may not start or decide on a plan: its steps say what it touches. */
  async refusalOfPlan(
    caller: Caller,
    planId: string,
    operation: 'startRecovery' | 'approvePlan',
  ): Promise<Refusal | undefined> {
    const permitted = typesFor(caller.principal, operation);
    if (permitted === undefined) return undefined;
    const plan = this.visible.recovery(caller, planId);
    if (plan === undefined)
      return refusal(
        'PlanNotFound',
        'There is no such plan in this tenant. Check the id, or ask in a moment.',
      );
    if (plan.expired) return refusal('PlanExpired', 'The plan’s retention is over. Freeze a new one.');
    if (plan.planRoot === null)
      return refusal('PlanNotFrozen', 'The dry run has not frozen a plan. Wait for it to end.');
    return this.refused(caller, await this.typesOfPlan(plan.tenantId, plan.planRoot, permitted));
  }

  /** Whether the caller's role to decide on plans is for all that a plan touches. */
  async coversPlan(caller: Caller, tenantId: string, planRoot: string): Promise<boolean> {
    const permitted = typesFor(caller.principal, 'approvePlan');
    return permitted === undefined || (await this.typesOfPlan(tenantId, planRoot, permitted)).length === 0;
  }

  /** Why the caller may not undo a recovery: the steps that it has settled say what would be touched. */
  refusalOfUndo(caller: Caller, recoveryId: string): Refusal | undefined {
    const permitted = typesFor(caller.principal, 'startRecovery');
    if (permitted === undefined) return undefined;
    const recovery = this.visible.recovery(caller, recoveryId);
    if (recovery === undefined)
      return refusal('RecoveryNotFound', 'There is no such recovery in this tenant. Check the id.');
    if (recovery.endedAt === null)
      return refusal('RecoveryNotEnded', 'The recovery is still running. Wait for it to end, or cancel it.');
    return this.refused(caller, this.typesOfSteps(recovery, permitted));
  }

  /** Why the caller may not stop a job: anyone may stop their own, and what is for their types alone. */
  refusalOfCancel(caller: Caller, jobId: string): Refusal | undefined {
    const permitted = typesFor(caller.principal, 'startRecovery');
    if (permitted === undefined) return undefined;
    const job = this.visible.job(caller, jobId);
    if (job === undefined)
      return refusal('JobNotFound', 'There is no such job in this tenant. Check the id, or ask in a moment.');
    if (job.requestedBy.id === caller.principal.objectId) return undefined;
    const anything: Scope = { kind: 'allObjects' };
    return this.refused(caller, typesBeyond(job.scope, permitted) ?? typesBeyond(anything, permitted) ?? []);
  }

  private refused(caller: Caller, beyond: readonly ObjectType[]): Refusal | undefined {
    if (beyond.length === 0) return undefined;
    const { principal, from, correlationId } = caller;
    const { tenantId, objectId } = principal;
    this.parts.log.warn(
      { objectTypes: beyond, tenantId, objectId, from, correlationId },
      'A role is not for object types.',
    );
    return typesNotPermitted(beyond);
  }

  private scopeOfReport(caller: Caller, from: RecoverySource): Scope | Refusal {
    const report =
      'differenceReportId' in from
        ? this.visible.differenceReport(caller, from.differenceReportId)
        : undefined;
    return (
      report?.scope ??
      refusal(
        'DifferenceReportNotFound',
        'There is no such difference report in this tenant. Check the id, or ask in a moment.',
      )
    );
  }

  /** The types beyond the permitted ones of the objects named; all of them where some object is nowhere to be found. */
  private async typesOfIds(
    caller: Caller,
    from: RecoverySource,
    ids: readonly string[],
    permitted: readonly ObjectType[],
  ): Promise<readonly ObjectType[]> {
    const beyond = new Set<ObjectType>();
    for (const id of ids) {
      const types = await this.typesOfId(caller, from, id);
      const found = types.length === 0 ? OBJECT_TYPES : types;
      for (const type of found) if (!permitted.includes(type)) beyond.add(type);
    }
    return [...beyond];
  }

  private async typesOfId(caller: Caller, from: RecoverySource, id: string): Promise<readonly ObjectType[]> {
    if ('differenceReportId' in from) {
      const change = await this.reported.change(caller, from.differenceReportId, id);
      if (!isRefusal(change)) return [change.type];
    }
    const root = this.backupRootOf(caller, from);
    if (root === null) return [];
    const { tenantId } = caller.principal;
    const found = await Promise.all(
      OBJECT_TYPES.map((type) => this.parts.backupContents.object(tenantId, root, { type, id })),
    );
    return found.flatMap((object) => (object === undefined ? [] : [object.type]));
  }

  private backupRootOf(caller: Caller, from: RecoverySource): string | null {
    if ('backupId' in from) {
      const backup = this.visible.backup(caller, from.backupId);
      return backup?.status === 'completed' ? backup.root : null;
    }
    if (!('differenceReportId' in from)) return null;
    return this.visible.differenceReport(caller, from.differenceReportId)?.backupRoot ?? null;
  }

  private async typesOfPlan(
    tenantId: string,
    root: string,
    permitted: readonly ObjectType[],
  ): Promise<readonly ObjectType[]> {
    const beyond = new Set<ObjectType>();
    let after: string | undefined;
    do {
      const steps = await this.parts.plans.stepsAfter(tenantId, root, after, PAGE);
      for (const { step } of steps) {
        const { objectType } = describeStep(step, 0);
        if (!permitted.includes(objectType)) beyond.add(objectType);
      }
      after = steps.length < PAGE ? undefined : steps.at(-1)?.key;
    } while (after !== undefined);
    return [...beyond];
  }

  private typesOfSteps({ id }: RecoveryView, permitted: readonly ObjectType[]): readonly ObjectType[] {
    return OBJECT_TYPES.filter((type) => !permitted.includes(type)).filter(
      (type) =>
        this.parts.models.recoverySteps(
          id,
          { outcomes: ['applied', 'failed'], objectTypes: [type] },
          { first: 1 },
        ).rows.length > 0,
    );
  }
}
