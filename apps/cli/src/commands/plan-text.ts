import {
  PlanDetailsDocument,
  PlannedStepsDocument,
  type PlanDetailsQuery,
  type PlannedStepsQuery,
} from '../api/generated.js';
import { CommandEnd, EXIT } from '../exit-codes.js';
import type { Column } from '../output/table.js';
import { momentText } from '../output/words.js';
import { firstOf, paged } from '../session/paged.js';
import type { Session } from '../session/session.js';

type Review = NonNullable<NonNullable<NonNullable<PlanDetailsQuery['recovery']>['plan']>['review']>;
type Step = NonNullable<NonNullable<PlannedStepsQuery['recovery']>['plan']>['steps']['nodes'][number];

const COLUMNS: readonly Column<Step>[] = [
  { title: 'Type', of: ({ objectType }) => objectType },
  { title: 'Object', of: ({ objectId }) => objectId, whole: true },
  { title: 'Step', of: ({ action, link }) => (link ? `${link.change} ${link.name} ${link.target}` : action) },
  {
    title: 'Values',
    of: ({ attributes }) =>
      attributes
        .map(({ name, seen, wasSeen, wanted }) => `${name}: ${wasSeen ? json(seen) : '?'} → ${json(wanted)}`)
        .join(', '),
  },
];

/** So many steps are listed for readers; programs get them all. */
const MOST_STEPS = 200;

/** Writes a plan and its steps, and answers its digest; `undefined` where it was not frozen. */
export async function writePlan(session: Session, id: string): Promise<string | undefined> {
  const { connection, output } = session;
  const { recovery } = await connection.ask(PlanDetailsDocument, { id });
  if (!recovery?.dryRun)
    throw new CommandEnd(EXIT.refused, 'PlanNotFound', 'There is no such plan. Check the id, or freeze one.');
  const { plan } = recovery;
  output.record('plan', recovery);
  output.facts([
    ['Plan', recovery.id],
    ['Status', recovery.status],
    ['Digest', plan?.digest],
    ['From', recovery.backup && `${momentText(recovery.backup.takenAt)} (backup ${recovery.backup.id})`],
    ['Asked for', `${momentText(recovery.requestedAt)} by ${recovery.requestedBy.name}`],
    ['Reason', recovery.reason],
    ['Steps', plan?.stepCount],
    ['Changes', `${recovery.changedObjects ?? 0} objects, ${recovery.changedLinks ?? 0} links`],
    ['Excluded', recovery.excluded.map(({ reason, count }) => `${count} ${reason}`).join(', ')],
    ['What has moved', plan?.whatMoved === 'overwrite' ? 'is overwritten' : 'is skipped'],
    [
      'Policies come back',
      plan?.conditionalAccess === 'reportOnly' ? 'in report-only mode' : 'as in the backup',
    ],
    ['Decided', reviewText(plan?.review ?? null)],
    ['Failure', recovery.failure && `${recovery.failure.code}: ${recovery.failure.message}`],
  ]);
  if (!plan) return undefined;
  await writeSteps(session, id);
  output.line('');
  output.line(`Start it: known-good recover --plan ${id}`);
  return plan.digest;
}

async function writeSteps({ connection, output }: Session, id: string): Promise<void> {
  const steps = paged(async (after) => {
    const { recovery } = await connection.ask(PlannedStepsDocument, { id, after });
    return recovery?.plan?.steps;
  });
  if (output.json) {
    for await (const step of steps) output.record('plannedStep', step);
    return;
  }
  output.line('');
  output.rows('plannedStep', COLUMNS, await firstOf(steps, MOST_STEPS), 'There is nothing to do.');
}

function reviewText(review: Review | null): string | null {
  if (review === null) return null;
  const { decision, by, at, reason, expiresAt } = review;
  const until = expiresAt === null ? '' : `, until ${momentText(expiresAt)}`;
  return `${decision} by ${by.name} at ${momentText(at)}${until}: ${reason}`;
}

const json = (value: unknown): string => JSON.stringify(value ?? null);
