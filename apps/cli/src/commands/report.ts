import { Option, type Command } from 'commander';
import type { ObjectType } from '#catalogue';
import {
  CreateReportDocument,
  ReportDetailsDocument,
  ReportsDocument,
  type AttributionGap,
  type ChangeFilterInput,
  type ReportRowFragment,
} from '../api/generated.js';
import { CommandEnd, EXIT, type ExitCode } from '../exit-codes.js';
import type { Column } from '../output/table.js';
import { momentText, scopeText } from '../output/words.js';
import { backupNamed } from '../session/backup-named.js';
import { followJob } from '../session/follow-job.js';
import {
  count,
  moment,
  objectTypes,
  scopeOf,
  withScope,
  words,
  type ScopeOptions,
} from '../session/option-values.js';
import { firstOf, paged } from '../session/paged.js';
import { runs, type Session } from '../session/session.js';
import { startedId } from '../session/started.js';
import { writeChanges } from './changes.js';

interface FilterOptions {
  readonly type?: ObjectType[];
  readonly kind?: NonNullable<ChangeFilterInput['kinds']>[number];
  readonly action?: NonNullable<ChangeFilterInput['actions']>[number];
  readonly attribute?: string[];
  readonly name?: string;
  readonly actor?: string;
  readonly actorName?: string;
  readonly after?: string;
  readonly before?: string;
}
interface CreateOptions extends ScopeOptions {
  readonly wait: boolean;
}

const COLUMNS: readonly Column<ReportRowFragment>[] = [
  { title: 'Id', of: ({ id }) => id, whole: true },
  { title: 'Asked for', of: ({ requestedAt }) => momentText(requestedAt), whole: true },
  { title: 'Status', of: ({ status, expired }) => (expired ? `${status}, expired` : status) },
  { title: 'Since', of: ({ backup }) => momentText(backup?.takenAt ?? null) },
  { title: 'Until', of: ({ comparedWith }) => (comparedWith ? momentText(comparedWith.takenAt) : 'live') },
  { title: 'Scope', of: ({ scope }) => scopeText(scope) },
  { title: 'Objects', of: ({ changedObjects }) => changedObjects, right: true, whole: true },
  { title: 'Links', of: ({ changedLinks }) => changedLinks, right: true, whole: true },
  { title: 'By', of: ({ requestedBy }) => requestedBy.name },
];

/** `report create`, `list` and `show`. */
export function addReport(program: Command): void {
  const report = program.command('report').description('Create, list and show difference reports');
  const create = withScope(
    report
      .command('create <backup>')
      .description('Find what has changed since a backup (or `latest`)')
      .option('--no-wait', 'do not wait for its end'),
  );
  runs<CreateOptions>(create, async (session, options, backup = '') => {
    const id = await createReport(session, backup, options);
    if (options.wait) return endOfReport(session, id);
    session.output.line(`Report ${id} has begun. Follow it: known-good watch ${id}`);
    return EXIT.done;
  });
  const list = report
    .command('list')
    .description('List reports, newest first')
    .option('--limit <number>', 'at most so many', count, 50);
  runs<{ readonly limit: number }>(list, async (session, { limit }) => {
    const tenantId = await session.tenantId();
    const reports = paged(async (after) => {
      const { tenant } = await session.connection.ask(ReportsDocument, { tenantId, first: 50, after });
      return tenant?.differenceReports;
    });
    session.output.rows('report', COLUMNS, await firstOf(reports, limit), 'There is no report yet.');
    return EXIT.done;
  });
  runs<FilterOptions>(withFilter(report.command('show <id>')), showReport);
}

function withFilter(show: Command): Command {
  return show
    .description('Show a report and its changes')
    .option('--type <types>', 'only objects of these types', objectTypes)
    .addOption(
      new Option('--kind <kind>', 'only changes of this kind').choices([
        'created',
        'modified',
        'softDeleted',
        'restored',
        'hardDeleted',
      ]),
    )
    .addOption(
      new Option('--action <action>', 'only what this undoes').choices(['update', 'restore', 'softDelete']),
    )
    .option('--attribute <names>', 'only changes of one of these attributes or links', words)
    .option('--name <text>', 'only objects with this in their name')
    .option('--actor <id>', 'only what this user or application has changed')
    .option('--actor-name <text>', 'only what someone with this in their name has changed')
    .option('--after <moment>', 'only what was changed at this moment or later', moment)
    .option('--before <moment>', 'only what was changed at this moment or earlier', moment);
}

