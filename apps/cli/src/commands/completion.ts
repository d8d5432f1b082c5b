import { Argument, type Command } from 'commander';
import { candidates } from '../completion/candidates.js';
import { SCRIPTS, SHELLS, type Shell } from '../completion/scripts.js';

/** `completion`, and the hidden command that its scripts ask. */
export function addCompletion(program: Command): void {
  program
    .command('completion')
    .description('Write what a shell loads to complete your words')
    .addArgument(new Argument('<shell>', 'the shell').choices(SHELLS))
    .option('--json', 'write lines of JSON')
    .action((shell: Shell, { json }: { readonly json?: boolean }) => {
      const script = SCRIPTS[shell];
      process.stdout.write(
        json === true ? `${JSON.stringify({ event: 'completion', shell, script })}\n` : script,
      );
    });
  program
    .command('complete', { hidden: true })
    .argument('[words...]')
    .helpOption(false)
    .allowUnknownOption()
    .action((words: string[]) => {
      process.stdout.write(
        candidates(program, words)
          .map((word) => `${word}\n`)
          .join(''),
      );
    });
}
