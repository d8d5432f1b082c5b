import { readdirSync, readFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import type { Json } from '#catalogue';

/** A JSON file of an export: what it holds, or why it cannot be read. */
export type ExportFile =
  { readonly path: string; readonly content: Json } | { readonly path: string; readonly problem: string };

/** The JSON files below a folder in the order of their paths, which are relative and have forward slashes. */
export function* exportFiles(folder: string): Generator<ExportFile> {
  const paths = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.toLowerCase().endsWith('.json'))
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
  for (const absolute of paths) {
    const path = relative(folder, absolute).split(sep).join('/');
    try {
      yield { path, content: JSON.parse(textOfBytes(readFileSync(absolute))) as Json };
    } catch {
      yield { path, problem: 'not valid JSON' };
    }
  }
}

/** Decodes UTF-8 and UTF-16, of either byte order, with or without a byte-order mark. */
function textOfBytes(bytes: Buffer): string {
  const [first = 0, second = 0] = bytes;
  const isLittle = (first === 0xff && second === 0xfe) || (first !== 0 && second === 0 && bytes.length > 1);
  const isBig = (first === 0xfe && second === 0xff) || (first === 0 && second !== 0);
  const encoding = isLittle ? 'utf-16le' : isBig ? 'utf-16be' : 'utf-8';
  return new TextDecoder(encoding).decode(bytes);
}
