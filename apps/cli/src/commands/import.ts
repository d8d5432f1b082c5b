import { existsSync } from 'node:fs';
import { basename, resolve } from 'node:path';
import type { Command } from 'commander';
import { lineOfItem, readExport, type ImportProblem, type ImportSummary } from '#interchange';
import { AddToImportDocument, CompleteImportDocument } from '../api/generated.js';
import { CommandEnd, EXIT, type ExitCode } from '../exit-codes.js';
import type { Column } from '../output/table.js';
import { runs, type Session } from '../session/session.js';
import { startedId } from '../session/started.js';

/** Requests have at most 100 kB: room for the lines of one, which are written as texts within JSON. */
const MOST_BYTES = 60_000;
const MOST_LINES = 500;

const PROBLEM_COLUMNS: readonly Column<ImportProblem>[] = [
  { title: 'Not taken', of: ({ code }) => code, whole: true },
  { title: 'File', of: ({ path, line }) => (line === undefined ? path : `${path}:${line}`) },
  { title: 'Why', of: ({ message }) => message },
];
const MOST_PROBLEMS = 50;

/** `import`. */
export function addImport(program: Command): void {
  const command = program
    .command('import <path>')
    .description(
      'Take in an export (EntraExporter, IntuneManagement, Known Good) as a backup to compare with',
    )
    .option('--name <text>', 'what to call it (default: the name of the folder or file)');
  runs<{ readonly name?: string }>(command, async (session, { name }, path = '') => {
    if (!existsSync(path)) throw new CommandEnd(EXIT.usage, 'Usage', `There is nothing at ${path}.`);
    return importExport(session, path, name ?? basename(resolve(path)).slice(0, 100));
  });
}

async function importExport(session: Session, path: string, name: string): Promise<ExitCode> {
  const { connection, output } = session;
  const tenantId = await session.tenantId();
  const reading = readExport(path);
  const tooLarge: ImportProblem[] = [];
  let importRoot: string | undefined;
  for await (const lines of batches(reading, tooLarge)) {
    const input = { tenantId, lines, ...(importRoot !== undefined && { importRoot }) };
    const { addToImport: answer } = await connection.ask(AddToImportDocument, { input });
    if (!('importRoot' in answer)) return refused(answer);
    ({ importRoot } = answer);
  }
  const summary = reading.summary();
  writeSummary(session, summary, tooLarge);
  if (importRoot === undefined)
    throw new CommandEnd(EXIT.refused, 'NothingImported', 'Nothing was found at the path that backups hold.');
  const input = { tenantId, importRoot, name };
  const id = startedId((await connection.ask(CompleteImportDocument, { input })).completeImport);
  output.record('imported', { id, name });
  output.line(`Imported as backup ${id}. Compare with it: known-good diff ${id} live`);
  return summary.problemsInAll + tooLarge.length > 0 ? EXIT.warnings : EXIT.done;
}

function refused(answer: { readonly __typename: string }): never {
  const { code, message } = answer as { readonly code?: string; readonly message?: string };
  throw new CommandEnd(EXIT.refused, code ?? answer.__typename, message ?? 'The server refused the import.');
}

/** Lines that fit one request each; what is too large for any is a problem. */
async function* batches(
  items: ReturnType<typeof readExport>,
  tooLarge: ImportProblem[],
): AsyncGenerator<readonly string[]> {
  let lines: string[] = [];
  let bytes = 0;
  for await (const item of items) {
    const line = lineOfItem(item);
    const size = Buffer.byteLength(JSON.stringify(line));
    if (size > MOST_BYTES) {
      tooLarge.push({
        path: '',
        code: 'tooLarge',
        message: 'an object of more than 60 kB: the server takes no such',
      });
      continue;
    }
    if (lines.length === MOST_LINES || bytes + size > MOST_BYTES) {
      yield lines;
      [lines, bytes] = [[], 0];
    }
    lines.push(line);
    bytes += size;
  }
  if (lines.length > 0) yield lines;
}

function writeSummary({ output }: Session, summary: ImportSummary, tooLarge: readonly ImportProblem[]): void {
  const problems = [...summary.problems, ...tooLarge];
  output.rows(
    'importedType',
    [
      { title: 'Type', of: ({ type }) => type },
      { title: 'Objects', of: ({ objects }) => objects, right: true, whole: true },
      { title: 'Links', of: ({ links }) => links, right: true, whole: true },
    ],
    summary.types,
    'Nothing was found that backups hold.',
  );
  const shown = output.json ? problems : problems.slice(0, MOST_PROBLEMS);
  if (shown.length > 0) output.line('');
  if (shown.length > 0) output.rows('importProblem', PROBLEM_COLUMNS, shown, '');
  const left = summary.problemsInAll + tooLarge.length - shown.length;
  if (left > 0) output.line(`… and ${left} more.`);
}
