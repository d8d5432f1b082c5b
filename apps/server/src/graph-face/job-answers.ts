import { Injectable } from '@nestjs/common';
import type { Request } from 'express';
import type { Caller } from '../api/access/caller.js';
import { INCLUDE_UNKNOWN, includesUnknown, membersFor } from './entities/evolvable.js';
import { RECOVERY_NAMESPACE, type JobOfGraph } from './entities/job-entity.js';
import { badRequest } from './graph-error.js';
import { GraphChanges } from './graph-changes.js';
import { GraphJobs, type JobsAsked } from './graph-jobs.js';
import { OwnAddress } from './graph-request.js';
import { GraphRequests } from './graph-requests.js';
import { collection, pageOf, single } from './query/collection.js';
import { filterOf } from './query/filter.js';
import { queryOptions } from './query/query-options.js';
import { withheldTypes } from '../api/access/visible-types.js';

type Answer = Readonly<Record<string, unknown>>;

/** Answers about jobs, by whatever path they are reached. */
@Injectable()
export class JobAnswers {
  constructor(
    private readonly jobs: GraphJobs,
    private readonly changes: GraphChanges,
    private readonly requests: GraphRequests,
    private readonly address: OwnAddress,
  ) {}

  list(caller: Caller, asked: JobsAsked, prefer: string | undefined, request: Request): Answer {
    const options = queryOptions(request.query, { filter: true });
    const isShown = filterOf(options.filter, ['id', 'status', 'targetStateDateTime']);
    const show = membersFor(prefer);
    acknowledge(prefer, request);
    const shown = this.jobs
      .jobs(caller, asked)
      .filter((job) => isShown(this.jobs.filterable(caller, job)))
      .map((job) => this.jobs.entity(caller, job, show));
    return collection(pageOf(shown, options), options, this.address.of(request));
  }

  /** A job itself, or what a function bound to it answers. */
  async one(
    caller: Caller,
    job: JobOfGraph,
    operation: string | undefined,
    prefer: string | undefined,
    request: Request,
  ): Promise<Answer> {
    const show = membersFor(prefer);
    acknowledge(prefer, request);
    const options = queryOptions(request.query, { filter: false });
    const url = this.address.of(request);
    const name = shortName(operation);
    switch (name) {
      case undefined:
      case job.kind === 'recovery' ? 'recoveryJob' : 'recoveryPreviewJob':
        return single(this.jobs.entity(caller, job, show), options, url);
      case 'getChanges':
        return collection(
          await this.changes.changes(caller, job, options, show),
          options,
          url,
          withheldTypes(caller),
        );
      case 'getFailedChanges':
        return collection(
          this.changes.failedChanges(caller, job, options, show),
          options,
          url,
          withheldTypes(caller),
        );
      default:
        throw badRequest(`Resource not found for the segment '${name}'.`);
    }
  }

  /** An action bound to a job. */
  async act(caller: Caller, job: JobOfGraph, operation: string | undefined): Promise<void> {
    const name = shortName(operation);
    if (name !== 'cancel') throw badRequest(`Resource not found for the segment '${name}'.`);
    await this.requests.cancel(caller, job.id);
  }
}

/** The name of a function, an action or a type: clients may leave out the namespace and empty brackets. */
export function shortName(segment: string | undefined): string | undefined {
  const prefix = `${RECOVERY_NAMESPACE}.`;
  const name = segment?.startsWith(prefix) ? segment.slice(prefix.length) : segment;
  return name?.replace(/\(\)$/, '');
}

/** Says that the preference was heeded (https://www.rfc-editor.org/rfc/rfc7240#section-3). */
function acknowledge(prefer: string | undefined, { res }: Request): void {
  if (includesUnknown(prefer)) res?.setHeader('Preference-Applied', INCLUDE_UNKNOWN);
}
