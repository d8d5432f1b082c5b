import { Argument, type Command } from 'commander';
import { OBJECT_TYPES, type ObjectType } from '#catalogue';
import {
  AttributeHistoryDocument,
  LastBackupOfObjectDocument,
  ObjectTimelineDocument,
  type AttributeHistoryQuery,
  type ObjectTimelineQuery,
} from '../api/generated.js';
import { CommandEnd, EXIT, type ExitCode } from '../exit-codes.js';
import type { Column } from '../output/table.js';
import { momentText } from '../output/words.js';
import { moment } from '../session/option-values.js';
import { runs, type Session } from '../session/session.js';
import { freezeAndShow } from './plan.js';

type Version = NonNullable<ObjectTimelineQuery['tenant']>['objectTimeline'][number];
type Period = NonNullable<AttributeHistoryQuery['tenant']>['attributeHistory'][number];

const COLUMNS: readonly Column<Version>[] = [
  { title: 'Backup of', of: ({ backup }) => momentText(backup.takenAt), whole: true },
  { title: 'Object', of: ({ lifecycle }) => lifecycle },
  { title: 'Changed since the one before', of: whatChanged },
  { title: 'Backup', of: ({ backup }) => backup.id, whole: true },
];

const PERIOD_COLUMNS: readonly Column<Period>[] = [
  { title: 'Value', of: ({ value }) => json(value) },
  { title: 'First seen', of: ({ since }) => momentText(since.takenAt), whole: true },
  { title: 'Last seen', of: ({ until }) => momentText(until.takenAt), whole: true },
  { title: 'Backup', of: ({ until }) => until.id, whole: true },
];

interface LogOptions {
  readonly attribute?: string;
}

interface PlanOptions {
  readonly before: string;
  readonly reason?: string;
}

/** `object log` and `object plan`. */
export function addObject(program: Command): void {
  const object = program.command('object').description('Follow one object through the backups');
  const log = named(object.command('log'))
    .option('--attribute <name>', 'only the values of this attribute, with the backups that show each')
    .description('Show the versions of an object in all backups that are kept, newest first');
  runs<LogOptions>(log, async (session, { attribute }, type = '', id = '') => {
    const ref = { objectType: type as ObjectType, objectId: id };
    return attribute === undefined ? writeVersions(session, ref) : writePeriods(session, ref, attribute);
  });
  const plan = named(object.command('plan'))
    .requiredOption('--before <moment>', 'the moment before which the object was good', moment)
    .option('--reason <text>', 'why; it is kept in the audit log')
    .description(
      'Freeze a plan that brings an object back to its last version before a moment; writes nothing',
    );
  runs<PlanOptions>(plan, async (session, options, type = '', id = '') =>
    planLastVersion(session, { objectType: type as ObjectType, objectId: id }, options),
  );
}

const named = (command: Command): Command =>
  command
    .addArgument(new Argument('<type>', 'the object’s type').choices(OBJECT_TYPES))
    .argument('<id>', 'the object’s id');

interface Named {
  readonly objectType: ObjectType;
  readonly objectId: string;
}

async function writeVersions(session: Session, object: Named): Promise<ExitCode> {
  const { connection, output } = session;
  const tenantId = await session.tenantId();
  const { tenant } = await connection.ask(ObjectTimelineDocument, { tenantId, ...object });
  output.rows('version', COLUMNS, tenant?.objectTimeline ?? [], 'No backup that is kept holds the object.');
  return EXIT.done;
}

async function writePeriods(session: Session, object: Named, attribute: string): Promise<ExitCode> {
  const { connection, output } = session;
  const tenantId = await session.tenantId();
  const { tenant } = await connection.ask(AttributeHistoryDocument, { tenantId, ...object, attribute });
  const periods = tenant?.attributeHistory ?? [];
  output.rows('value', PERIOD_COLUMNS, periods, 'No backup that is kept tells the attribute of the object.');
  return EXIT.done;
}

/** Finds the newest backup from before the moment that holds the object, and freezes a plan of that object alone. */
async function planLastVersion(
  session: Session,
  object: Named,
  { before, reason }: PlanOptions,
): Promise<ExitCode> {
  const { connection } = session;
  const tenantId = await session.tenantId();
  const { tenant } = await connection.ask(LastBackupOfObjectDocument, { tenantId, ...object, before });
  const backup = tenant?.lastBackupOfObject;
  if (!backup)
    throw new CommandEnd(
      EXIT.refused,
      'BackupNotFound',
      'No backup that is kept from before that moment holds the object in use. See: known-good object log',
    );
  return freezeAndShow(session, {
    ...{ tenantId, from: { backupId: backup.id }, scope: { objectIds: [object.objectId] } },
    ...(reason !== undefined && { reason }),
  });
}

function whatChanged({ change }: Version): string {
  if (!change) return '';
  return [
    ...change.attributes.map(
      ({ name, backupValue, currentValue }) => `${name}: ${json(backupValue)} → ${json(currentValue)}`,
    ),
    // A report's words are what recovery would do: what it would add has been removed.
    ...change.links.map(({ link, targetId, change: undo }) => `${DONE[undo]} ${link} ${targetId}`),
  ].join(', ');
}

const DONE = { add: 'removed', remove: 'added', update: 'changed' } as const;
const json = (value: unknown): string => JSON.stringify(value ?? null);
