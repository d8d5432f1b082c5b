/** Gives the lines of a text that comes in pieces. */
export class LineReader {
  private readonly pieces: AsyncIterator<string>;
  private lines: string[] = [];
  private at = 0;
  private rest = '';

  constructor(text: AsyncIterable<string>) {
    this.pieces = text[Symbol.asyncIterator]();
  }

  /** The next line of what has been read. */
  next(): string | undefined {
    const line = this.lines[this.at];
    this.at += 1;
    return line;
  }

  /** Reads on to the next line; `undefined` where the text ends, also within a line. */
  async nextFromText(): Promise<string | undefined> {
    for (;;) {
      const piece = await this.pieces.next();
      if (piece.done === true) return undefined;
      this.lines = (this.rest + piece.value).split('\n');
      this.rest = this.lines.pop() ?? '';
      this.at = 0;
      if (this.lines.length > 0) return this.next();
    }
  }

  async close(): Promise<void> {
    await this.pieces.return?.();
  }
}
