import type { JsonObject } from '#catalogue';
import { headerDocument, type BackupHeader } from '../format/backup-header.js';
import { canonicalDocumentOf, documentOf } from '../format/object-document.js';
import type { ObjectWithLinks } from '../format/object-with-links.js';
import { objectPath } from './file-name.js';
import { line } from './json-lines.js';

/** A file to write: a path with forward slashes below the folder of the export, and its text (UTF-8, `\n`). */
export interface ExportedFile {
  readonly path: string;
  readonly content: string;
}

/** The file of an exported folder that tells what it is. It is written last: without it the export is not whole. */
export const MANIFEST = 'manifest.json';

/**
 * A backup as JSON lines: the header, then one line an object with its links, each as the backup holds it. Holds one
 * object at a time.
 */
export async function* backupAsLines(
  header: BackupHeader,
  objects: AsyncIterable<ObjectWithLinks>,
): AsyncGenerator<string> {
  yield line(headerDocument('lines', header));
  for await (const object of objects) yield line(documentOf(object));
}

/**
 * A backup as the files of a folder, for git: a difference of two exports shows the attributes and links that a
 * comparison of the two backups shows, and the manifest. Write into a folder without the files of an earlier export,
 * or objects that are gone stay. Holds one object at a time.
 */
export async function* backupAsFolder(
  header: BackupHeader,
  objects: AsyncIterable<ObjectWithLinks>,
): AsyncGenerator<ExportedFile> {
  for await (const object of objects)
    yield { path: objectPath(object.object), content: pretty(canonicalDocumentOf(object)) };
  yield { path: MANIFEST, content: pretty(headerDocument('folder', header)) };
}

function pretty(document: JsonObject): string {
  return `${JSON.stringify(document, null, 2)}\n`;
}
