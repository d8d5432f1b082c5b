import type { JsonObject, ObjectType } from '#catalogue';
import type { Attribution, Change, Scope } from '#protection';
import { tableAsCsv, tableAsLines, type CsvOptions, type Row } from './table.js';

/** The report that an export holds. */
export interface ReportHeader {
  readonly tenantId: string;
  readonly differenceReportId: string;
  readonly backupId: string | null;
  /** ISO 8601 in UTC. */
  readonly completedAt: string;
  readonly scope: Scope;
  readonly changedObjects: number;
  readonly changedLinks: number;
  /** Types that one of the two states does not hold whole: what is absent of them is not in the report. */
  readonly partialTypes: readonly ObjectType[];
}

const COLUMNS = [
  'type',
  'id',
  'displayName',
  'kind',
  'action',
  'attribute',
  'link',
  'linkTarget',
  'linkChange',
  'backupValue',
  'currentValue',
  'notRecoverable',
  'actor',
  'application',
  'time',
] as const;

type ReportRow = Row<(typeof COLUMNS)[number]>;

/**
 * A difference report as JSON lines: the header, then one line for each attribute or link that differs; an object
 * that differs in its being there alone has one line.
 */
export function reportAsLines(header: ReportHeader, changes: AsyncIterable<Change>): AsyncGenerator<string> {
  const { tenantId, differenceReportId, backupId, completedAt, scope } = header;
  const { changedObjects, changedLinks, partialTypes } = header;
  const document: JsonObject = {
    format: 'known-good/difference-report',
    version: 1,
    tenantId,
    differenceReportId,
    backupId,
    completedAt,
    scope: { ...scope },
    changedObjects,
    changedLinks,
    partialTypes,
  };
  return tableAsLines(COLUMNS, document, rowsOfChanges(changes));
}

/** A difference report as CSV: the rows of {@link reportAsLines}. */
export function reportAsCsv(changes: AsyncIterable<Change>, options?: CsvOptions): AsyncGenerator<string> {
  return tableAsCsv(COLUMNS, rowsOfChanges(changes), options);
}

async function* rowsOfChanges(changes: AsyncIterable<Change>): AsyncGenerator<ReportRow> {
  for await (const change of changes) {
    const { type, id, displayName, kind, action, notRecoverable, madeBy } = change;
    const common: ReportRow = {
      type,
      id,
      ...(displayName !== null && { displayName }),
      kind,
      ...(action !== null && { action }),
      ...(notRecoverable !== null && { notRecoverable }),
      ...latest(madeBy),
    };
    if (change.attributes.length === 0 && change.links.length === 0) yield common;
    for (const { name, backupValue, currentValue, notWritable } of change.attributes)
      yield {
        ...common,
        attribute: name,
        backupValue,
        currentValue,
        ...(notWritable !== undefined && notRecoverable === null && { notRecoverable: notWritable.code }),
      };
    for (const { link, target, change: linkChange, backupValue, currentValue } of change.links)
      yield { ...common, link, linkTarget: target, linkChange, backupValue, currentValue };
  }
}

/** Who did something to the object last: a person, or an application by itself. */
function latest(madeBy: readonly Attribution[] | undefined): ReportRow {
  const [last] = madeBy ?? [];
  if (last === undefined) return {};
  const who = last.actor.name ?? last.actor.id ?? '';
  return { [last.actor.kind === 'user' ? 'actor' : 'application']: who, time: last.at };
}
