import { integer, json, placeholders } from '../database/columns.js';
import type { ReadModelDatabase } from '../database/read-model-database.js';
import type { Document } from '../projection/documents.js';
import type { Page, PageRequest, RecoveryStepView, RecoveryView, StepFilter } from '../read-models.js';
import { Cursors, isSequence } from './cursor.js';
import { readPage } from './page.js';

/** An addition to a WHERE clause, with its values. */
interface TypeCondition {
  readonly sql: string;
  readonly values: readonly string[];
}

type Outcome = RecoveryStepView['outcome'];

const OUTCOMES: readonly Outcome[] = ['applied', 'failed', 'skipped'];

/** Pages over the settled steps of a recovery, the one settled last first. */
export class RecoveryStepQuery {
  constructor(private readonly database: ReadModelDatabase) {}

  page(
    recovery: Document<RecoveryView>,
    { outcomes: wanted, objectTypes }: StepFilter,
    request: PageRequest,
  ): Page<RecoveryStepView> {
    const outcomes = OUTCOMES.filter((outcome) => wanted === undefined || wanted.includes(outcome));
    return readPage(
      {
        cursors: new Cursors(`recoverySteps/${recovery.view.id}`, isSequence),
        rowsAfter: (after, limit) =>
          this.rowsBefore(recovery.seq, { outcomes, ofTypes: ofTypes(objectTypes) }, after?.[0], limit),
        count: () =>
          objectTypes === undefined
            ? this.count(recovery, outcomes)
            : this.countOfTypes(recovery.seq, outcomes, ofTypes(objectTypes)),
      },
      request,
    );
  }

  /** Each outcome is read by itself in order, so that rare outcomes are found as fast as frequent ones. */
  private rowsBefore(
    recovery: number,
    {
      outcomes,
      ofTypes: { sql, values },
    }: { readonly outcomes: readonly Outcome[]; readonly ofTypes: TypeCondition },
    before: number | undefined,
    limit: number,
  ) {
    const statement = this.database.prepare(
      `SELECT seq, body FROM recovery_steps WHERE recovery = ? AND outcome = ? AND seq < ?${sql}
       ORDER BY seq DESC LIMIT ?`,
    );
    return outcomes
      .flatMap((outcome) =>
        statement.all(recovery, outcome, before ?? Number.MAX_SAFE_INTEGER, ...values, limit),
      )
      .sort((a, b) => integer(b, 'seq') - integer(a, 'seq'))
      .slice(0, limit)
      .map((row) => ({ place: [integer(row, 'seq')] as const, row: json<RecoveryStepView>(row, 'body') }));
  }

  /** Counts the steps that went wrong and takes the rest from the view: most steps are applied, by the thousands. */
  private count({ seq, view }: Document<RecoveryView>, outcomes: readonly Outcome[]): number {
    const failed = this.countOf(seq, 'failed');
    const skipped = this.countOf(seq, 'skipped');
    const counts = { applied: view.settledSteps - failed - skipped, failed, skipped };
    return outcomes.reduce((sum, outcome) => sum + counts[outcome], 0);
  }

  /** Looks at each step: a type is not what steps are kept by. */
  private countOfTypes(
    recovery: number,
    outcomes: readonly Outcome[],
    { sql, values }: TypeCondition,
  ): number {
    const statement = this.database.prepare(
      `SELECT count(*) AS steps FROM recovery_steps WHERE recovery = ? AND outcome = ?${sql}`,
    );
    return outcomes.reduce(
      (sum, outcome) => sum + integer(statement.get(recovery, outcome, ...values) ?? {}, 'steps'),
      0,
    );
  }

  private countOf(recovery: number, outcome: Outcome): number {
    const row = this.database
      .prepare('SELECT count(*) AS steps FROM recovery_steps WHERE recovery = ? AND outcome = ?')
      .get(recovery, outcome);
    return integer(row ?? {}, 'steps');
  }
}

function ofTypes(objectTypes: readonly string[] | undefined): TypeCondition {
  if (objectTypes === undefined) return { sql: '', values: [] };
  return {
    sql: ` AND json_extract(body, '$.objectType') IN (${placeholders(objectTypes.length)})`,
    values: objectTypes,
  };
}
