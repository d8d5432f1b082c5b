import type { Command } from 'commander';
import { EXIT } from '../exit-codes.js';
import { withScope, type ScopeOptions } from '../session/option-values.js';
import { runs } from '../session/session.js';
import { writeChanges } from './changes.js';
import { createReport, endOfReport } from './report.js';

/** `diff`: a report, its wait and its changes in one; it ends with 2 where there are changes. */
export function addDiff(program: Command): void {
  const diff = withScope(
    program
      .command('diff <backup> <with>')
      .description(
        'Show what differs between a backup (or `latest`) and a later one, or the tenant as it is (`live`)',
      ),
  );
  runs<ScopeOptions>(diff, async (session, scope, backup = '', other = '') => {
    const id = await createReport(session, backup, scope, other);
    const end = await endOfReport(session, id);
    if (end !== EXIT.done) return end;
    session.output.line('');
    return (await writeChanges(session, id)) === 0 ? EXIT.done : EXIT.changes;
  });
}
