import { constants } from 'node:fs';
import { open, type FileHandle } from 'node:fs/promises';
import { MOST_FILE_BYTES } from './export-files.js';
import type { ImportProblem } from './import-summary.js';

/**
 * The lines of a UTF-8 file that are not blank, numbered from 1, and what ended the reading early. Holds the lines of
 * one read of the file at a time.
 */
export async function* linesOfFile(
  path: string,
  absolute: string,
): AsyncGenerator<{ readonly line: number; readonly text: string } | ImportProblem> {
  let line = 0;
  try {
    const file = await open(absolute, constants.O_RDONLY | constants.O_NOFOLLOW);
    try {
      for await (const text of linesOfText(textOfFile(file))) {
        line += 1;
        if (text.trim() !== '') yield { line, text };
      }
    } finally {
      await file.close();
    }
  } catch (error) {
    const problem = { path, line: line + 1 };
    if (error instanceof LineTooLong)
      yield { ...problem, code: 'tooLarge', message: 'the line is too long; nothing from here on was read' };
    else if (error instanceof NotUtf8)
      yield { ...problem, code: 'notText', message: 'not UTF-8; nothing from here on was read' };
    else yield { ...problem, code: 'unreadable', message: 'cannot be read; nothing from here on was' };
  }
}

async function* textOfFile(file: FileHandle): AsyncGenerator<string> {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  const decoded = (...bytes: Parameters<typeof decoder.decode>): string => {
    try {
      return decoder.decode(...bytes);
    } catch {
      throw new NotUtf8();
    }
  };
  for await (const bytes of file.createReadStream({ autoClose: false }) as AsyncIterable<Uint8Array>)
    yield decoded(bytes, { stream: true });
  yield decoded();
}

async function* linesOfText(pieces: AsyncIterable<string>): AsyncGenerator<string> {
  let rest = '';
  for await (const piece of pieces) {
    const [first = '', ...others] = piece.split('\n');
    rest += first;
    for (const other of others) {
      yield rest;
      rest = other;
    }
    if (rest.length > MOST_FILE_BYTES) throw new LineTooLong();
  }
  if (rest !== '') yield rest;
}

class LineTooLong extends Error {}

class NotUtf8 extends Error {}
