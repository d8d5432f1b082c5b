import { Inject, UseGuards } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { Args, Context, ID, Mutation, Query, Resolver, Subscription } from '@nestjs/graphql';
import type { Caller } from '../access/caller.js';
import { ReaderGuard } from '../access/reader.guard.js';
import { VisibleModels } from '../access/visible-models.js';
import { API_PARTS, type ApiParts } from '../api-parts.js';
import { clientError } from '../errors/client-error.js';
import { shown } from '../paging/shown.js';
import { AtLeast } from '../position/at-least.decorator.js';
import { AwaitedPosition } from '../position/awaited-position.js';
import { RequestFlow } from '../requests/request-flow.js';
import { cancellable } from '../subscriptions/cancellable.js';
import { CancelJob } from './cancel-job.command.js';
import { CancelJobInput } from './cancel-job.input.js';
import { CancelJobResult } from './cancel-job.result.js';
import { FindRunningJob } from './find-running-job.query.js';
import { JobProgress } from './job-progress.model.js';
import { Job, jobOf } from './job.union.js';

@Resolver()
export class JobResolver {
  constructor(
    private readonly visible: VisibleModels,
    private readonly queries: QueryBus,
    private readonly requests: RequestFlow,
    private readonly awaited: AwaitedPosition,
    @Inject(API_PARTS) private readonly parts: Pick<ApiParts, 'followProgress'>,
  ) {}

  @Query(() => Job, { nullable: true, description: 'The job that runs in a tenant now, if one does.' })
  @UseGuards(ReaderGuard)
  async runningJob(
    @Args('tenantId', { type: () => ID, description: 'The tenant’s id.' }) tenantId: string,
    @Context('caller') caller: Caller,
    @Context('signal') signal: AbortSignal,
    @AtLeast() atLeast?: string | null,
  ): Promise<typeof Job | undefined> {
    await this.awaited.atLeast('atLeast', atLeast, signal);
    return shown(await this.queries.execute(new FindRunningJob(caller, tenantId)), jobOf);
  }

  @Mutation(() => CancelJobResult, {
    description:
      'Asks a job to stop. A cancelled recovery keeps what it has already applied. Needs an administrator role.',
  })
  async cancelJob(
    @Args('input', { description: 'Which job to cancel.' }) input: CancelJobInput,
    @Context('caller') caller: Caller,
  ): Promise<typeof CancelJobResult> {
    return this.requests.carryOut(
      CancelJobInput,
      input,
      (valid) => new CancelJob(caller, valid),
      (id) => shown(this.visible.job(caller, id), jobOf),
    );
  }

  @Subscription(() => JobProgress, {
    description: 'How far a job has come, message by message; the last one is the job’s end.',
  })
  @UseGuards(ReaderGuard)
  jobProgress(
    @Args('jobId', { type: () => ID, description: 'The difference report or recovery to follow.' })
    jobId: string,
    @Context('caller') caller: Caller,
  ): AsyncIterableIterator<{ readonly jobProgress: JobProgress }> {
    const job = this.visible.job(caller, jobId);
    if (job === undefined)
      throw clientError('JobNotFound', 'There is no such job in your tenant. Check the id.');
    return cancellable(
      (signal) => this.parts.followProgress(job.id, signal),
      (progress) => ({ jobProgress: progress }),
    );
  }
}
