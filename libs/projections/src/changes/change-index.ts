import { setImmediate as nextTurn } from 'node:timers/promises';
import type { ObjectType } from '#catalogue';
import { searchKey, type Change } from '#protection';
import { integer, json } from '../database/columns.js';
import type { ReadModelDatabase } from '../database/read-model-database.js';
import type { ChangeFilter, ChangeIndex, ChangeOrder, Page, PageRequest } from '../read-models.js';
import { ChangeCounter, summarize } from './change-counts.js';
import { ChangeQuery } from './change-query.js';
import { changeId, keysOf, type ChangeKeys } from './change-rows.js';
import { sweepChanges } from './change-sweep.js';

/** As many changes as one transaction writes before the event loop gets its turn. */
const CHANGES_A_BATCH = 1_000;

/** The index of changes in the read models' database. Rows that no filled report owns are cleared away in the background. */
export class SqliteChangeIndex implements ChangeIndex {
  private readonly query: ChangeQuery;
  private readonly fillings = new Map<string, Promise<void>>();
  private sweeping: Promise<void> | undefined;
  private closed = false;

  /** `onError` hears of a failure to clear away rows: they are invisible, and tried again at the next start. */
  constructor(
    private readonly database: ReadModelDatabase,
    private readonly onError: (error: unknown) => void,
  ) {
    this.query = new ChangeQuery(database);
    database.exec('UPDATE change_reports SET report_id = NULL WHERE filled = 0');
    this.sweep();
  }

  has(reportId: string): boolean {
    return this.find(reportId) !== undefined;
  }

  async fill(reportId: string, changes: AsyncIterable<Change>): Promise<void> {
    if (this.has(reportId)) return;
    const running = this.fillings.get(reportId);
    if (running) return running;
    const filling = this.fillNow(reportId, changes).finally(() => this.fillings.delete(reportId));
    this.fillings.set(reportId, filling);
    return filling;
  }

  changes(reportId: string, filter: ChangeFilter, order: ChangeOrder, page: PageRequest): Page<Change> {
    const report = this.find(reportId);
    if (report === undefined) return { rows: [], hasNextPage: false, totalCount: 0 };
    return this.query.page({ report, reportId }, filter, order, page);
  }

  change(reportId: string, objectId: string): Change | undefined {
    const row = this.database
      .prepare('SELECT body FROM changes WHERE report = ? AND object_id = ?')
      .get(this.find(reportId) ?? null, objectId);
    return row && json<Change>(row, 'body');
  }

  summary(reportId: string, objectTypes?: readonly ObjectType[]): ReturnType<ChangeIndex['summary']> {
    const report = this.find(reportId);
    return report === undefined
      ? { byType: {}, byAction: {} }
      : summarize(this.database, report, objectTypes);
  }

  drop(reportId: string): void {
    const dropped = this.database
      .prepare('UPDATE change_reports SET report_id = NULL WHERE report_id = ?')
      .run(reportId);
    if (dropped.changes > 0) this.sweep();
  }

  /** Lets no fill or clearing away go on. */
  close(): void {
    this.closed = true;
  }

  private find(reportId: string): number | undefined {
    const row = this.database
      .prepare('SELECT report FROM change_reports WHERE report_id = ? AND filled = 1')
      .get(reportId);
    return row && integer(row, 'report');
  }

  private async fillNow(reportId: string, changes: AsyncIterable<Change>): Promise<void> {
    const begun = this.database.prepare('INSERT INTO change_reports (report_id) VALUES (?)').run(reportId);
    const report = Number(begun.lastInsertRowid);
    try {
      const counter = await this.writeAll(report, changes);
      this.database.transaction(() => {
        this.refuseIfGone(report);
        counter.write(this.database, report);
        this.database.prepare('UPDATE change_reports SET filled = 1 WHERE report = ?').run(report);
      });
    } catch (error) {
      if (!this.closed) this.drop(reportId);
      throw error;
    }
  }

  private async writeAll(report: number, changes: AsyncIterable<Change>): Promise<ChangeCounter> {
    const counter = new ChangeCounter();
    let place = 0;
    let batch: Change[] = [];
    for await (const change of changes) {
      batch.push(change);
      if (batch.length < CHANGES_A_BATCH) continue;
      this.write(report, place, batch, counter);
      place += batch.length;
      batch = [];
      await nextTurn();
    }
    this.write(report, place, batch, counter);
    return counter;
  }

  private write(report: number, place: number, changes: readonly Change[], counter: ChangeCounter): void {
    if (this.closed) throw new Error('The read models were closed while a report was being indexed.');
    this.database.transaction(() => {
      this.refuseIfGone(report);
      changes.forEach((change, index) => {
        const keys = keysOf(change);
        counter.add(keys);
        this.insert(report, place + index, keys, change);
      });
    });
  }

  /** What were written for a report dropped meanwhile, nobody would ever clear away. */
  private refuseIfGone(report: number): void {
    const row = this.database
      .prepare('SELECT report FROM change_reports WHERE report = ? AND report_id IS NOT NULL')
      .get(report);
    if (row === undefined) throw new Error('The report was dropped while it was being indexed.');
  }

  private insert(report: number, place: number, keys: ChangeKeys, change: Change): void {
    const { objectId, objectType, action, kind, recoverable, nameKey, attributeKey } = keys;
    this.database
      .prepare(
        `INSERT INTO changes (id, report, place, object_id, object_type, action, kind, recoverable, name_key,
           attribute_key, body) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
      )
      .run(
        ...[
          changeId(report, place),
          report,
          place,
          objectId,
          objectType,
          action,
          kind,
          recoverable,
          nameKey,
          attributeKey,
        ],
        JSON.stringify(change),
      );
    const insertAttribute = this.database.prepare(
      'INSERT INTO change_attributes (report, attribute, place) VALUES (?, ?, ?)',
    );
    for (const attribute of keys.attributes) insertAttribute.run(report, attribute, place);
    const insertDoing = this.database.prepare(
      `INSERT INTO change_doings (report, place, doing, actor_id, actor_key, at, first_at)
         VALUES (?, ?, ?, ?, ?, ?, ?)`,
    );
    change.madeBy?.forEach(({ actor, at, firstAt = at }, doing) =>
      insertDoing.run(report, place, doing, actor.id ?? '', searchKey(actor.name ?? ''), at, firstAt),
    );
  }

  private sweep(): void {
    this.sweeping ??= sweepChanges(this.database, () => this.closed)
      .catch(this.onError)
      .finally(() => (this.sweeping = undefined));
  }
}
