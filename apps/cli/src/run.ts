import { CommanderError } from 'commander';
import { CommandEnd, EXIT, type ExitCode } from './exit-codes.js';
import { knownGood } from './program.js';

/** Says why a command ends, to programs on standard output and to readers on standard error. */
function told(code: string, message: string, exitCode: ExitCode): ExitCode {
  if (process.argv.includes('--json'))
    process.stdout.write(`${JSON.stringify({ event: 'error', code, message })}\n`);
  else process.stderr.write(`${message}\n`);
  return exitCode;
}

function endOf(error: unknown): ExitCode {
  if (error instanceof CommandEnd) return told(error.code, error.message, error.exitCode);
  if (!(error instanceof CommanderError))
    return told('Unexpected', error instanceof Error ? error.message : String(error), EXIT.failed);
  if (error.exitCode === 0) return EXIT.done;
  // What commander shows where a command is left out is its help, with no message of its own.
  if (error.code !== 'commander.help')
    return told('Usage', error.message.replace(/^error: /, ''), EXIT.usage);
  process.stderr.write('Say which command: known-good --help\n');
  return EXIT.usage;
}

/** Carries out one call of the command line; the process then ends with `process.exitCode`. */
export async function run(): Promise<void> {
  // A reader that has seen enough (head, less) closes the pipe: that is no fault.
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'EPIPE') process.exit(EXIT.done);
    throw error;
  });
  try {
    await knownGood().parseAsync();
  } catch (error) {
    process.exitCode = endOf(error);
  }
}
