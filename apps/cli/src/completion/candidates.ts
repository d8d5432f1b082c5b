import type { Command, Option } from 'commander';

/**
 * The words that can stand last on a command line: commands and options, or the values of an option that has only so
 * many. `words` are those after the program's name; the last one is what has been typed of the word.
 */
export function candidates(program: Command, words: readonly string[]): readonly string[] {
  const typed = words.at(-1) ?? '';
  const before = words.slice(0, -1);
  const command = before.reduce((at, word) => subcommand(at, word) ?? at, program);
  const last = before.at(-1);
  const option = command.options.find(
    ({ long, short }) => last !== undefined && (long === last || short === last),
  );
  return possible(command, option)
    .filter((word) => word.startsWith(typed))
    .sort();
}

function possible(command: Command, option: Option | undefined): readonly string[] {
  if (option?.required === true) return option.argChoices ?? [];
  const names = visible(command).map((each) => each.name());
  const options = command.options.filter(({ hidden }) => !hidden).map(({ long }) => long);
  return [...names, ...argumentChoices(command), ...options, '--help'].filter(
    (word) => typeof word === 'string',
  );
}

const argumentChoices = (command: Command): readonly string[] =>
  command.registeredArguments.flatMap(({ argChoices }) => argChoices ?? []);

const subcommand = (command: Command, word: string): Command | undefined =>
  visible(command).find((each) => each.name() === word);

const visible = (command: Command): readonly Command[] => command.createHelp().visibleCommands(command);
