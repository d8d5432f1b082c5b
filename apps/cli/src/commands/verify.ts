import type { Command } from 'commander';
import { CommandEnd, EXIT, type ExitCode } from '../exit-codes.js';
import { serverAddress } from '../api/server-address.js';
import { accessToken } from '../sign-in/access-token.js';
import { StoredSignIns } from '../sign-in/stored-sign-ins.js';

/** `backup verify`: every retained backup of a data folder, read whole against the log. */
export function addBackupVerify(backup: Command): void {
  verification(
    backup.command('verify'),
    'Read every retained backup of a data folder whole, without the server (--data DIR)',
    ['--backups'],
  );
}

/** `audit verify`: the log of a data folder, of an EventStoreDB, or of a running server. */
export function addAuditVerify(audit: Command): void {
  verification(
    audit.command('verify'),
    'Check that the log has only been added to, without the server or against a kept checkpoint',
    [],
  );
}

/** The verifier reads its own options, so that it can be handed to an auditor alone. */
function verification(command: Command, description: string, always: readonly string[]): void {
  command
    .description(description)
    .argument('[options...]', 'as `--help` says')
    .helpOption(false)
    .allowUnknownOption()
    .action(async (args: string[]) => {
      process.exitCode = await verify([...args, ...always], args.includes('--help') || args.includes('-h'));
    });
}

async function verify(args: readonly string[], help: boolean): Promise<ExitCode> {
  // It brings the event store's drivers, which no other command needs.
  const { runVerify, USAGE } = await import('../verify/run-verify.js');
  if (help) {
    process.stdout.write(`${USAGE}\nAs a command of known-good, it ends with ${EXIT.usage} instead of 2.\n`);
    return EXIT.done;
  }
  const { exitCode, output, errors } = await runVerify(args, await withToken(args));
  process.stdout.write(output);
  process.stderr.write(errors);
  return exitCode === 0 ? EXIT.done : exitCode === 1 ? EXIT.failed : EXIT.usage;
}

/** The verifier takes the token of a server from `TOKEN`: where none is given, that of the sign-in. */
async function withToken(args: readonly string[]): Promise<NodeJS.ProcessEnv> {
  const server = args[args.indexOf('--server') + 1];
  if (!args.includes('--server') || server === undefined) return process.env;
  const address = serverAddress(server);
  const token = await accessToken(address, new StoredSignIns(process.env), process.env).catch(
    (error: unknown) => {
      if (error instanceof CommandEnd) return undefined;
      throw error;
    },
  );
  return { ...process.env, TOKEN: token };
}
