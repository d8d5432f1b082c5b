import { eventDigest, type EventStore, type Position } from '#event-store';

/** Every so many events one position is remembered. */
const STRIDE = 256;

/** Finds an event's number in the log by its position, remembering one position of 256 and reading the rest. */
export class PositionIndex {
  /** Positions of the last event of each full stride. */
  private readonly ends: Position[] = [];
  private count = 0;

  constructor(private readonly store: Pick<EventStore, 'readAll' | 'comparePositions'>) {}

  /** Takes the position of the log's next event. */
  note(position: Position): void {
    this.count += 1;
    if (this.count % STRIDE === 0) this.ends.push(position);
  }

  /**
   * The number (from 0) and the digest of the event at a position; `undefined` where none stands there. Rejects with
   * `InvalidPosition` what no log can have.
   */
  async find(position: Position): Promise<{ readonly index: number; readonly digest: string } | undefined> {
    const stride = this.strideOf(position);
    let index = stride * STRIDE;
    for await (const event of this.store.readAll(stride === 0 ? undefined : this.ends[stride - 1])) {
      const order = this.store.comparePositions(event.position, position);
      if (order === 0) return { index, digest: eventDigest(event) };
      if (order > 0) return undefined;
      index += 1;
      if (index >= this.count) return undefined;
    }
    return undefined;
  }

  /** Number of full strides that end before `position`. */
  private strideOf(position: Position): number {
    let [low, high] = [0, this.ends.length];
    while (low < high) {
      const middle = Math.floor((low + high) / 2);
      const end = this.ends[middle];
      if (end !== undefined && this.store.comparePositions(end, position) < 0) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}
