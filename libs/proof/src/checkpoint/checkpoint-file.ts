import { AppendOnlyFile } from './append-only-file.js';

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
