import { Option, type Command } from 'commander';
import {
  AuditLogDocument,
  AuditReplayDocument,
  type AuditFilter,
  type AuditLineFragment,
  type AuditOutcome,
} from '../api/generated.js';
import { EXIT } from '../exit-codes.js';
import type { Column } from '../output/table.js';
import { shownText } from '../output/shown-text.js';
import { momentText } from '../output/words.js';
import { count, factor, moment, words } from '../session/option-values.js';
import { firstOf, paged } from '../session/paged.js';
import { runs } from '../session/session.js';
import { addAuditVerify } from './verify.js';

interface LogOptions {
  readonly activity?: string[];
  readonly actor?: string;
  readonly subject?: string;
  readonly outcome?: AuditOutcome;
  readonly from?: string;
  readonly until?: string;
  readonly limit: number;
}
interface ReplayOptions {
  readonly from?: string;
  readonly until?: string;
  readonly speed?: number;
}

const COLUMNS: readonly Column<AuditLineFragment>[] = [
  { title: 'When', of: ({ at }) => momentText(at), whole: true },
  { title: 'Who', of: ({ actor }) => actor.name },
  { title: 'From', of: ({ from }) => from },
  { title: 'Activity', of: ({ activity }) => activity, whole: true },
  { title: 'Outcome', of: ({ outcome }) => outcome },
  { title: 'About', of: ({ subject }) => `${subject.kind} ${subject.id}` },
];

/** `audit log`, `replay` and `verify`. */
export function addAudit(program: Command): void {
  const audit = program
    .command('audit')
    .description('Read, replay and verify the record of everything that was done');
  runs<LogOptions>(logCommand(audit), async (session, { limit, ...options }) => {
    const tenantId = await session.tenantId();
    const filter: AuditFilter = {
      activities: options.activity,
      actorId: options.actor,
      subjectId: options.subject,
      outcome: options.outcome,
      from: options.from,
      until: options.until,
    };
    const entries = paged(async (after) => {
      const asked = { tenantId, first: Math.min(limit, 500), after, filter };
      return (await session.connection.ask(AuditLogDocument, asked)).auditLog;
    });
    session.output.rows('entry', COLUMNS, await firstOf(entries, limit), 'No entry.');
    return EXIT.done;
  });
  const replay = audit
    .command('replay')
    .description('Play the log once more, line by line')
    .option('--from <moment>', 'begin there', moment)
    .option('--until <moment>', 'end there', moment)
    .option(
      '--speed <factor>',
      'so many times as fast as it happened (default: as fast as it is read)',
      factor,
    );
  runs<ReplayOptions>(replay, async (session, { from, until, speed }) => {
    const variables = {
      tenantId: await session.tenantId(),
      ...(from !== undefined && { from: { time: from } }),
      ...(until !== undefined && { until: { time: until } }),
      ...(speed !== undefined && { speed }),
    };
    const lines = session.connection.follow(AuditReplayDocument, variables, { repeatable: false });
    for await (const { auditReplay: entry } of lines) {
      session.output.record('entry', entry);
      session.output.line(COLUMNS.map(({ of }) => shownText(of(entry))).join('  '));
    }
    return EXIT.done;
  });
  addAuditVerify(audit);
}

function logCommand(audit: Command): Command {
  return audit
    .command('log')
    .description('Show the log, in the order in which it happened')
    .option('--activity <types>', 'only these activities, such as RecoveryStarted', words)
    .option('--actor <id>', 'only what this person or service did')
    .option('--subject <id>', 'only about this backup, report, recovery or tenant')
    .addOption(new Option('--outcome <outcome>', 'only what ended so').choices(['success', 'failure']))
    .option('--from <moment>', 'not before', moment)
    .option('--until <moment>', 'before', moment)
    .option('--limit <number>', 'at most so many', count, 500);
}
