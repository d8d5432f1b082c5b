import { Field, ObjectType } from '@nestjs/graphql';
import type { DifferenceReportView, TenantModels } from '#projections';
import type { JobTarget } from '#protection';
import { Drift } from '../drift/drift.model.js';
import { JobFields } from '../job/job-fields.model.js';
import { Node } from '../node/node.model.js';
import { connectionOf } from '../paging/connection.js';
import { Scope } from '../scope/scope.model.js';
import { ReportAttribution } from './attribution.model.js';

@ObjectType({
  implements: () => [Node],
  description: 'A job that compares a backup with the tenant’s state and keeps the changes it found.',
})
export class DifferenceReport extends JobFields {
  /** What it compares. */
  readonly target: JobTarget;
  /** Root of the backup in the vault; null until the states compared are fixed. */
  readonly backupRoot: string | null;

  @Field(() => ReportAttribution, {
    nullable: true,
    description:
      'What is known of who made the changes; null until completed, and where nothing has changed.',
  })
  readonly attribution: ReportAttribution | null;

  @Field(() => Drift, {
    nullable: true,
    description: 'What the drift watch made of it; null where it was not a drift check.',
  })
  readonly drift: Drift | null;

  static of(this: void, view: DifferenceReportView, past?: TenantModels): DifferenceReport {
    const attribution = view.attribution && ReportAttribution.of(view.attribution);
    const drift = view.drift && Drift.of(view.drift);
    const scope = Scope.of(view.scope);
    return Object.assign(new DifferenceReport(), view, { scope, attribution, drift, past });
  }
}

@ObjectType({ description: 'Difference reports, newest first.' })
export class DifferenceReportConnection extends connectionOf(DifferenceReport) {}
