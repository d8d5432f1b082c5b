/** Keeps what was used last, up to a number of bytes. */
export class ChunkCache<Chunk extends { readonly size: number }> {
  private readonly chunks = new Map<string, Chunk>();
  private bytes = 0;

  constructor(private readonly limit: number) {}

  get(name: string): Chunk | undefined {
    const chunk = this.chunks.get(name);
    if (chunk) {
      this.chunks.delete(name);
      this.chunks.set(name, chunk);
    }
    return chunk;
  }

  set(name: string, chunk: Chunk): void {
    this.bytes += chunk.size - (this.chunks.get(name)?.size ?? 0);
    this.chunks.delete(name);
    this.chunks.set(name, chunk);
    for (const [oldest, { size }] of this.chunks) {
      if (this.bytes <= this.limit) break;
      this.chunks.delete(oldest);
      this.bytes -= size;
    }
  }
}
