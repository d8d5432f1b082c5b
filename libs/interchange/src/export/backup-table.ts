import type { ObjectWithLinks } from '../format/object-with-links.js';
import { tableAsCsv, type CsvOptions, type Row } from './table.js';

const COLUMNS = [
  'type',
  'id',
  'displayName',
  'lifecycle',
  'attribute',
  'link',
  'linkTarget',
  'value',
] as const;

type BackupRow = Row<(typeof COLUMNS)[number]>;

/** A backup as CSV: a row for each attribute and each link of an object, and one for an object that has neither. */
export function backupAsCsv(
  objects: AsyncIterable<ObjectWithLinks>,
  options?: CsvOptions,
): AsyncGenerator<string> {
  return tableAsCsv(COLUMNS, rowsOf(objects), options);
}

async function* rowsOf(objects: AsyncIterable<ObjectWithLinks>): AsyncGenerator<BackupRow> {
  for await (const { object, links } of objects) {
    const { type, id, lifecycle, attributes } = object;
    const { displayName = null } = attributes;
    const common: BackupRow = { type, id, lifecycle, ...(displayName !== null && { displayName }) };
    const values = Object.entries(attributes);
    if (values.length + links.length === 0) yield common;
    for (const [attribute, value] of values) yield { ...common, attribute, value };
    for (const { link, target, value } of links) yield { ...common, link, linkTarget: target, value };
  }
}
