import { globSync, readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';

/** A page of the documentation, by its path in the repository. */
export interface DocPage {
  readonly path: string;
  readonly text: string;
}

/** A fenced block: its language, the words after it, and what it holds. */
export interface Block {
  readonly language: string;
  readonly marks: readonly string[];
  readonly code: string;
}

/** The README and all pages below `docs/`. */
export function docPages(): readonly DocPage[] {
  return ['README.md', ...globSync('docs/**/*.md').sort()].map(docPage);
}

export function docPage(path: string): DocPage {
  return { path, text: readFileSync(path, 'utf8') };
}

/** The fenced blocks of a page, also those that are part of a list. */
export function blocksOf({ text }: DocPage): readonly Block[] {
  return [...text.matchAll(/^( *)```(\w+)([^\n]*)\n([\s\S]*?)^\1```$/gm)].map(
    ([, indent = '', language = '', marks = '', code = '']) => ({
      language,
      marks: marks.split(' ').filter((mark) => mark !== ''),
      code: code.replaceAll(new RegExp(`^${indent}`, 'gm'), ''),
    }),
  );
}

/** Where a page's links and pictures within the repository lead: a file, and a heading of it where one is named. */
export function linksOf({
  path,
  text,
}: DocPage): readonly { readonly file: string; readonly heading?: string }[] {
  return [...text.matchAll(/\]\((?!https?:|mailto:)([^)#\s]*)(?:#([^)\s]+))?\)/g)].map(
    ([, file = '', heading]) => ({
      file: file === '' ? path : normalize(join(dirname(path), file)),
      ...(heading !== undefined && { heading }),
    }),
  );
}

/** The names by which a page's headings can be linked to, as GitHub makes them. */
export function headingsOf({ text }: DocPage): ReadonlySet<string> {
  return new Set(
    [...text.matchAll(/^#+ (.+)$/gm)].map(([, heading = '']) =>
      heading
        .toLowerCase()
        .replaceAll(/[^\p{L}\p{N}\s_-]/gu, '')
        .trim()
        .replaceAll(/\s/g, '-'),
    ),
  );
}
