/** The most bytes of UTF-8 that one UTF-16 code unit becomes. */
const BYTES_PER_UNIT = 3;
const SLAB_BYTES = 256 * 1024;
const NOTHING = Buffer.alloc(0);

/**
 * Keeps texts as UTF-8, one after the other in large pieces of memory. So a text is made bytes once, and the
 * garbage collector has no texts to move about.
 */
export class ValueMemory {
  private slab = NOTHING;
  private end = 0;
  private total = 0;

  /** Bytes of the texts kept. */
  get used(): number {
    return this.total;
  }

  keep(text: string): Buffer {
    if (text === '') return NOTHING;
    const room = BYTES_PER_UNIT * text.length;
    if (this.end + room > this.slab.length) {
      this.slab = Buffer.allocUnsafeSlow(Math.max(SLAB_BYTES, room));
      this.end = 0;
    }
    const start = this.end;
    this.end += this.slab.write(text, start);
    this.total += this.end - start;
    return this.slab.subarray(start, this.end);
  }
}
