import {
  RecoveryDetailsDocument,
  UnappliedStepsDocument,
  type UnappliedStepsQuery,
} from '../api/generated.js';
import { CommandEnd, EXIT, type ExitCode } from '../exit-codes.js';
import type { Column } from '../output/table.js';
import { momentText, scopeText } from '../output/words.js';
import { firstOf, paged } from '../session/paged.js';
import type { Session } from '../session/session.js';

type Step = NonNullable<UnappliedStepsQuery['recovery']>['steps']['nodes'][number];

const STEP_COLUMNS: readonly Column<Step>[] = [
  { title: 'Outcome', of: ({ outcome }) => outcome, whole: true },
  { title: 'Type', of: ({ objectType }) => objectType },
  { title: 'Object', of: ({ objectId }) => objectId, whole: true },
  { title: 'Step', of: ({ action, link }) => (link ? `${link.change} ${link.name} ${link.target}` : action) },
  { title: 'Why', of: ({ code, message }) => [code, message].filter((part) => part !== null).join(': ') },
];

/** So many changes that were not applied are listed for readers; programs get them all. */
const MOST_STEPS = 200;
/** Why a step was skipped that nobody needs to look at: it had been done before. */
const ALREADY_DONE = 'alreadyAsInBackup';

/** Writes a recovery and what of it was not applied; answers how a command that waited for it ends. */
export async function writeRecovery(session: Session, id: string): Promise<ExitCode> {
  const { connection, output } = session;
  const { recovery } = await connection.ask(RecoveryDetailsDocument, { id });
  if (!recovery)
    throw new CommandEnd(EXIT.refused, 'RecoveryNotFound', 'There is no such recovery. Check the id.');
  output.record('recovery', recovery);
  output.facts([
    ['Recovery', recovery.dryRun ? `${recovery.id} (dry run)` : recovery.id],
    ['Status', recovery.status],
    ['From', recovery.backup && `${momentText(recovery.backup.takenAt)} (backup ${recovery.backup.id})`],
    ['Undoes', recovery.undoes?.id],
    ['Scope', scopeText(recovery.scope)],
    ['Asked for', `${momentText(recovery.requestedAt)} by ${recovery.requestedBy.name}`],
    ['Reason', recovery.reason],
    ['Ended', momentText(recovery.endedAt)],
    ['Planned', recovery.plannedSteps === null ? null : `${recovery.plannedSteps} steps`],
    ['Modified', `${recovery.objectsModified} objects, ${recovery.linksModified} links`],
    ['Failed', `${recovery.failedChanges} changes`],
    ['Skipped', `${recovery.skippedChanges} changes`],
    ['Excluded', recovery.excluded.map(({ reason, count }) => `${count} ${reason}`).join(', ')],
    ['Left out', recovery.partialTypes.join(', ')],
    ['Failure', recovery.failure && `${recovery.failure.code}: ${recovery.failure.message}`],
  ]);
  if (recovery.failedChanges + recovery.skippedChanges > 0) await writeSteps(session, id);
  if (recovery.status === 'completedWithWarnings') return EXIT.warnings;
  return recovery.status === 'failed' || recovery.status === 'cancelled' ? EXIT.failed : EXIT.done;
}

async function writeSteps({ connection, output }: Session, id: string): Promise<void> {
  const steps = paged(async (after) => {
    const { recovery } = await connection.ask(UnappliedStepsDocument, { id, after });
    return recovery?.steps;
  });
  if (output.json) {
    for await (const step of steps) output.record('step', step);
    return;
  }
  const unapplied = await firstOf(withoutDone(steps), MOST_STEPS);
  if (unapplied.length === 0) return;
  output.line('');
  output.rows('step', STEP_COLUMNS, unapplied, '');
}

async function* withoutDone(steps: AsyncIterable<Step>): AsyncGenerator<Step> {
  for await (const step of steps) if (step.code !== ALREADY_DONE) yield step;
}
