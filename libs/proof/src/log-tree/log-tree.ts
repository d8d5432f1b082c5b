import { setImmediate as nextTurn } from 'node:timers/promises';
import { eventDigest, InvalidPosition, type EventStore, type Position } from '#event-store';
import type { Clock } from '#runtime';
import { leafHashOfDigest, type Hash } from '../merkle/hashing.js';
import { MerkleTree } from '../merkle/merkle-tree.js';
import type { TreeHead } from '../merkle/verify-proof.js';
import { PositionIndex } from './position-index.js';

/** As many events are taken in before the event loop gets its turn: a few milliseconds. */
const EVENTS_A_TURN = 200;

/** Proofs look for new events themselves; between them this keeps the next one from having much to read. */
const LOOK_EVERY_MS = 5_000;

/**
 * Why there is no proof. `LogNotRead`: the log has not been read to its end for the first time. `UnknownPosition`:
 * no event stands there. `UnknownTreeSize`: the log has never had so many events.
 */
export type ProofFault = 'LogNotRead' | 'UnknownPosition' | 'UnknownTreeSize';

/** Shows that an event is in the log of `tree`. */
export interface InclusionProof {
  /** Number of the event in the log, from 0. */
  readonly leafIndex: number;
  /** Digest (hex) of the event as it stands in the log now. */
  readonly eventDigest: string;
  readonly tree: TreeHead;
  readonly hashes: readonly Hash[];
}

/** Shows that the log of `to` begins with the log of `from`. */
export interface ConsistencyProof {
  readonly from: TreeHead;
  readonly to: TreeHead;
  readonly hashes: readonly Hash[];
}

/**
 * The Merkle tree over the whole log, kept in memory as the log grows: some 35 bytes an event. It is read anew from the
 * log at each start, so that it never vouches for what the log was before. A proof reads at most 256 events.
 */
export class LogTree {
  private readonly tree = new MerkleTree();
  private readonly positions: PositionIndex;
  private last: Position | undefined;
  private isRead = false;
  /** The reading under way, which everyone waits for who asks meanwhile. */
  private reading: Promise<void> | undefined;

  constructor(
    private readonly store: Pick<EventStore, 'readAll' | 'comparePositions'>,
    private readonly clock: Pick<Clock, 'sleep'>,
    private readonly onError: (error: unknown) => void,
  ) {
    this.positions = new PositionIndex(store);
  }

  /** Keeps up with the log until `signal` aborts. */
  async follow(signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      try {
        await this.catchUp(signal);
        this.isRead = true;
      } catch (error) {
        if (!signal.aborted) this.onError(error);
      }
      await this.clock.sleep(LOOK_EVERY_MS, signal).catch(() => undefined);
    }
  }

  /** Proves that the event at `position` is in the log, as of `size` events (all where left out). */
  async inclusionProof(position: Position, size?: number): Promise<InclusionProof | ProofFault> {
    const treeSize = await this.sizeAsked(size);
    if (typeof treeSize === 'string') return treeSize;
    const found = await this.eventAt(position);
    if (found === undefined || found.index >= this.tree.size) return 'UnknownPosition';
    if (found.index >= treeSize) return 'UnknownTreeSize';
    return {
      leafIndex: found.index,
      eventDigest: found.digest,
      tree: this.head(treeSize),
      hashes: this.tree.inclusionProof(found.index, treeSize),
    };
  }

  /** Proves that the log of `to` events (all where left out) begins with the log of `from` events. */
  async consistencyProof(
    from: number,
    to?: number,
  ): Promise<ConsistencyProof | Exclude<ProofFault, 'UnknownPosition'>> {
    const treeSize = await this.sizeAsked(to);
    if (typeof treeSize === 'string') return treeSize;
    if (!isSize(from) || from > treeSize) return 'UnknownTreeSize';
    return {
      from: this.head(from),
      to: this.head(treeSize),
      hashes: this.tree.consistencyProof(from, treeSize),
    };
  }

  private async sizeAsked(
    size: number | undefined,
  ): Promise<number | Exclude<ProofFault, 'UnknownPosition'>> {
    if (!this.isRead) return 'LogNotRead';
    await this.catchUp();
    const treeSize = size ?? this.tree.size;
    return isSize(treeSize) && treeSize <= this.tree.size ? treeSize : 'UnknownTreeSize';
  }

  private async eventAt(position: Position) {
    try {
      return await this.positions.find(position);
    } catch (error) {
      if (error instanceof InvalidPosition) return undefined;
      throw error;
    }
  }

  private head(size: number): TreeHead {
    return { size, root: this.tree.root(size) };
  }

  /** Takes in the log's new events. Whoever comes while that is under way begins anew after it, so misses none. */
  private async catchUp(signal?: AbortSignal): Promise<void> {
    const before = this.reading;
    if (before) await before.catch(() => undefined);
    this.reading ??= this.readNewEvents(signal).finally(() => {
      this.reading = undefined;
    });
    await this.reading;
  }

  private async readNewEvents(signal: AbortSignal | undefined): Promise<void> {
    for await (const event of this.store.readAll(this.last)) {
      signal?.throwIfAborted();
      this.tree.append(leafHashOfDigest(eventDigest(event)));
      this.positions.note(event.position);
      this.last = event.position;
      if (this.tree.size % EVENTS_A_TURN === 0) await nextTurn();
    }
  }
}

const isSize = (size: number): boolean => Number.isSafeInteger(size) && size >= 0;
