import { existsSync, readFileSync, statSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import type { Command } from 'commander';
import { buildSchema, parse, validate } from 'graphql';
import { knownGood } from '../../apps/cli/src/program.js';
import { callsOf } from './command-examples.js';
import { blocksOf, docPage, docPages, headingsOf, linksOf } from './pages.js';

const pages = docPages();
const schema = buildSchema(readFileSync('schema/schema.graphql', 'utf8'));
const { scripts } = JSON.parse(readFileSync('package.json', 'utf8')) as { scripts: Record<string, string> };

/** What the real command line makes of a call, without carrying it out. */
function parsed(call: readonly string[]): string {
  const program = knownGood();
  idle(program);
  try {
    program.parse([...call], { from: 'user' });
    return 'understood';
  } catch (error) {
    const { code, message } = error as { code?: string; message: string };
    return code === 'commander.helpDisplayed' ? 'understood' : message;
  }
}

function idle(command: Command): void {
  command.configureOutput({ writeOut: () => undefined, writeErr: () => undefined });
  if (command.commands.length === 0) command.action(() => undefined);
  command.commands.forEach(idle);
}

/** What is wrong with an operation; nothing where the schema knows all of it. */
function faultsOf(operation: string): readonly string[] {
  return validate(schema, parse(operation)).map(({ message }) => message);
}

describe('the examples of the documentation', () => {
  const calls = pages.flatMap((page) =>
    callsOf(page).map((call) => [page.path, call.join(' '), call] as const),
  );

  it('call the command line on many pages', () => {
    expect(new Set(calls.map(([path]) => path)).size).toBeGreaterThan(8);
    expect(calls.length).toBeGreaterThan(50);
  });

  it.each(calls)('%s: known-good %s', (_path, _line, call) => {
    expect(parsed(call)).toBe('understood');
  });

  it('would not pass with an option or a command that there is not', () => {
    expect(parsed(['diff', 'latest', 'live', '--typos', 'user'])).toContain('unknown option');
    expect(parsed(['recant'])).toContain('unknown command');
  });

  const operations = pages.flatMap((page) =>
    blocksOf(page)
      .filter(({ language }) => language === 'graphql')
      .map(({ code }) => [page.path, code] as const),
  );

  it.each(operations)('%s: an operation that the schema knows', (_path, operation) => {
    expect(faultsOf(operation)).toEqual([]);
  });

  const asked = [...docPage('README.md').text.matchAll(/^ {4}ask "(.+)"$/gm)].map(([, operation = '']) => [
    operation.replaceAll('\\"', '"'),
  ]);

  it('ask the API in the README', () => {
    expect(asked.length).toBeGreaterThan(5);
  });

  it.each(asked)('README: %s', (operation) => {
    expect(faultsOf(operation)).toEqual([]);
  });

  it('run scripts that there are', () => {
    const named = pages.flatMap(({ text }) =>
      [...text.matchAll(/npm run (?:-s )?([a-z][a-z:-]*)/g)].map(([, script = '']) => script),
    );
    expect(named.filter((script) => scripts[script] === undefined)).toEqual([]);
    expect(named.length).toBeGreaterThan(10);
  });
});

describe('the links of the documentation', () => {
  it.each(pages.map((page) => [page.path, page] as const))('%s leads to what there is', (_path, page) => {
    const lost = linksOf(page).filter(({ file, heading }) => {
      if (!existsSync(file)) return true;
      return heading !== undefined && !headingsOf(docPage(file)).has(heading);
    });
    expect(lost).toEqual([]);
  });

  it('come to every page from the first one', () => {
    const reached = new Set(linksOf(docPage('docs/README.md')).map(({ file }) => file));
    const missed = pages.filter(
      ({ path }) => !['README.md', 'docs/README.md'].includes(path) && !reached.has(path),
    );
    expect(missed.map(({ path }) => path)).toEqual([]);
  });

  it('show pictures that are small', () => {
    const pictures = pages.flatMap(linksOf).filter(({ file }) => file.endsWith('.png'));
    expect(pictures.length).toBeGreaterThan(0);
    expect(pictures.filter(({ file }) => statSync(file).size > 200_000)).toEqual([]);
  });
});
