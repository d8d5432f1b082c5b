import { ChangesDocument, type ChangeFilterInput, type ChangesQuery } from '../api/generated.js';
import { CommandEnd, EXIT } from '../exit-codes.js';
import type { Column } from '../output/table.js';
import { momentText } from '../output/words.js';
import { paged } from '../session/paged.js';
import type { Session } from '../session/session.js';

type Change = NonNullable<ChangesQuery['differenceReport']>['changes']['nodes'][number];

const COLUMNS: readonly Column<Change>[] = [
  { title: 'Type', of: ({ objectType }) => objectType },
  { title: 'Object', of: ({ displayName, objectId }) => displayName ?? objectId },
  { title: 'Change', of: ({ kind }) => kind, whole: true },
  { title: 'Recovery', of: ({ action, notRecoverableReason }) => action ?? `none: ${notRecoverableReason}` },
  { title: 'What', of: whatChanged },
  { title: 'By', of: ({ madeBy: [latest] }) => latest?.actor.name ?? latest?.actor.id ?? '' },
  { title: 'At', of: ({ madeBy: [latest] }) => momentText(latest?.at ?? null), whole: true },
  { title: 'Id', of: ({ objectId }) => objectId, whole: true },
];

/** Rows of a table on paper at a time: what is written is never held whole. */
const BATCH = 500;

/** Writes a report's changes, and answers how many there are. */
export async function writeChanges(
  { connection, output }: Session,
  reportId: string,
  filter: ChangeFilterInput = {},
): Promise<number> {
  const changes = paged(async (after) => {
    const { differenceReport } = await connection.ask(ChangesDocument, { id: reportId, after, filter });
    if (!differenceReport)
      throw new CommandEnd(
        EXIT.refused,
        'DifferenceReportNotFound',
        'There is no such report. Check the id.',
      );
    return differenceReport.changes;
  });
  let written = 0;
  let batch: Change[] = [];
  for await (const change of changes) {
    batch.push(change);
    written += 1;
    if (batch.length === BATCH) {
      output.rows('change', COLUMNS, batch, '');
      batch = [];
    }
  }
  if (batch.length > 0 || written === 0) output.rows('change', COLUMNS, batch, 'No changes.');
  return written;
}

const LINK_WORDS = { add: 'lost', remove: 'new', update: 'changed' } as const;

/** The changed attributes by name, and the changed links by number. */
function whatChanged({ attributes, links }: Change): string {
  const byLink = Object.groupBy(links, ({ link, change }) => `${LINK_WORDS[change]} ${link}`);
  return [
    ...attributes.map(({ name }) => name),
    ...Object.entries(byLink).map(([words, all]) => `${all?.length ?? 0} ${words}`),
  ].join(', ');
}
