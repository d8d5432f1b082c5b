import type { SQLInputValue } from 'node:sqlite';
import { searchKey } from '#protection';
import { placeholders } from '../database/columns.js';
import type { ChangeFilter } from '../read-models.js';
import { changeId } from './change-rows.js';

/** Part of a WHERE clause with its values. */
export interface Condition {
  readonly sql: string;
  readonly values: readonly SQLInputValue[];
}

/**
 * The filter's conditions but for attributes. The `+` keeps SQLite from looking values up one after the other,
 * which would lose the order of the index that the page is read from.
 */
export function keyConditions(filter: ChangeFilter): readonly Condition[] {
  const { objectTypes, actions, kinds, recoverable, nameContains } = filter;
  return [
    ...among('+object_type', objectTypes),
    ...among('+action', actions),
    ...among('+kind', kinds),
    ...(recoverable === undefined ? [] : [{ sql: '+recoverable = ?', values: [Number(recoverable)] }]),
    ...(nameContains ? [{ sql: 'instr(name_key, ?) > 0', values: [searchKey(nameContains)] }] : []),
  ];
}

/** Asks each change in turn whether someone has done to it what the filter asks for; none where it asks nothing of them. */
export function doingConditions(report: number, filter: ChangeFilter): readonly Condition[] {
  const { actorId, actorName, changedAfter, changedBefore } = filter;
  const wanted: readonly Condition[] = [
    ...(actorId ? [{ sql: 'its.actor_id = ?', values: [actorId.toLowerCase()] }] : []),
    ...(actorName ? [{ sql: 'instr(its.actor_key, ?) > 0', values: [searchKey(actorName)] }] : []),
    ...(changedAfter ? [{ sql: 'its.at >= ?', values: [changedAfter] }] : []),
    ...(changedBefore ? [{ sql: 'its.first_at <= ?', values: [changedBefore] }] : []),
  ];
  if (wanted.length === 0) return [];
  const { sql, values } = allOf(wanted);
  return [
    {
      sql: `EXISTS (SELECT 1 FROM change_doings AS its
        WHERE its.report = ? AND its.place = changes.place AND ${sql})`,
      values: [report, ...values],
    },
  ];
}

/** Asks each change in turn whether it has one of the attributes: cheap while the next one that has is near. */
export function eachHasAttribute(report: number, attributes: readonly string[]): Condition {
  return {
    sql: `EXISTS (${withAttribute('1', attributes)} AND its.place = changes.place)`,
    values: [report, ...attributes],
  };
}

/** Gathers all changes with one of the attributes first, then asks each change in turn whether it is among them. */
export function isAmongThoseWithAttribute(report: number, attributes: readonly string[]): Condition {
  return { sql: `+place IN (${withAttribute('its.place', attributes)})`, values: [report, ...attributes] };
}

/** Looks at the changes with one of the attributes only, wherever they are. */
export function onlyThoseWithAttribute(report: number, attributes: readonly string[]): Condition {
  return {
    sql: `id IN (${withAttribute('? + its.place', attributes)})`,
    values: [changeId(report, 0), report, ...attributes],
  };
}

function withAttribute(selected: string, attributes: readonly string[]): string {
  return `SELECT ${selected} FROM change_attributes AS its
    WHERE its.report = ? AND its.attribute IN (${placeholders(attributes.length)})`;
}

/** All of the conditions at once. */
export function allOf(conditions: readonly Condition[]): Condition {
  return {
    sql: conditions.map(({ sql }) => sql).join(' AND '),
    values: conditions.flatMap(({ values }) => values),
  };
}

function among(expression: string, wanted: readonly string[] | undefined): readonly Condition[] {
  return wanted === undefined
    ? []
    : [{ sql: `${expression} IN (${placeholders(wanted.length)})`, values: wanted }];
}
