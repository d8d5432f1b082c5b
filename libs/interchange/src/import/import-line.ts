import {
  encodeObject,
  isJsonObject,
  isObjectType,
  linkEntry,
  linkKey,
  objectKey,
  type Json,
} from '#catalogue';
import { documentOf, objectOfDocument } from '../format/object-document.js';
import { linkRef, type SnapshotEntry } from '../format/object-with-links.js';
import type { ImportedItem } from './ledger.js';
import { readJson } from './read-json.js';

const LONGEST_NAME = 256;

/** What was imported as a JSON text, to be sent elsewhere and read there by {@link entriesOfLine}. */
export function lineOfItem(item: ImportedItem): string {
  if (item.item === 'object') return JSON.stringify(documentOf({ object: item.object, links: [] }));
  return JSON.stringify({ ...item.link, value: item.value });
}

/**
 * The entries of a snapshot that a JSON text tells: an object with its links, or one link. `undefined` where it tells
 * neither, or of a type or kind of link that backups do not hold.
 */
export function entriesOfLine(text: string): readonly SnapshotEntry[] | undefined {
  const read = readJson(text);
  if ('code' in read) return undefined;
  const link = linkOf(read.content);
  if (link) return [link];
  const told = objectOfDocument(read.content);
  if (told === undefined) return undefined;
  const { object, links } = told;
  return [
    { key: objectKey(object), value: encodeObject(object) },
    ...links.map((each) => ({ key: linkKey(linkRef(object, each)), value: each.value })),
  ];
}

function linkOf(content: Json): SnapshotEntry | undefined {
  if (!isJsonObject(content) || !('link' in content)) return undefined;
  const { type, id, link, target, value } = content;
  if (typeof type !== 'string' || !isObjectType(type) || !isName(id) || !isName(target)) return undefined;
  if (typeof link !== 'string' || linkEntry(type, link) === undefined || typeof value !== 'string')
    return undefined;
  return { key: linkKey({ type, id, link, target }), value };
}

const isName = (value: Json | undefined): value is string =>
  typeof value === 'string' && value !== '' && value.length <= LONGEST_NAME && value.isWellFormed();
