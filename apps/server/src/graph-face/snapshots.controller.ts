import {
  Body,
  Controller,
  Get,
  Headers,
  HttpCode,
  Param,
  Post,
  Query,
  Req,
  Res,
  UseFilters,
  UseGuards,
} from '@nestjs/common';
import type { Request, Response } from 'express';
import type { Caller } from '../api/access/caller.js';
import { snapshotEntity } from './entities/snapshot-entity.js';
import type { JobOfGraph } from './entities/job-entity.js';
import { GraphErrorFilter } from './graph-error.filter.js';
import { badRequest, GraphError, noSuchSnapshot } from './graph-error.js';
import { GraphJobs } from './graph-jobs.js';
import { GraphReaderGuard } from './graph-reader.guard.js';
import { GraphCaller, OwnAddress } from './graph-request.js';
import { GraphRequests } from './graph-requests.js';
import { JobAnswers } from './job-answers.js';
import { filterOf } from './query/filter.js';
import { collection, pageOf, single } from './query/collection.js';
import { queryOptions, type RawQuery } from './query/query-options.js';

/** The names of a snapshot's jobs in a path. */
const KINDS: Readonly<Record<string, JobOfGraph['kind']>> = {
  recoveryPreviewJobs: 'differenceReport',
  recoveryJobs: 'recovery',
};

type Answer = Readonly<Record<string, unknown>>;

/** Backups as Graph's snapshots, and the jobs below each. */
@Controller('v1.0/directory/recovery/snapshots')
@UseGuards(GraphReaderGuard)
@UseFilters(GraphErrorFilter)
export class SnapshotsController {
  constructor(
    private readonly jobs: GraphJobs,
    private readonly requests: GraphRequests,
    private readonly answers: JobAnswers,
    private readonly address: OwnAddress,
  ) {}

  @Get()
  list(@GraphCaller() caller: Caller, @Query() query: RawQuery, @Req() request: Request): Answer {
    const options = queryOptions(query, { filter: true });
    const isShown = filterOf(options.filter, ['id', 'createdDateTime']);
    const entities = this.jobs
      .backups(caller)
      .map(snapshotEntity)
      .filter((entity) => entity !== undefined)
      .filter(({ id, createdDateTime }) => isShown({ id, createdDateTime }))
      .map((entity) => ({ ...entity }));
    return collection(pageOf(entities, options), options, this.address.of(request));
  }

  @Get(':snapshotId')
  async one(
    @GraphCaller() caller: Caller,
    @Param('snapshotId') snapshotId: string,
    @Query() query: RawQuery,
    @Req() request: Request,
  ): Promise<Answer> {
    const entity = snapshotEntity(await this.jobs.backup(caller, snapshotId));
    if (entity === undefined) throw noSuchSnapshot();
    return single({ ...entity }, queryOptions(query, { filter: false }), this.address.of(request));
  }

  @Get(':snapshotId/:jobs')
  async jobsOf(
    @GraphCaller() caller: Caller,
    @Param('snapshotId') snapshotId: string,
    @Param('jobs') jobs: string,
    @Headers('prefer') prefer: string | undefined,
    @Req() request: Request,
  ): Promise<Answer> {
    const kind = kindOf(jobs);
    await this.jobs.backup(caller, snapshotId);
    return this.answers.list(caller, { kind, snapshotId }, prefer, request);
  }

  /** Starts a report or a recovery: 202, and where to find it. */
  @Post(':snapshotId/:jobs')
  @HttpCode(202)
  async start(
    @GraphCaller() caller: Caller,
    @Param('snapshotId') snapshotId: string,
    @Param('jobs') jobs: string,
    @Body() body: unknown,
    @Req() request: Request,
    @Res({ passthrough: true }) response: Response,
  ): Promise<void> {
    if (body === undefined && hasBody(request)) throw notJson();
    const id = await this.requests.start(caller, kindOf(jobs), snapshotId.toLowerCase(), body);
    const { origin, pathname } = this.address.of(request);
    response.setHeader('Location', `${origin}${pathname.replace(/\/$/, '')}/${id}`);
  }

  @Get([':snapshotId/:jobs/:jobId', ':snapshotId/:jobs/:jobId/:operation'])
  async job(
    @GraphCaller() caller: Caller,
    @Param() { snapshotId, jobs = '', jobId = '', operation }: Readonly<Partial<Record<string, string>>>,
    @Headers('prefer') prefer: string | undefined,
    @Req() request: Request,
  ): Promise<Answer> {
    const job = await this.jobs.job(caller, jobId, { kind: kindOf(jobs), snapshotId });
    return this.answers.one(caller, job, operation, prefer, request);
  }

  @Post(':snapshotId/:jobs/:jobId/:operation')
  @HttpCode(204)
  async act(
    @GraphCaller() caller: Caller,
    @Param() { snapshotId, jobs = '', jobId = '', operation }: Readonly<Partial<Record<string, string>>>,
  ): Promise<void> {
    const job = await this.jobs.job(caller, jobId, { kind: kindOf(jobs), snapshotId });
    await this.answers.act(caller, job, operation);
  }
}

function kindOf(jobs: string): JobOfGraph['kind'] {
  const kind = Object.hasOwn(KINDS, jobs) ? KINDS[jobs] : undefined;
  if (kind === undefined) throw badRequest(`Resource not found for the segment '${jobs}'.`);
  return kind;
}

/** A body of another type is not read: without this, its criteria would be taken for none, and the job for one of everything. */
function hasBody({ headers }: Pick<Request, 'headers'>): boolean {
  return headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > 0;
}

const notJson = () => new GraphError(415, 'UnsupportedMediaType', 'The body must be application/json.');
