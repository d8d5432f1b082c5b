import type { Command } from 'commander';
import { HardDeletedObjectsDocument, type HardDeletedObjectsQuery } from '../api/generated.js';
import { CommandEnd, EXIT, type ExitCode } from '../exit-codes.js';
import type { Column } from '../output/table.js';
import { momentText } from '../output/words.js';
import { paged } from '../session/paged.js';
import { runs, type Session } from '../session/session.js';

type Gone = NonNullable<HardDeletedObjectsQuery['differenceReport']>['hardDeletedObjects']['nodes'][number];
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

/** `recreate list` and `recreate preflight`. */
export function addRecreate(program: Command): void {
  const recreate = program
    .command('recreate')
    .description('See what is gone for good, and what re-creating it would bring back');
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
}

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
