import { Controller, Get, Headers, HttpCode, Param, Post, Req, UseFilters, UseGuards } from '@nestjs/common';
import type { Request } from 'express';
import type { Caller } from '../api/access/caller.js';
import type { JobOfGraph } from './entities/job-entity.js';
import { GraphErrorFilter } from './graph-error.filter.js';
import { GraphJobs } from './graph-jobs.js';
import { GraphReaderGuard } from './graph-reader.guard.js';
import { GraphCaller } from './graph-request.js';
import { JobAnswers, shortName } from './job-answers.js';

/** The types that a path may cast jobs to. */
const CASTS: Readonly<Record<string, JobOfGraph['kind']>> = {
  recoveryPreviewJob: 'differenceReport',
  recoveryJob: 'recovery',
};

type Answer = Readonly<Record<string, unknown>>;
type Segments = Readonly<Partial<Record<string, string>>>;

/** All jobs of a tenant, whatever backup they are of. */
@Controller('v1.0/directory/recovery/jobs')
@UseGuards(GraphReaderGuard)
@UseFilters(GraphErrorFilter)
export class JobsController {
  constructor(
    private readonly jobs: GraphJobs,
    private readonly answers: JobAnswers,
  ) {}

  @Get()
  list(
    @GraphCaller() caller: Caller,
    @Headers('prefer') prefer: string | undefined,
    @Req() request: Request,
  ): Answer {
    return this.answers.list(caller, {}, prefer, request);
  }

  @Get([':jobId', ':jobId/:operation', ':jobId/:cast/:operation'])
  async job(
    @GraphCaller() caller: Caller,
    @Param() { jobId = '', cast, operation }: Segments,
    @Headers('prefer') prefer: string | undefined,
    @Req() request: Request,
  ): Promise<Answer> {
    const listed = castOf(jobId);
    if (listed !== undefined && operation === undefined)
      return this.answers.list(caller, { kind: listed }, prefer, request);
    const job = await this.jobs.job(caller, jobId, { kind: castOf(cast) });
    return this.answers.one(caller, job, operation, prefer, request);
  }

  @Post([':jobId/:operation', ':jobId/:cast/:operation'])
  @HttpCode(204)
  async act(
    @GraphCaller() caller: Caller,
    @Param() { jobId = '', cast, operation }: Segments,
  ): Promise<void> {
    const job = await this.jobs.job(caller, jobId, { kind: castOf(cast) });
    await this.answers.act(caller, job, operation);
  }
}

function castOf(segment: string | undefined): JobOfGraph['kind'] | undefined {
  const name = shortName(segment);
  return name !== undefined && Object.hasOwn(CASTS, name) ? CASTS[name] : undefined;
}
