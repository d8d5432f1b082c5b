import { Inject, Injectable } from '@nestjs/common';
import type { ChangeIndex, DifferenceReportView } from '#projections';
import { isRefusal, refusal, type Change, type Refusal } from '#protection';
import type { Caller } from '../access/caller.js';
import { VisibleModels } from '../access/visible-models.js';
import { API_PARTS, type ApiParts } from '../api-parts.js';

/** The part of a report by which it is known whether its changes can be shown. */
type ReportStatus = Pick<DifferenceReportView, 'id' | 'status' | 'expired'>;

/** The changes of completed reports. */
@Injectable()
export class ReportedChanges {
  constructor(
    private readonly visible: VisibleModels,
    @Inject(API_PARTS) private readonly parts: Pick<ApiParts, 'models' | 'changes' | 'changesOf'>,
  ) {}

  /**
   * The index of a report's changes, filled; refused until the report has completed and once it has expired. What it
   * found is the same ever after, so a report of the past shows it too, unless it has expired since.
   */
  async indexOf({ id, status, expired }: ReportStatus): Promise<ChangeIndex | Refusal> {
    if (expired || this.parts.models.differenceReport(id)?.expired === true)
      return refusal(
        'DifferenceReportExpired',
        'The difference report’s retention is over. Create a new report.',
      );
    if (status !== 'completed')
      return refusal(
        'ReportNotCompleted',
        'The difference report has not completed, so it shows no changes. Wait for it, or create a new report if it has ended.',
      );
    await this.parts.changesOf(id);
    return this.parts.changes;
  }

  /** What a report says of one object; refused where it says nothing. */
  async change(caller: Caller, reportId: string, objectId: string): Promise<Change | Refusal> {
    const report = this.visible.differenceReport(caller, reportId);
    if (report === undefined)
      return refusal(
        'DifferenceReportNotFound',
        `There is no difference report ${reportId} in this tenant. Check the id.`,
      );
    const index = await this.indexOf(report);
    if (isRefusal(index)) return index;
    return (
      index.change(report.id, objectId) ??
      refusal(
        'ObjectNotInReport',
        'The report shows no change of this object. Choose an object among its changes, or start a recovery from the backup.',
      )
    );
  }
}
