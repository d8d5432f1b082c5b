import type { Command } from 'commander';
import {
  HardDeletedObjectsDocument,
  RecreatedObjectsDocument,
  RecreateObjectsDocument,
  type HardDeletedObjectsQuery,
  type RecreatedObjectsQuery,
} from '../api/generated.js';
import { CommandEnd, EXIT, type ExitCode } from '../exit-codes.js';
import type { Column } from '../output/table.js';
import { momentText } from '../output/words.js';
import { words } from '../session/option-values.js';
import { paged } from '../session/paged.js';
import { runs, type Session } from '../session/session.js';
import { startedId } from '../session/started.js';
import { carryOut, withWriting, written, type WriteOptions } from './recover.js';

type Gone = NonNullable<HardDeletedObjectsQuery['differenceReport']>['hardDeletedObjects']['nodes'][number];
type Made = NonNullable<RecreatedObjectsQuery['recovery']>['steps']['nodes'][number];
type Loss = Gone['recreationPreflight']['lost'][number];

const COLUMNS: readonly Column<Gone>[] = [
  { title: 'Type', of: ({ objectType }) => objectType },
  { title: 'Object', of: ({ displayName, objectId }) => displayName ?? objectId },
  { title: 'By', of: ({ madeBy: [latest] }) => latest?.actor.name ?? latest?.actor.id ?? '' },
  { title: 'At', of: ({ madeBy: [latest] }) => momentText(latest?.at ?? null), whole: true },
  {
    title: 'Re-created',
    of: ({ recreationPreflight: { obstacle, comesBack } }) =>
      obstacle ? `no: ${obstacle.code}` : `${comesBack.length} attributes`,
  },
  { title: 'Otherwise', of: ({ recreationPreflight: { altered } }) => named(altered) },
  { title: 'Lost', of: ({ recreationPreflight: { lost } }) => named(lost) },
  { title: 'Id', of: ({ objectId }) => objectId, whole: true },
];

const named = (losses: readonly Loss[]): string => losses.map(({ what }) => what).join(', ');

/** `recreate list`, `recreate preflight` and `recreate start`. */
export function addRecreate(program: Command): void {
  const recreate = program
    .command('recreate')
    .description('See what is gone for good, what re-creating it would bring back, and do so');
  runs(
    recreate
      .command('list <report>')
      .description('List the objects that a report found gone for good, with what would come back'),
    async (session, _options, report = '') => {
      const gone = await Array.fromAsync(hardDeleted(session, report));
      session.output.rows('hardDeleted', COLUMNS, gone, 'Nothing is gone for good.');
      return EXIT.done;
    },
  );
  runs(
    recreate
      .command('preflight <report> <object>')
      .description('Show what an object was, and what of it would come back, what not and why'),
    showPreflight,
  );
  const start = recreate
    .command('start <report> <objects>')
    .description(
      'Make objects again (ids, separated by commas), under new ids that take the place of the old',
    );
  runs<WriteOptions>(withWriting(start), startRecreation);
}

async function startRecreation(
  session: Session,
  options: WriteOptions,
  differenceReportId = '',
  objects = '',
): Promise<ExitCode> {
  const { connection } = session;
  const objectIds = words(objects);
  const input = {
    ...{ tenantId: await session.tenantId(), differenceReportId, objectIds },
    ...written(options),
  };
  const question = `Make ${objectIds.length} objects again in tenant ${input.tenantId}? They get new ids and no password: see known-good recreate preflight.`;
  let recovery = '';
  const end = await carryOut(session, options, question, async () => {
    recovery = startedId((await connection.ask(RecreateObjectsDocument, { input })).recreateObjects);
    return recovery;
  });
  if (options.wait && options.dryRun !== true) await writeNewIds(session, recovery);
  return end;
}

async function writeNewIds({ connection, output }: Session, id: string): Promise<void> {
  const steps = paged(async (after) => {
    const { recovery } = await connection.ask(RecreatedObjectsDocument, { id, after });
    return recovery?.steps;
  });
  const made = (await Array.fromAsync(steps)).filter(({ action }) => action === 'create');
  output.line('');
  output.rows('recreated', NEW_IDS, made, 'Nothing has been made.');
}

const NEW_IDS: readonly Column<Made>[] = [
  { title: 'Type', of: ({ objectType }) => objectType },
  { title: 'Id that it had', of: ({ objectId }) => objectId, whole: true },
  { title: 'New id', of: ({ newObjectId }) => newObjectId, whole: true },
];

async function showPreflight(session: Session, _options: object, report = '', id = ''): Promise<ExitCode> {
  for await (const gone of hardDeleted(session, report)) {
    if (gone.objectId !== id.toLowerCase()) continue;
    writePreflight(session, gone);
    return EXIT.done;
  }
  throw new CommandEnd(
    EXIT.refused,
    'ObjectNotInReport',
    'The report has no such object that is gone for good. See known-good recreate list.',
  );
}

function writePreflight({ output }: Session, gone: Gone): void {
  const { objectType, objectId, displayName, inBackup, recreationPreflight } = gone;
  const { obstacle, comesBack, altered, lost } = recreationPreflight;
  const was = (inBackup.attributes ?? {}) as Readonly<Record<string, unknown>>;
  output.record('preflight', gone);
  if (output.json) return;
  output.facts([
    ['Object', `${objectType} ${displayName ?? ''}`.trim()],
    ['Id', objectId],
    ['Re-created', obstacle ? `no. ${obstacle.message}` : 'yes'],
    ...comesBack.map((name): [string, string] => [name, JSON.stringify(was[name] ?? null)]),
  ]);
  for (const [title, losses] of [
    ['Comes back otherwise', altered],
    ['Does not come back', lost],
  ] as const) {
    if (losses.length === 0) continue;
    output.line('');
    output.rows('loss', [{ title, of: ({ what }) => what, whole: true }, REASON], losses, '');
  }
}

const REASON: Column<Loss> = { title: 'Why, and what to do', of: ({ message }) => message };

function hardDeleted({ connection }: Session, id: string): AsyncIterable<Gone> {
  return paged(async (after) => {
    const { differenceReport } = await connection.ask(HardDeletedObjectsDocument, { id, after });
    if (!differenceReport)
      throw new CommandEnd(
        EXIT.refused,
        'DifferenceReportNotFound',
        'There is no such report. Check the id.',
      );
    return differenceReport.hardDeletedObjects;
  });
}
