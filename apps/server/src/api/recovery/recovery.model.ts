import { Field, Int, ObjectType } from '@nestjs/graphql';
import type { RecoveryView, TenantModels } from '#projections';
import type { JobTarget } from '#protection';
import { JobFields } from '../job/job-fields.model.js';
import { Node } from '../node/node.model.js';
import { connectionOf } from '../paging/connection.js';
import { RecoveryPlan } from '../plan/recovery-plan.model.js';
import { Scope } from '../scope/scope.model.js';

@ObjectType({ description: 'Changes that a recovery leaves out for one stated reason.' })
export class ExcludedChanges {
  @Field({ description: 'The reason, such as `onPremisesSynced`.' })
  reason: string;

  @Field(() => Int, { description: 'Changes left out for it.' })
  count: number;
}

@ObjectType({
  implements: () => [Node],
  description: 'A job that brings the objects in scope back to their state in a backup.',
})
export class Recovery extends JobFields {
  readonly target: JobTarget;

  @Field(() => Boolean, { description: 'Whether it only plans and changes nothing.' })
  readonly dryRun: boolean;

  @Field(() => String, { nullable: true, description: 'The reason given by whoever started it.' })
  readonly reason: string | null;

  @Field(() => Boolean, {
    description: 'Whether someone has asked to cancel it; it stops after what is under way.',
  })
  readonly cancellationRequested: boolean;

  @Field(() => Int, { nullable: true, description: 'Steps of the plan; null until planned.' })
  readonly plannedSteps: number | null;

  @Field(() => Int, { description: 'Steps applied, failed or skipped so far.' })
  readonly settledSteps: number;

  @Field(() => Int, { description: 'Objects modified so far.' })
  readonly objectsModified: number;

  @Field(() => Int, { description: 'Links modified so far.' })
  readonly linksModified: number;

  @Field(() => Int, { description: 'Changes that the tenant refused; each is among `failedSteps`.' })
  readonly failedChanges: number;

  @Field(() => Int, { description: 'Changes left out because what they would change has moved since.' })
  readonly skippedChanges: number;

  @Field(() => [ExcludedChanges], { description: 'Changes that the plan leaves out, by reason.' })
  readonly excluded: readonly ExcludedChanges[];

  @Field(() => RecoveryPlan, {
    nullable: true,
    description:
      'Its plan: of a dry run, to be looked at and started from; null until there is one, and once its retention is over.',
  })
  readonly plan?: RecoveryPlan;

  static of(this: void, view: RecoveryView, past?: TenantModels): Recovery {
    const excluded = Object.entries(view.excluded).map(([reason, count]) => ({ reason, count }));
    const plan = RecoveryPlan.of(view);
    return Object.assign(new Recovery(), view, { scope: Scope.of(view.scope), excluded, plan, past });
  }
}

@ObjectType({ description: 'Recoveries, newest first.' })
export class RecoveryConnection extends connectionOf(Recovery) {}
