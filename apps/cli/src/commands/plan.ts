import { Option, type Command } from 'commander';
import type { ObjectType } from '#catalogue';
import {
  ApprovePlanDocument,
  FreezePlanDocument,
  RejectPlanDocument,
  type FreezePlanInput,
  type SelectionInput,
} from '../api/generated.js';
import { CommandEnd, EXIT, type ExitCode } from '../exit-codes.js';
import { backupNamed } from '../session/backup-named.js';
import { confirm } from '../session/confirm.js';
import { followJob } from '../session/follow-job.js';
import {
  moment,
  objectTypes,
  scopeOf,
  withScope,
  words,
  type ScopeOptions,
} from '../session/option-values.js';
import { runs, type Session } from '../session/session.js';
import { startedId } from '../session/started.js';
import { writePlan } from './plan-text.js';

interface FreezeOptions extends ScopeOptions {
  readonly backup?: string;
  readonly report?: string;
  readonly all?: boolean;
  readonly object?: string[];
  readonly except?: string[];
  readonly type?: ObjectType[];
  readonly kind?: NonNullable<NonNullable<SelectionInput['filter']>['kinds']>[number];
  readonly action?: NonNullable<NonNullable<SelectionInput['filter']>['actions']>[number];
  readonly attribute?: string[];
  readonly name?: string;
  readonly actor?: string;
  readonly after?: string;
  readonly before?: string;
  readonly overwriteMoved?: boolean;
  readonly reportOnly?: boolean;
  readonly reason?: string;
}

interface ReviewOptions {
  readonly reason: string;
  readonly yes?: boolean;
}

/** `plan freeze`, `show`, `approve` and `reject`. */
export function addPlan(program: Command): void {
  const plan = program.command('plan').description('Freeze exactly what a recovery will do, and look at it');
  runs<FreezeOptions>(withChoice(plan.command('freeze')), freezePlan);
  runs(
    plan.command('show <plan>').description('Show a plan and its steps, with the values seen'),
    async (session, _options, id = '') => endOf(await writePlan(session, id)),
  );
  const approve = plan
    .command('approve <plan>')
    .description('Let a plan be started that someone else has asked for');
  runs<ReviewOptions>(withReason(approve), (session, options, id = '') =>
    review(session, options, id, 'approve'),
  );
  const reject = plan.command('reject <plan>').description('Keep a plan from being started, for good');
  runs<ReviewOptions>(withReason(reject), (session, options, id = '') =>
    review(session, options, id, 'reject'),
  );
}

function withReason(command: Command): Command {
  return command
    .requiredOption('--reason <text>', 'why; it is kept in the audit log')
    .option('-y, --yes', 'do not ask before');
}

/** Shows the plan, asks, and decides on what was shown: its digest is what is decided on. */
async function review(
  session: Session,
  { reason, yes }: ReviewOptions,
  planId: string,
  decision: 'approve' | 'reject',
): Promise<ExitCode> {
  const { connection, output } = session;
  const digest = await writePlan(session, planId);
  if (digest === undefined) return EXIT.failed;
  await confirm(output, decision === 'approve' ? 'Approve this plan?' : 'Reject this plan?', yes);
  const input = { planId, digest, reason };
  startedId(
    decision === 'approve'
      ? (await connection.ask(ApprovePlanDocument, { input })).approvePlan
      : (await connection.ask(RejectPlanDocument, { input })).rejectPlan,
  );
  output.record('reviewed', { id: planId, decision });
  output.line(decision === 'approve' ? 'Approved.' : 'Rejected.');
  return EXIT.done;
}

