import { isObjectType, type Json } from '#catalogue';
import type { ReportHeader } from '#interchange';
import type { Change } from '#protection';
import { ChangesDocument, ReportDetailsDocument, type ChangesQuery } from '../api/generated.js';
import { CommandEnd, EXIT } from '../exit-codes.js';
import { paged } from '../session/paged.js';
import type { Session } from '../session/session.js';
import { scopeOfParts } from './scope-of-parts.js';

type Row = NonNullable<ChangesQuery['differenceReport']>['changes']['nodes'][number];

/** A completed report as the server tells it, change by change. */
export async function exportedReport(
  { connection }: Session,
  id: string,
): Promise<{ readonly header: ReportHeader; readonly changes: AsyncIterable<Change> }> {
  const { differenceReport: report } = await connection.ask(ReportDetailsDocument, { id });
  if (!report)
    throw new CommandEnd(EXIT.refused, 'DifferenceReportNotFound', 'There is no such report. Check the id.');
  if (report.status !== 'completed' || report.endedAt === null)
    throw new CommandEnd(
      EXIT.refused,
      'ReportNotCompleted',
      'The report has not completed: it shows no changes.',
    );
  const header: ReportHeader = {
    tenantId: report.tenant.id,
    differenceReportId: report.id,
    backupId: report.backup?.id ?? null,
    completedAt: report.endedAt,
    scope: scopeOfParts(report.scope),
    changedObjects: report.changedObjects ?? 0,
    changedLinks: report.changedLinks ?? 0,
    partialTypes: report.partialTypes.filter(isObjectType),
  };
  const rows = paged(async (after) => {
    const { differenceReport } = await connection.ask(ChangesDocument, { id, after, filter: {} });
    return differenceReport?.changes;
  });
  return { header, changes: changesOf(rows) };
}

async function* changesOf(rows: AsyncIterable<Row>): AsyncGenerator<Change> {
  for await (const row of rows) if (isObjectType(row.objectType)) yield changeOf(row, row.objectType);
}

function changeOf(row: Row, type: Change['type']): Change {
  const { objectId: id, displayName, kind, action, notRecoverableReason, attributes, links, madeBy } = row;
  return {
    ...{ type, id, displayName, kind, action, notRecoverable: notRecoverableReason },
    attributes: attributes.map(({ name, backupValue, currentValue, notWritableReason }) => ({
      ...{ name, backupValue: json(backupValue), currentValue: json(currentValue) },
      ...(notWritableReason !== null && { notWritable: { code: 'notWritable', message: notWritableReason } }),
    })),
    links: links.map(({ link, targetId: target, change, backupValue, currentValue }) => ({
      ...{ link, target, change, backupValue, currentValue },
    })),
    madeBy: madeBy.map(({ actor, activity, at, count }) => ({ actor, activity, at, count })),
  };
}

/** Attributes are answered as JSON, and nothing else. */
const json = (value: unknown): Json => (value ?? null) as Json;
