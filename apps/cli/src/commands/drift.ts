import { readFileSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import type { Command } from 'commander';
import {
  AcknowledgeDriftDocument,
  ChangeDriftWatchDocument,
  DriftDocument,
  DriftOfReportDocument,
  StartDriftCheckDocument,
  type DriftPartsFragment,
  type DriftRuleInput,
  type DriftWatchInput,
} from '../api/generated.js';
import { CommandEnd, EXIT, type ExitCode } from '../exit-codes.js';
import { momentText } from '../output/words.js';
import { confirm } from '../session/confirm.js';
import { whileWaiting } from '../session/interruption.js';
import { count } from '../session/option-values.js';
import { runs, type Session } from '../session/session.js';
import { startedId } from '../session/started.js';

interface OnOptions {
  readonly schedule: string;
  readonly rules?: string;
  readonly massChange?: number;
  readonly massChangeAtLeast?: number;
  readonly proposePlan?: boolean;
  readonly yes?: boolean;
}

const POLLED_EVERY_MS = 500;

/** `drift on`, `off`, `show`, `check` and `ack`. */
export function addDrift(program: Command): void {
  const drift = program.command('drift').description('Watch for changes by the clock, and be told of them');
  const on = drift
    .command('on')
    .description('Switch the watch on, or set it anew; with the recommended rules where none are given')
    .option('--schedule <cron>', 'when to look (UTC)', '0 * * * *')
    .option('--rules <file>', 'the rules, as a JSON list')
    .option(
      '--mass-change <percent>',
      'tell when more than this share of a type has changed; 100: never',
      count,
    )
    .option('--mass-change-at-least <number>', 'and at least so many objects', count)
    .option('--propose-plan', 'freeze a plan that takes a new drift back, for someone to look at')
    .option('-y, --yes', 'do not ask before');
  runs<OnOptions>(on, switchOn);
  const off = drift
    .command('off')
    .description('Switch the watch off')
    .option('-y, --yes', 'do not ask before');
  runs<{ readonly yes?: boolean }>(off, async (session, { yes }) => {
    await confirm(session.output, 'Switch the drift watch off?', yes);
    await change(session, null);
    session.output.line('The drift watch is off.');
    return EXIT.done;
  });
  runs(drift.command('show').description('Show the watch, and what it found last'), showDrift);
  const check = drift.command('check').description('Look now; ends with 2 where a drift is found');
  runs(check, checkNow);
  const ack = drift
    .command('ack <report>')
    .description('Say that what the latest check has found is known')
    .requiredOption('--reason <text>', 'why; it is kept in the audit log');
  runs<{ readonly reason: string }>(ack, async (session, { reason }, id = '') => {
    const input = { differenceReportId: id, reason };
    startedId((await session.connection.ask(AcknowledgeDriftDocument, { input })).acknowledgeDrift);
    session.output.record('acknowledged', { id });
    session.output.line('Acknowledged.');
    return EXIT.done;
  });
}

async function switchOn(session: Session, options: OnOptions): Promise<ExitCode> {
  const { schedule, rules, massChange, massChangeAtLeast = 20, proposePlan, yes } = options;
  const watch: DriftWatchInput = {
    schedule,
    ...(rules !== undefined && { rules: rulesIn(rules) }),
    ...(massChange !== undefined && { massChange: { percent: massChange, atLeast: massChangeAtLeast } }),
    proposesPlan: proposePlan ?? false,
  };
  await confirm(session.output, `Set the drift watch (${schedule})?`, yes);
  await change(session, watch);
  session.output.line('The drift watch is on.');
  return EXIT.done;
}

async function change(session: Session, watch: DriftWatchInput | null): Promise<void> {
  const input = { tenantId: await session.tenantId(), watch };
  startedId((await session.connection.ask(ChangeDriftWatchDocument, { input })).changeDriftWatch);
  session.output.record('changed', { watch });
}

/** The rules in a file; the server judges what they say. */
function rulesIn(file: string): DriftRuleInput[] {
  try {
    const rules: unknown = JSON.parse(readFileSync(file, 'utf8'));
    if (Array.isArray(rules)) return rules as DriftRuleInput[];
  } catch {
    // Said below: whether it cannot be read or is not JSON, the user has to look at it.
  }
  throw new CommandEnd(EXIT.usage, 'Usage', `${file} must hold the rules as a JSON list.`);
}

async function showDrift(session: Session): Promise<ExitCode> {
  const { connection, output } = session;
  const { tenant } = await connection.ask(DriftDocument, { tenantId: await session.tenantId() });
  const { driftWatch = null, latestDriftCheck = null } = tenant ?? {};
  output.record('watch', { watch: driftWatch });
  if (driftWatch === null) output.line('The drift watch is off. Switch it on: known-good drift on');
  else {
    const { schedule, massChange, proposesPlan, rules } = driftWatch;
    output.facts([
      ['Looks', `${schedule} (UTC)`],
      ['Mass change', massChange && `more than ${massChange.percent} % and at least ${massChange.atLeast}`],
      ['Proposes a plan', proposesPlan ? 'yes' : 'no'],
      ['Rules', rules.map(({ name, severity }) => `${name} (${severity})`).join(', ')],
    ]);
  }
  if (latestDriftCheck) writeDrift(session, latestDriftCheck);
  return EXIT.done;
}

async function checkNow(session: Session): Promise<ExitCode> {
  const { connection, output } = session;
  const input = { tenantId: await session.tenantId() };
  const id = startedId((await connection.ask(StartDriftCheckDocument, { input })).startDriftCheck);
  output.record('started', { kind: 'driftCheck', id });
  const report = await whileWaiting(
    session,
    `The check goes on. Look at it: known-good report show ${id}`,
    () => untilJudged(session, id),
  );
  writeDrift(session, report);
  switch (report.drift?.status) {
    case 'none':
      return EXIT.done;
    case 'found':
      return EXIT.changes;
    default:
      return EXIT.failed;
  }
}

async function untilJudged({ connection }: Session, id: string): Promise<DriftPartsFragment> {
  for (;;) {
    const { differenceReport } = await connection.ask(DriftOfReportDocument, { id });
    if (differenceReport?.drift && differenceReport.drift.status !== 'underWay') return differenceReport;
    await delay(POLLED_EVERY_MS);
  }
}

function writeDrift({ output }: Session, report: DriftPartsFragment): void {
  const { drift, backup } = report;
  output.record('drift', report);
  if (!drift) return;
  const { acknowledgement: known, proposedPlan, deliveries } = drift;
  output.facts([
    ['Report', report.id],
    ['Looked', momentText(report.endedAt)],
    ['Against the backup of', momentText(backup?.takenAt ?? null)],
    ['Result', drift.severity ? `${drift.status}, ${drift.severity}` : drift.status],
    ['Acknowledged', known && `${known.by.name}, ${momentText(known.at)}: ${known.reason}`],
    ['Proposed plan', proposedPlan && proposedPlan.id],
    [
      'Told',
      deliveries
        .map(({ destination, delivered, code }) => (delivered ? destination : `not ${destination} (${code})`))
        .join(', ') || null,
    ],
  ]);
  if (output.json) return;
  for (const { objectType, changed, objects } of drift.massChanges)
    output.line(`Mass change: ${changed} of ${objects} ${objectType} objects.`);
  if (drift.findings.length > 0)
    output.rows(
      'finding',
      [
        { title: 'Rule', of: ({ rule }) => rule },
        { title: 'Severity', of: ({ severity }) => severity },
        { title: 'Objects', of: ({ objects }) => objects, right: true, whole: true },
        { title: 'Links', of: ({ links }) => links, right: true, whole: true },
        { title: 'New', of: ({ isNew }) => (isNew ? 'yes' : 'no') },
      ],
      drift.findings,
      '',
    );
}