async function showReport(session: Session, options: FilterOptions, id = ''): Promise<ExitCode> {
  const report = await writeReport(session, id);
  if (report.status !== 'completed') return EXIT.done;
  const { type, kind, action, attribute, name, actor, actorName, after, before } = options;
  session.output.line('');
  await writeChanges(session, id, {
    ...(type && { objectTypes: type }),
    ...(kind && { kinds: [kind] }),
    ...(action && { actions: [action] }),
    ...(attribute && { attributes: attribute }),
    ...(name !== undefined && { nameContains: name }),
    ...(actor !== undefined && { actorId: actor }),
    ...(actorName !== undefined && { actorName }),
    ...(after !== undefined && { changedAfter: after }),
    ...(before !== undefined && { changedBefore: before }),
  });
  return EXIT.done;
}

/** Starts a report against the tenant as it is (`live`) or a later backup, and answers its id. */
export async function createReport(
  session: Session,
  backup: string,
  scope: ScopeOptions,
  other = 'live',
): Promise<string> {
  const { connection, output } = session;
  const tenantId = await session.tenantId();
  const backupId = await backupNamed(session, backup);
  const compareWithBackupId = other === 'live' ? undefined : await backupNamed(session, other);
  const input = { tenantId, backupId, compareWithBackupId, scope: scopeOf(scope) };
  const id = startedId((await connection.ask(CreateReportDocument, { input })).createDifferenceReport);
  output.record('started', { kind: 'differenceReport', id });
  return id;
}

/** Waits for a report's end and shows it. */
export async function endOfReport(session: Session, id: string): Promise<ExitCode> {
  await followJob(session, id);
  const { status } = await writeReport(session, id);
  return status === 'completed' ? EXIT.done : EXIT.failed;
}

async function writeReport({ connection, output }: Session, id: string): Promise<ReportRowFragment> {
  const { differenceReport: report } = await connection.ask(ReportDetailsDocument, { id });
  if (!report)
    throw new CommandEnd(EXIT.refused, 'DifferenceReportNotFound', 'There is no such report. Check the id.');
  output.record('report', report);
  output.facts([
    ['Report', report.id],
    ['Status', report.status],
    ['Since', report.backup && `${momentText(report.backup.takenAt)} (backup ${report.backup.id})`],
    [
      'Until',
      report.comparedWith && `${momentText(report.comparedWith.takenAt)} (backup ${report.comparedWith.id})`,
    ],
    ['Scope', scopeText(report.scope)],
    [
      'Changed',
      report.changedObjects === null
        ? null
        : `${report.changedObjects} objects, ${report.changedLinks} links`,
    ],
    ['Made by', attributionText(report.attribution)],
    ['Left out', report.partialTypes.join(', ')],
    ['Failure', report.failure && `${report.failure.code}: ${report.failure.message}`],
  ]);
  return report;
}

const GAP_WORDS: Readonly<Record<AttributionGap, string>> = {
  error: 'the audit log could not be read',
  licence: 'the tenant’s licence does not include its audit log',
  notSupported: 'this tenant has no audit log that can be read',
  permission: 'grant AuditLog.Read.All to read the audit log',
  tooMany: 'the audit log had more entries than are read; the latest were',
};

/** Whether it is known who made the changes; nothing while that has not been asked. */
function attributionText(attribution: ReportRowFragment['attribution']): string | null {
  if (!attribution) return null;
  const { complete, gap, until } = attribution;
  if (complete) return `as the audit log tells up to ${momentText(until)}`;
  return `not known of every change: ${gap ? GAP_WORDS[gap] : `read up to ${momentText(until)}`}`;
}
