import type { SQLInputValue } from 'node:sqlite';
import { placeholders } from '../database/columns.js';
import type { ChangeFilter } from '../read-models.js';
import { searchKey } from './change-rows.js';

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

/** Asks of each change whether it has one of the attributes: for filters that many changes match. */
export function hasAttribute(
  report: number,
  attributes: readonly string[] | undefined,
): readonly Condition[] {
  return attributes === undefined
    ? []
    : [
        {
          sql: `EXISTS (SELECT 1 FROM change_attributes AS its WHERE its.report = ?
                  AND its.attribute IN (${placeholders(attributes.length)}) AND its.id = changes.id)`,
          values: [report, ...attributes],
        },
      ];
}

/** Begins with the changes that have one of the attributes: for filters that few changes match. */
export function amongThoseWithAttribute(report: number, attributes: readonly string[]): Condition {
  return {
    sql: `id IN (SELECT its.id FROM change_attributes AS its WHERE its.report = ?
            AND its.attribute IN (${placeholders(attributes.length)}))`,
    values: [report, ...attributes],
  };
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
