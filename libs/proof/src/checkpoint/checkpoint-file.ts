import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import { AppendOnlyFile } from './append-only-file.js';

/** A note has some 300 bytes; with many cosignatures a few thousand. */
const LONGEST_LINE = 65_536;

/** A file of signed notes, one JSON object a line: `{"note":"…"}`. Only ever added to. */
export class CheckpointFile {
  private readonly file: AppendOnlyFile;

  constructor(path: string) {
    this.file = new AppendOnlyFile(path);
  }

  /** Whether another writer has added to the file since it was opened. */
  get isShared(): boolean {
    return this.file.isShared;
  }

  /** Adds a note; it is on disk once this returns. */
  append(note: string): void {
    this.file.append(`${JSON.stringify({ note })}\n`);
    this.file.flush();
  }

  close(): void {
    this.file.close();
  }
}

/**
 * The notes in the text of such a file, in order; an empty one for each line that is none, so that nothing is
 * passed over. A last line without its end is still being written and is left out.
 */
export function notesIn(text: string): string[] {
  return text
    .split('\n')
    .slice(0, -1)
    .map((line) => noteIn(line) ?? '');
}

/**
 * The last whole line's note in a file that may be written to meanwhile, read from its end; as with {@link notesIn},
 * empty where that line is none, and `undefined` where there is no line yet.
 */
export function newestNoteIn(path: string): string | undefined {
  const descriptor = openSync(path, 'r');
  try {
    const { size } = fstatSync(descriptor);
    const end = Buffer.alloc(Math.min(size, LONGEST_LINE));
    readSync(descriptor, end, 0, end.length, size - end.length);
    return notesIn(end.toString('utf8')).at(-1);
  } finally {
    closeSync(descriptor);
  }
}

function noteIn(line: string): string | undefined {
  try {
    const value: unknown = JSON.parse(line);
    return typeof value === 'object' && value !== null && 'note' in value && typeof value.note === 'string'
      ? value.note
      : undefined;
  } catch {
    return undefined;
  }
}
