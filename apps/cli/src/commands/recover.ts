import type { Command } from 'commander';
import {
  PlanDetailsDocument,
  RecoverObjectDocument,
  StartRecoveryDocument,
  UndoRecoveryDocument,
  type StartRecoveryInput,
} from '../api/generated.js';
import { CommandEnd, EXIT, type ExitCode } from '../exit-codes.js';
import { backupNamed } from '../session/backup-named.js';
import { confirm } from '../session/confirm.js';
import { followJob } from '../session/follow-job.js';
import { scopeOf, withScope, type ScopeOptions } from '../session/option-values.js';
import { runs, type Session } from '../session/session.js';
import { startedId } from '../session/started.js';
import { writeRecovery } from './recovery-text.js';

/** The options of whatever writes to the tenant. */
export interface WriteOptions {
  readonly dryRun?: boolean;
  readonly reason?: string;
  readonly yes?: boolean;
  readonly wait: boolean;
}
interface RecoverOptions extends WriteOptions, ScopeOptions {
  readonly backup?: string;
  readonly report?: string;
  readonly object?: string;
  readonly plan?: string;
  readonly all?: boolean;
}

/** `recover` and `undo`. */
export function addRecover(program: Command): void {
  const recover = withScope(
    program
      .command('recover')
      .description('Bring objects back to their state in a backup')
      .option('--report <id>', 'recover what a report looked at')
      .option('--object <id>', 'with --report: this object alone')
      .option('--backup <id>', 'recover from a backup (or `latest`)')
      .option('--plan <id>', 'carry out a frozen plan, exactly as it is')
      .option('--all', 'with --backup: all objects'),
  );
  runs<RecoverOptions>(withWriting(recover), async (session, options) => {
    const start = await recoveryAsked(session, options);
    return carryOut(session, options, `Recover ${start.what}?`, start.begin);
  });
  const undo = program.command('undo <recovery>').description('Take back what a recovery has done');
  runs<WriteOptions>(withWriting(undo), async (session, options, recoveryId = '') =>
    carryOut(session, options, `Undo recovery ${recoveryId} in the tenant?`, async () => {
      const input = { recoveryId, ...written(options) };
      return startedId((await session.connection.ask(UndoRecoveryDocument, { input })).undoRecovery);
    }),
  );
}

/** Gives a command the options of whatever writes to the tenant. */
export function withWriting(command: Command): Command {
  return command
    .option('--dry-run', 'plan only, and write nothing to the tenant')
    .option('--reason <text>', 'why; it is kept in the audit log')
    .option('-y, --yes', 'do not ask before writing')
    .option('--no-wait', 'do not wait for its end');
}

/** What these options say to the server. */
export const written = ({ dryRun = false, reason }: WriteOptions) => ({
  dryRun,
  ...(reason !== undefined && { reason }),
});

/** Asks first unless nothing is written, begins, and waits for the end. */
export async function carryOut(
  session: Session,
  { dryRun, yes, wait }: WriteOptions,
  question: string,
  begin: () => Promise<string>,
): Promise<ExitCode> {
  const { output } = session;
  if (dryRun !== true) await confirm(output, question, yes);
  const id = await begin();
  output.record('started', { kind: 'recovery', id });
  if (!wait) {
    output.line(`Recovery ${id} has begun. Follow it: known-good watch ${id}`);
    return EXIT.done;
  }
  await followJob(session, id);
  return writeRecovery(session, id);
}

async function recoveryAsked(
  session: Session,
  options: RecoverOptions,
): Promise<{ readonly what: string; readonly begin: () => Promise<string> }> {
  const { report, object, backup, plan, types, ids, all } = options;
  if ([report, backup, plan].filter((each) => each !== undefined).length !== 1)
    throw usage('Say --report ID, --backup ID or --plan ID.');
  const scopes = [types, ids, all].filter((each) => each !== undefined).length;
  if (backup === undefined && scopes > 0)
    throw usage('A report or a plan has a scope already: leave out --types, --ids and --all.');
  if (backup !== undefined && scopes !== 1) throw usage('Say which objects: --types, --ids or --all.');
  if (object !== undefined && report === undefined) throw usage('--object is of use with --report only.');
  if (report !== undefined && object !== undefined) return singleObject(session, report, object, options);
  const tenantId = await session.tenantId();
  if (plan !== undefined) return frozenPlan(session, plan, { tenantId, ...written(options) });
  const from =
    report === undefined
      ? { backupId: await backupNamed(session, backup ?? '') }
      : { differenceReportId: report };
  const input: StartRecoveryInput = {
    tenantId,
    from,
    ...written(options),
    ...(report === undefined && { scope: scopeOf({ ...(types && { types }), ...(ids && { ids }) }) }),
  };
  const source = report === undefined ? `backup ${from.backupId}` : `report ${report}`;
  return {
    what: `${whatOf(options)} of tenant ${tenantId} from ${source}`,
    begin: async () =>
      startedId((await session.connection.ask(StartRecoveryDocument, { input })).startRecovery),
  };
}

async function frozenPlan(
  { connection }: Session,
  planId: string,
  options: Omit<StartRecoveryInput, 'from'>,
) {
  if (options.dryRun === true) throw usage('A plan is a dry run already: see known-good plan show.');
  const { recovery } = await connection.ask(PlanDetailsDocument, { id: planId });
  const { digest, stepCount } = recovery?.plan ?? {};
  if (digest === undefined || recovery?.dryRun !== true)
    throw new CommandEnd(EXIT.refused, 'PlanNotFound', 'There is no such frozen plan. Check the id.');
  const input = { ...options, from: { plan: { planId, digest } } };
  return {
    what: `tenant ${options.tenantId} by the ${stepCount} steps of plan ${planId} (${digest.slice(0, 12)}…)`,
    begin: async () => startedId((await connection.ask(StartRecoveryDocument, { input })).startRecovery),
  };
}

function singleObject(
  { connection }: Session,
  differenceReportId: string,
  objectId: string,
  { dryRun, reason }: WriteOptions,
) {
  if (dryRun === true) throw usage('A single object cannot be tried out: leave out --dry-run or --object.');
  const input = { differenceReportId, objectId, ...(reason !== undefined && { reason }) };
  return {
    what: `object ${objectId} as report ${differenceReportId} shows it`,
    begin: async () => startedId((await connection.ask(RecoverObjectDocument, { input })).recoverObject),
  };
}

function whatOf({ report, types, ids }: RecoverOptions): string {
  if (report !== undefined) return 'the scope of the report';
  if (types !== undefined) return `all ${types.join(', ')} objects`;
  return ids === undefined ? 'ALL objects' : `${ids.length} objects`;
}

const usage = (message: string) => new CommandEnd(EXIT.usage, 'Usage', message);
