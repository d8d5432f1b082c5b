import { hash } from 'node:crypto';
import type { DirectoryObject } from '#catalogue';

const GUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/** Names of files may have 255 bytes on Linux and 255 UTF-16 units on Windows; the id needs its part. */
const MOST_NAME_BYTES = 120;
const MOST_ID_BYTES = 60;
const DIGEST_DIGITS = 16;

/**
 * The path of an object's file in an exported folder: `<type>/<name>-<id>.json`, with forward slashes. It depends on
 * the object alone, is allowed on Windows, macOS and Linux, and differs from every other object's also where case
 * means nothing. Ids that are no GUIDs are told apart by a digest, because as file names they may be alike.
 * https://learn.microsoft.com/windows/win32/fileio/naming-a-file
 */
export function objectPath({ type, id, attributes }: DirectoryObject): string {
  const displayName = Object.hasOwn(attributes, 'displayName') ? attributes['displayName'] : null;
  const name = typeof displayName === 'string' ? plainWords(displayName, MOST_NAME_BYTES) : '';
  return `${type}/${[name, idPart(id)].filter((part) => part !== '').join('-')}.json`;
}

function idPart(id: string): string {
  if (GUID.test(id)) return id;
  return `${plainWords(id, MOST_ID_BYTES)}~${hash('sha256', id).slice(0, DIGEST_DIGITS)}`;
}

/** Letters, marks and digits; whatever stands between them is one hyphen. No dot, so no device name of Windows either. */
function plainWords(text: string, mostBytes: number): string {
  const words = text.normalize('NFC').split(/[^\p{L}\p{M}\p{N}]+/u);
  return cut(words.filter((word) => word !== '').join('-'), mostBytes).replace(/-$/, '');
}

function cut(text: string, mostBytes: number): string {
  let bytes = 0;
  let kept = '';
  for (const character of text) {
    bytes += Buffer.byteLength(character);
    if (bytes > mostBytes) break;
    kept += character;
  }
  return kept;
}