function withChoice(command: Command): Command {
  return withScope(
    command
      .description(
        'Freeze what a report or a backup would take back, or what you choose of it; writes nothing',
      )
      .option('--report <id>', 'plan from a report: its values are the ones seen')
      .option('--backup <id>', 'plan from a backup (or `latest`)')
      .option('--all', 'with --backup: look at all objects'),
  )
    .option('--object <ids>', 'only these objects, as a whole', words)
    .option('--except <ids>', 'never these objects', words)
    .option('--type <types>', 'only changes of objects of these types', objectTypes)
    .addOption(
      new Option('--kind <kind>', 'only changes of this kind').choices([
        'created',
        'modified',
        'softDeleted',
        'restored',
      ]),
    )
    .addOption(
      new Option('--action <action>', 'only what this undoes').choices(['update', 'restore', 'softDelete']),
    )
    .option('--attribute <names>', 'only these attributes or links', words)
    .option('--name <text>', 'only objects with this in their name')
    .option('--actor <id>', 'with --report: only what this user or application has changed')
    .option('--after <moment>', 'with --report: only what was changed at this moment or later', moment)
    .option('--before <moment>', 'with --report: only what was changed at this moment or earlier', moment)
    .option(
      '--overwrite-moved',
      'overwrite what someone has changed since it was seen, instead of skipping it',
    )
    .option('--report-only', 'bring Conditional Access policies back in report-only mode')
    .option('--reason <text>', 'why; it is kept in the audit log');
}

async function freezePlan(session: Session, options: FreezeOptions): Promise<ExitCode> {
  const { backup, report, types, ids, all } = options;
  if ((report === undefined) === (backup === undefined)) throw usage('Say --report ID or --backup ID.');
  const scopes = [types, ids, all].filter((each) => each !== undefined).length;
  if (backup === undefined && scopes > 0)
    throw usage('A report has a scope already: leave out --types, --ids and --all.');
  if (backup !== undefined && scopes !== 1)
    throw usage('Say which objects to look at: --types, --ids or --all.');
  const selection = selectionOf(options);
  const input: FreezePlanInput = {
    tenantId: await session.tenantId(),
    from:
      report === undefined
        ? { backupId: await backupNamed(session, backup ?? '') }
        : { differenceReportId: report },
    ...(backup !== undefined && { scope: scopeOf({ ...(types && { types }), ...(ids && { ids }) }) }),
    ...(selection && { selection }),
    whatMoved: options.overwriteMoved === true ? 'overwrite' : 'skip',
    conditionalAccess: options.reportOnly === true ? 'reportOnly' : 'asInBackup',
    ...(options.reason !== undefined && { reason: options.reason }),
  };
  return freezeAndShow(session, input);
}

/** Freezes a plan, waits for its end and shows it. */
export async function freezeAndShow(session: Session, input: FreezePlanInput): Promise<ExitCode> {
  const { connection, output } = session;
  const id = startedId((await connection.ask(FreezePlanDocument, { input })).freezePlan);
  output.record('started', { kind: 'recovery', id });
  await followJob(session, id);
  return endOf(await writePlan(session, id));
}

/** What is chosen; nothing where all is. */
function selectionOf(options: FreezeOptions): SelectionInput | undefined {
  const { object, except, type, kind, action, attribute, name, actor, after, before } = options;
  const filter = {
    ...(type && { objectTypes: type }),
    ...(kind && { kinds: [kind] }),
    ...(action && { actions: [action] }),
    ...(attribute && { attributes: attribute }),
    ...(name !== undefined && { nameContains: name }),
    ...(actor !== undefined && { actorId: actor }),
    ...(after !== undefined && { changedAfter: after }),
    ...(before !== undefined && { changedBefore: before }),
  };
  const hasFilter = Object.keys(filter).length > 0;
  if (object && hasFilter) throw usage('Choose by --object, or by what the changes are, not by both.');
  if (!object && !except && !hasFilter) return undefined;
  return {
    ...(object ? { objects: object.map((objectId) => ({ objectId })) } : { filter }),
    ...(except && { exceptObjectIds: except }),
  };
}

/** A command that was to show a plan has failed where there is none. */
const endOf = (digest: string | undefined): ExitCode => (digest === undefined ? EXIT.failed : EXIT.done);

const usage = (message: string) => new CommandEnd(EXIT.usage, 'Usage', message);
