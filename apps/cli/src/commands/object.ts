import { Argument, type Command } from 'commander';
import { OBJECT_TYPES, type ObjectType } from '#catalogue';
import { ObjectTimelineDocument, type ObjectTimelineQuery } from '../api/generated.js';
import { EXIT } from '../exit-codes.js';
import type { Column } from '../output/table.js';
import { momentText } from '../output/words.js';
import { runs } from '../session/session.js';

type Version = NonNullable<ObjectTimelineQuery['tenant']>['objectTimeline'][number];

const COLUMNS: readonly Column<Version>[] = [
  { title: 'Backup of', of: ({ backup }) => momentText(backup.takenAt), whole: true },
  { title: 'Object', of: ({ lifecycle }) => lifecycle },
  { title: 'Changed since the one before', of: whatChanged },
  { title: 'Backup', of: ({ backup }) => backup.id, whole: true },
];

/** `object log`. */
export function addObject(program: Command): void {
  const log = program
    .command('object')
    .description('Follow one object through the backups')
    .command('log')
    .addArgument(new Argument('<type>', 'the object’s type').choices(OBJECT_TYPES))
    .argument('<id>', 'the object’s id')
    .description('Show the versions of an object in all backups that are kept, newest first');
  runs(log, async (session, _options, type = '', objectId = '') => {
    const { connection, output } = session;
    const tenantId = await session.tenantId();
    const objectType = type as ObjectType;
    const { tenant } = await connection.ask(ObjectTimelineDocument, { tenantId, objectType, objectId });
    output.rows('version', COLUMNS, tenant?.objectTimeline ?? [], 'No backup that is kept holds the object.');
    return EXIT.done;
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
