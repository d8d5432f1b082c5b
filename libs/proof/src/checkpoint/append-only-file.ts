import {
  closeSync,
  fstatSync,
  fsyncSync,
  ftruncateSync,
  mkdirSync,
  openSync,
  readSync,
  writeSync,
} from 'node:fs';
import { dirname } from 'node:path';

const LINE_FEED = 10;
const BLOCK = 1024 * 1024;

/** A file of lines that is only ever added to, readable by its owner only. */
export class AppendOnlyFile {
  /** Number of lines that the file had when it was opened. */
  readonly linesAtStart: number;
  private readonly descriptor: number;
  private length: number;

  /**
   * Opens the file, or makes it. A last line that a crash cut short is taken away, so that the next stands alone,
   * and so is what comes after the first `mostLines`.
   */
  constructor(path: string, mostLines = Number.POSITIVE_INFINITY) {
    mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
    this.descriptor = openSync(path, 'a+', 0o600);
    const { lines, bytes } = wholeLines(this.descriptor, mostLines);
    ftruncateSync(this.descriptor, bytes);
    this.linesAtStart = lines;
    this.length = bytes;
  }

  /** Adds lines, each with its line feed. They are durable once {@link flush} has returned. */
  append(lines: string): void {
    const bytes = Buffer.from(lines);
    this.length += bytes.length;
    for (let written = 0; written < bytes.length;) written += writeSync(this.descriptor, bytes, written);
  }

  /** Whether someone else has written to the file since it was opened. */
  get isShared(): boolean {
    return fstatSync(this.descriptor).size !== this.length;
  }

  flush(): void {
    fsyncSync(this.descriptor);
  }

  close(): void {
    closeSync(this.descriptor);
  }
}

function wholeLines(descriptor: number, most: number): { readonly lines: number; readonly bytes: number } {
  const block = Buffer.alloc(BLOCK);
  let [lines, bytes, offset] = [0, 0, 0];
  for (;;) {
    const read = readSync(descriptor, block, 0, BLOCK, offset);
    if (read === 0 || lines === most) return { lines, bytes };
    for (
      let at = block.indexOf(LINE_FEED);
      at >= 0 && at < read && lines < most;
      at = block.indexOf(LINE_FEED, at + 1)
    ) {
      lines += 1;
      bytes = offset + at + 1;
    }
    offset += read;
  }
}
