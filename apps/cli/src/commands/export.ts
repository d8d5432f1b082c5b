import { Option, type Command } from 'commander';
import {
  backupAsCsv,
  backupAsFolder,
  backupAsLines,
  planAsCsv,
  planAsLines,
  reportAsCsv,
  reportAsLines,
} from '#interchange';
import { CommandEnd, EXIT, type ExitCode } from '../exit-codes.js';
import { writeFile, writeFolder } from '../export/write-export.js';
import { exportedBackup } from '../export/exported-backup.js';
import { exportedPlan } from '../export/exported-plan.js';
import { exportedReport } from '../export/exported-report.js';
import { backupNamed } from '../session/backup-named.js';
import { runs, type Session } from '../session/session.js';

interface ExportOptions {
  readonly format: 'jsonl' | 'csv' | 'tree';
  readonly out?: string;
  readonly bom?: boolean;
}

/** `export backup`, `export report` and `export plan`. */
export function addExport(program: Command): void {
  const parent = program.command('export').description('Write a backup, a report or a plan into files');
  const backup = parent
    .command('backup <id>')
    .description('Write a backup (or `latest`) into a file or a folder');
  runs<ExportOptions>(withFormat(backup, ['jsonl', 'csv', 'tree']), exportBackup);
  const report = parent.command('report <id>').description('Write a report and its changes into a file');
  runs<ExportOptions>(withFormat(report, ['jsonl', 'csv']), async (session, options, id = '') => {
    const { header, changes } = await exportedReport(session, id);
    const { format, bom = false } = options;
    const text =
      format === 'csv' ? reportAsCsv(changes, { byteOrderMark: bom }) : reportAsLines(header, changes);
    return written(session, options, await writeFile(text, options.out));
  });
  const plan = parent.command('plan <id>').description('Write a plan and its steps into a file');
  runs<ExportOptions>(withFormat(plan, ['jsonl', 'csv']), async (session, options, id = '') => {
    const { header, steps } = await exportedPlan(session, id);
    const { format, bom = false } = options;
    const text = format === 'csv' ? planAsCsv(steps, { byteOrderMark: bom }) : planAsLines(header, steps);
    return written(session, options, await writeFile(text, options.out));
  });
}

function withFormat(command: Command, formats: readonly string[]): Command {
  return command
    .addOption(new Option('--format <format>', 'how to write it').choices(formats).default('jsonl'))
    .option('--out <path>', 'the file (or, of a tree, the folder) to write; standard output by default')
    .option('--bom', 'begin a CSV with a byte-order mark, as Excel needs it');
}

async function exportBackup(session: Session, options: ExportOptions, name = ''): Promise<ExitCode> {
  const { header, objects } = await exportedBackup(session, await backupNamed(session, name));
  const { format, out, bom = false } = options;
  if (format === 'tree') {
    if (out === undefined)
      throw new CommandEnd(EXIT.usage, 'Usage', 'Say with --out which folder to write the tree into.');
    return written(session, options, await writeFolder(backupAsFolder(header, objects), out));
  }
  const text =
    format === 'csv' ? backupAsCsv(objects, { byteOrderMark: bom }) : backupAsLines(header, objects);
  return written(session, options, await writeFile(text, out));
}

/** Says where it was written; where that is standard output, the export speaks for itself. */
function written({ output }: Session, { out, format }: ExportOptions, files: number): ExitCode {
  if (out === undefined) return EXIT.done;
  output.record('exported', { format, out, files });
  output.note(`Written: ${out}`);
  return EXIT.done;
}
