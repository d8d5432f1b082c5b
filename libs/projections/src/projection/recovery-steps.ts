import type { ReadModelDatabase } from '../database/read-model-database.js';
import type { RecoveryStepView } from '../read-models.js';
import { modifiesObject } from './recoveries.js';

/** The settled steps of all recoveries, and the objects that they have modified. */
export class RecoverySteps {
  constructor(private readonly database: ReadModelDatabase) {}

  /**
   * Keeps a settled step of the recovery that event number `recovery` began. A step is settled once: what the log
   * says about it again is not kept.
   */
  settle(recovery: number, seq: number, step: RecoveryStepView): { isFirst: boolean; isNewObject: boolean } {
    const kept = this.database
      .prepare(
        `INSERT INTO recovery_steps (seq, recovery, step, outcome, body) VALUES (?, ?, ?, ?, ?)
         ON CONFLICT (recovery, step) DO NOTHING`,
      )
      .run(seq, recovery, step.step, step.outcome, JSON.stringify(step));
    const isFirst = kept.changes > 0;
    return { isFirst, isNewObject: isFirst && modifiesObject(step) && this.isNew(recovery, step.objectId) };
  }

  private isNew(recovery: number, objectId: string): boolean {
    const kept = this.database
      .prepare('INSERT INTO recovery_objects (recovery, object_id) VALUES (?, ?) ON CONFLICT DO NOTHING')
      .run(recovery, objectId);
    return kept.changes > 0;
  }
}
