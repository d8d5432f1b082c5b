import { Inject, Injectable } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import type { BackupView, Page, PageRequest } from '#projections';
import type { Caller } from '../api/access/caller.js';
import { VisibleModels } from '../api/access/visible-models.js';
import { API_PARTS, type ApiParts } from '../api/api-parts.js';
import { FindBackup } from '../api/backup/find-backup.query.js';
import { FindDifferenceReport } from '../api/difference-report/find-difference-report.query.js';
import { FindRecovery } from '../api/recovery/find-recovery.query.js';
import type { ShowMember } from './entities/evolvable.js';
import { graphStatus, jobEntity, type JobOfGraph } from './entities/job-entity.js';
import { noSuchSnapshot, notFound } from './graph-error.js';
import type { Filterable } from './query/filter.js';

/** Which jobs are asked for. */
export interface JobsAsked {
  readonly kind?: JobOfGraph['kind'] | undefined;
  readonly snapshotId?: string | undefined;
}

const PAGE = 999;

/** The snapshots and jobs that a caller may see. */
@Injectable()
export class GraphJobs {
  constructor(
    private readonly queries: QueryBus,
    private readonly visible: VisibleModels,
    @Inject(API_PARTS) private readonly parts: Pick<ApiParts, 'models'>,
  ) {}

  /** A tenant's backups, newest first. */
  backups({ principal }: Caller): readonly BackupView[] {
    const backups = allOf((page) => this.parts.models.backups(principal.tenantId, page));
    // What was imported is no snapshot of the tenant, and nothing can be recovered from it.
    return [...backups].filter(({ trigger }) => trigger !== 'import');
  }

  /** The backup of this id. Throws a GraphError where none can be recovered from. */
  async backup(caller: Caller, id: string): Promise<BackupView> {
    const backup = await this.queries.execute(new FindBackup(caller, id));
    if (backup?.status !== 'completed' || backup.trigger === 'import') throw noSuchSnapshot();
    return backup;
  }

  /** The retained jobs that Graph knows the like of, newest first. */
  jobs({ principal: { tenantId } }: Caller, { kind, snapshotId }: JobsAsked): readonly JobOfGraph[] {
    const { models } = this.parts;
    const reports = kind === 'recovery' ? [] : [...allOf((page) => models.differenceReports(tenantId, page))];
    const recoveries =
      kind === 'differenceReport' ? [] : [...allOf((page) => models.recoveries(tenantId, page))];
    return [...reports, ...recoveries]
      .filter(
        (job) =>
          !job.expired &&
          !comparesBackups(job) &&
          (snapshotId === undefined || sameId(job.backupId, snapshotId)),
      )
      .sort((one, other) => other.requestedAt.localeCompare(one.requestedAt));
  }

  /** The job of this id. Throws a GraphError where there is none, or none such. */
  async job(caller: Caller, id: string, { kind, snapshotId }: JobsAsked): Promise<JobOfGraph> {
    const job =
      (kind === 'recovery' ? undefined : await this.queries.execute(new FindDifferenceReport(caller, id))) ??
      (kind === 'differenceReport' ? undefined : await this.queries.execute(new FindRecovery(caller, id)));
    if (job === undefined || (snapshotId !== undefined && !sameId(job.backupId, snapshotId)))
      throw notFound(id);
    return job;
  }

  /** Shows a job. */
  entity(caller: Caller, job: JobOfGraph, show: ShowMember): Readonly<Record<string, unknown>> {
    return jobEntity(job, this.targetTime(caller, job), show);
  }

  /** What a `$filter` sees of a job. */
  filterable(caller: Caller, job: JobOfGraph): Filterable {
    return { id: job.id, status: graphStatus(job), targetStateDateTime: this.targetTime(caller, job) };
  }

  /** The moment that a job looks back at: its backup's, or, for an undo, that before the recovery that it undoes. */
  private targetTime(caller: Caller, { backupId, target, requestedAt }: JobOfGraph): string {
    if (backupId !== null) return this.visible.backup(caller, backupId)?.takenAt ?? requestedAt;
    const undone = target.from === 'recovery' ? this.visible.recovery(caller, target.recoveryId) : undefined;
    return undone?.startedAt ?? requestedAt;
  }
}

/** A report that does not look at the tenant is no preview of a recovery: it is found by its id alone. */
function comparesBackups({ target }: JobOfGraph): boolean {
  return target.from === 'backup' && target.compareWithBackupId !== undefined;
}

function* allOf<Row>(read: (page: PageRequest) => Page<Row>): Generator<Row> {
  let after: string | undefined;
  do {
    const page = read({ first: PAGE, after });
    for (const { row } of page.rows) yield row;
    after = page.hasNextPage ? page.rows.at(-1)?.cursor : undefined;
  } while (after !== undefined);
}

const sameId = (one: string | null, other: string): boolean => one?.toLowerCase() === other.toLowerCase();
