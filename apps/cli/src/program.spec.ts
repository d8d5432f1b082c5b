import { describe, expect, it } from '@jest/globals';
import type { Command } from 'commander';
import { candidates } from './completion/candidates.js';
import { knownGood } from './program.js';

/** The commands that do something, by their whole names. The verifier reads its own options. */
function leaves(command: Command, path: readonly string[] = []): readonly (readonly [string, Command])[] {
  return command
    .createHelp()
    .visibleCommands(command)
    .flatMap((each) => {
      const whole = [...path, each.name()];
      if (each.name() === 'help' || each.name() === 'verify') return [];
      return each.commands.length > 0 ? leaves(each, whole) : [[whole.join(' '), each] as const];
    });
}

const longOptions = (command: Command): readonly string[] => command.options.map(({ long }) => long ?? '');

describe('known-good', () => {
  it.each(leaves(knownGood()))('%s says what it does, and takes --json', (_name, command) => {
    expect(command.description()).toMatch(/^[A-Z]/);
    expect(longOptions(command)).toContain('--json');
  });

  it.each(['recover', 'undo', 'cancel'])('%s can be confirmed beforehand, for scripts', (name) => {
    const [, command] = leaves(knownGood()).find(([each]) => each === name) ?? [];
    expect(command && longOptions(command)).toContain('--yes');
  });

  it('completes what has been typed of a word, and nothing after a free value', () => {
    const complete = (line: string) => candidates(knownGood(), line.split(' '));
    expect(complete('au')).toEqual(['audit']);
    expect(complete('audit log --out')).toEqual(['--outcome']);
    expect(complete('audit log --outcome ')).toEqual(['failure', 'success']);
    expect(complete('audit log --actor ')).toEqual([]);
    expect(complete('comp')).toEqual(['completion']);
  });
});
