import { Context, Parent, ResolveField, Resolver } from '@nestjs/graphql';
import type { Caller } from '../access/caller.js';
import { VisibleModels } from '../access/visible-models.js';
import { shown } from '../paging/shown.js';
import { Recovery } from '../recovery/recovery.model.js';
import { Drift, DriftMassChange } from './drift.model.js';
import { seesType } from '../access/visible-types.js';

@Resolver(() => Drift)
export class DriftResolver {
  constructor(private readonly visible: VisibleModels) {}

  @ResolveField(() => [DriftMassChange], { description: 'Mass changes, by object type.' })
  massChanges(
    @Parent() { massChanges }: Drift,
    @Context('caller') caller: Caller,
  ): readonly DriftMassChange[] {
    return massChanges.filter(({ objectType }) => seesType(caller, objectType));
  }

  @ResolveField(() => Recovery, {
    nullable: true,
    description:
      'The dry run that freezes a plan to take it back, for someone to look at; null where there is none.',
  })
  proposedPlan(@Parent() { proposedPlanId }: Drift, @Context('caller') caller: Caller): Recovery | undefined {
    if (proposedPlanId === null) return undefined;
    return shown(this.visible.recovery(caller, proposedPlanId), Recovery.of);
  }
}
