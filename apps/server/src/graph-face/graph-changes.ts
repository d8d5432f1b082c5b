import { Inject, Injectable } from '@nestjs/common';
import { InvalidCursorError, type Page, type PageRequest } from '#projections';
import { isRefusal } from '#protection';
import { API_PARTS, type ApiParts } from '../api/api-parts.js';
import { ReportedChanges } from '../api/difference-report/reported-changes.js';
import { changeEntity, failedChangeEntity, LISTED_KINDS } from './entities/change-entity.js';
import type { ShowMember } from './entities/evolvable.js';
import { graphStatus, type JobOfGraph } from './entities/job-entity.js';
import { badRequest, changesNotReady, refusedByGraph } from './graph-error.js';
import type { CollectionPage } from './query/collection.js';
import type { QueryOptions } from './query/query-options.js';
import type { Caller } from '../api/access/caller.js';
import { visibleTypes } from '../api/access/visible-types.js';

const PAGE = 999;

/** What jobs show when they have ended: the changes of reports, the failed changes of recoveries. */
@Injectable()
export class GraphChanges {
  constructor(
    private readonly reported: ReportedChanges,
    @Inject(API_PARTS) private readonly parts: Pick<ApiParts, 'models'>,
  ) {}

  /** `getChanges` of a report. Throws a GraphError until it has completed. */
  async changes(
    caller: Caller,
    job: JobOfGraph,
    options: QueryOptions,
    show: ShowMember,
  ): Promise<CollectionPage> {
    if (job.kind !== 'differenceReport') throw badRequest('Only a recoveryPreviewJob has getChanges.');
    const index = await this.reported.indexOf(job);
    if (isRefusal(index))
      throw index.code === 'ReportNotCompleted' ? changesNotReady(job.id) : refusedByGraph(index);
    const order = { field: 'objectType', direction: 'ascending' } as const;
    return pageFrom(
      (page) =>
        index.changes(job.id, { kinds: LISTED_KINDS, objectTypes: visibleTypes(caller) }, order, page),
      options,
      (change) => changeEntity(change, job.endedAt, show),
    );
  }

  /** `getFailedChanges` of a recovery, newest first. Throws a GraphError until it has completed. */
  failedChanges(caller: Caller, job: JobOfGraph, options: QueryOptions, show: ShowMember): CollectionPage {
    if (job.kind !== 'recovery') throw badRequest('Only a recoveryJob has getFailedChanges.');
    if (graphStatus(job) !== 'successful') throw changesNotReady(job.id);
    return pageFrom(
      (page) =>
        this.parts.models.recoverySteps(
          job.id,
          { outcomes: ['failed'], objectTypes: visibleTypes(caller) },
          page,
        ),
      options,
      (step) => failedChangeEntity(step, show),
    );
  }
}

/** A page that begins where the one before ended, or behind the rows to skip. */
function pageFrom<Row>(
  read: (page: PageRequest) => Page<Row>,
  { top, skip, skipToken }: QueryOptions,
  show: (row: Row) => Readonly<Record<string, unknown>>,
): CollectionPage {
  try {
    const start = skipToken === undefined ? startBehind(read, skip) : { after: skipToken };
    if (start === undefined) return { rows: [], next: undefined, total: read({ first: 1 }).totalCount };
    const { rows, hasNextPage, totalCount } = read({ first: top, after: start.after });
    const last = rows.at(-1)?.cursor;
    return {
      rows: rows.map(({ row }) => show(row)),
      next: hasNextPage && last !== undefined ? ['$skiptoken', last] : undefined,
      total: totalCount,
    };
  } catch (error) {
    if (error instanceof InvalidCursorError) throw badRequest('The $skiptoken is none of this list.');
    throw error;
  }
}

/** Where a page behind so many rows starts; `undefined` where the list ends before. */
function startBehind<Row>(
  read: (page: PageRequest) => Page<Row>,
  skip: number,
): { readonly after: string | undefined } | undefined {
  let after: string | undefined;
  for (let left = skip; left > 0;) {
    const { rows, hasNextPage } = read({ first: Math.min(left, PAGE), after });
    if (!hasNextPage) return undefined;
    left -= rows.length;
    after = rows.at(-1)?.cursor;
  }
  return { after };
}
