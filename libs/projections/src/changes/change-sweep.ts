import { setImmediate as nextTurn } from 'node:timers/promises';
import { integer } from '../database/columns.js';
import type { ReadModelDatabase } from '../database/read-model-database.js';

/** As many changes as are cleared away before the event loop gets its turn. */
const CHANGES_A_TURN = 500;

/** Clears away the rows of dropped reports bit by bit, so that nobody has to wait; ends early once `stopped`. */
export async function sweepChanges(database: ReadModelDatabase, stopped: () => boolean): Promise<void> {
  await nextTurn();
  while (!stopped()) {
    const dropped = database
      .prepare('SELECT report FROM change_reports WHERE report_id IS NULL LIMIT 1')
      .get();
    if (dropped === undefined) return;
    clearSome(database, integer(dropped, 'report'));
    await nextTurn();
  }
}

/** Clears some rows of the report, or its last traces when there are none left. */
function clearSome(database: ReadModelDatabase, report: number): void {
  database.transaction(() => {
    const { changes: cleared } = database
      .prepare('DELETE FROM changes WHERE id IN (SELECT id FROM changes WHERE report = ? LIMIT ?)')
      .run(report, CHANGES_A_TURN);
    if (cleared > 0) return;
    const { changes: attributes } = database
      .prepare(
        `DELETE FROM change_attributes WHERE (report, attribute, place) IN
           (SELECT report, attribute, place FROM change_attributes WHERE report = ? LIMIT ?)`,
      )
      .run(report, CHANGES_A_TURN);
    if (attributes > 0) return;
    const { changes: doings } = database
      .prepare(
        `DELETE FROM change_doings WHERE (report, place, doing) IN
           (SELECT report, place, doing FROM change_doings WHERE report = ? LIMIT ?)`,
      )
      .run(report, CHANGES_A_TURN);
    if (doings > 0) return;
    database.prepare('DELETE FROM change_counts WHERE report = ?').run(report);
    database.prepare('DELETE FROM change_reports WHERE report = ?').run(report);
  });
}
