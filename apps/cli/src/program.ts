import { Command } from 'commander';
import { addAudit } from './commands/audit.js';
import { addBackup } from './commands/backup.js';
import { addCompletion } from './commands/completion.js';
import { addExport } from './commands/export.js';
import { addImport } from './commands/import.js';
import { addDrift } from './commands/drift.js';
import { addDiff } from './commands/diff.js';
import { addJobs } from './commands/jobs.js';
import { addLogin } from './commands/login.js';
import { addObject } from './commands/object.js';
import { addPlan } from './commands/plan.js';
import { addRecover } from './commands/recover.js';
import { addRecreate } from './commands/recreate.js';
import { addReport } from './commands/report.js';
import { addTenants } from './commands/tenants.js';

const EXIT_CODES = `
Exit codes: 0 done (diff: no changes) · 1 failed or cancelled · 2 diff: changes · 3 not called rightly
            4 not signed in · 5 refused by the server · 6 no answer · 7 recovered with warnings · 130 interrupted`;

/** The command line `known-good`: what it understands. It throws commander's errors instead of ending the process. */
export function knownGood(): Command {
  const program = new Command('known-good')
    .description('Backs up Microsoft Entra tenants, shows what changed since, and recovers objects')
    .exitOverride()
    .configureOutput({ writeErr: () => undefined })
    .addHelpText('after', EXIT_CODES);
  for (const add of [
    addLogin,
    addTenants,
    addBackup,
    addDiff,
    addReport,
    addDrift,
    addPlan,
    addRecover,
    addRecreate,
    addJobs,
    addObject,
    addExport,
    addImport,
    addAudit,
    addCompletion,
  ])
    add(program);
  settleSubcommands(program);
  return program;
}

/** Commander hands these settings on to commands that it makes itself, but not to all: each gets them here. */
function settleSubcommands(command: Command): void {
  for (const each of command.commands) {
    each.exitOverride().configureOutput({ writeErr: () => undefined });
    settleSubcommands(each);
  }
}
