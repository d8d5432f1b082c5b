import { Context, Parent, ResolveField, Resolver } from '@nestjs/graphql';
import type { Caller } from '../access/caller.js';
import { VisibleModels } from '../access/visible-models.js';
import { Job, jobOf } from '../job/job.union.js';
import { JobAlreadyRunning } from './job-already-running.model.js';

@Resolver(() => JobAlreadyRunning)
export class JobAlreadyRunningResolver {
  constructor(private readonly visible: VisibleModels) {}

  @ResolveField(() => Job, {
    nullable: true,
    description: 'The job in the way; null in the instant before this node has heard of it.',
  })
  runningJob(
    @Parent() { runningId }: JobAlreadyRunning,
    @Context('caller') caller: Caller,
  ): typeof Job | null {
    const view = runningId === undefined ? undefined : this.visible.job(caller, runningId);
    return view ? jobOf(view) : null;
  }
}
