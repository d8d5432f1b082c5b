/**
 * A set of ids that only grows. {@link IdSet.with} does not change what this set holds: all sets that grew from one
 * another share a single list, and each looks only at its own first `size` entries. Adding to the newest set, as
 * replaying a stream does, costs the same however large it is; adding to an older one copies.
 */
export class IdSet {
  static readonly empty = new IdSet(new Map(), 0);

  private constructor(
    private readonly places: Map<string, number>,
    readonly size: number,
  ) {}

  has(id: string): boolean {
    const place = this.places.get(id);
    return place !== undefined && place < this.size;
  }

  /** The set with `id` in it. */
  with(id: string): IdSet {
    if (this.has(id)) return this;
    const isNewest = this.size > 0 && this.places.size === this.size;
    const places = isNewest ? this.places : new Map([...this.places].slice(0, this.size));
    places.set(id, this.size);
    return new IdSet(places, this.size + 1);
  }
}
