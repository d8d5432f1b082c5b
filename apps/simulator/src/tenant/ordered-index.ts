/** Something with a place in an order that never changes. */
export interface Ordered {
  readonly id: string;
  readonly sequence: number;
}

/**
 * Items by id, and in the order of their sequence numbers, so that a page starts at its place without sorting
 * or counting through what comes before it. Items must be added in ascending order of sequence.
 */
export class OrderedIndex<T extends Ordered> {
  private readonly byId = new Map<string, T>();
  private inOrder: T[] = [];

  get size(): number {
    return this.byId.size;
  }

  get(id: string): T | undefined {
    return this.byId.get(id);
  }

  add(item: T): void {
    const last = this.inOrder.at(-1);
    if (last && last.sequence >= item.sequence)
      throw new Error(`${item.id} was added out of order: ${item.sequence} after ${last.sequence}.`);
    this.byId.set(item.id, item);
    this.inOrder.push(item);
  }

  remove(id: string): void {
    if (this.byId.delete(id) && this.inOrder.length > 2 * this.byId.size + 32)
      this.inOrder = this.inOrder.filter((item) => this.byId.get(item.id) === item);
  }

  /** The items whose sequence is greater than `sequence`, in order. */
  *after(sequence: number): Generator<T> {
    const items = this.inOrder;
    for (let index = firstAfter(items, sequence); index < items.length; index += 1) {
      const item = items[index];
      if (item && this.byId.get(item.id) === item) yield item;
    }
  }

  all(): Generator<T> {
    return this.after(-1);
  }
}

/** The index of the first item whose sequence is greater than `sequence`. */
export function firstAfter(items: readonly { readonly sequence: number }[], sequence: number): number {
  let low = 0;
  let high = items.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((items[middle]?.sequence ?? Infinity) > sequence) high = middle;
    else low = middle + 1;
  }
  return low;
}
