import type { KeyObject } from 'node:crypto';
import type { Checkpoint } from '../checkpoint/checkpoint.js';
import { openNote } from '../checkpoint/signed-note.js';
import { sameHash, type Hash } from '../merkle/hashing.js';
import type { CheckpointFinding } from './findings.js';

interface Numbered extends Checkpoint {
  readonly number: number;
}

/** How many checkpoints there are, and of how many events the last one that the log agrees with is. */
export interface CheckpointFigures {
  readonly checkpoints: number;
  readonly agreeing: number;
  readonly provedEvents: number;
}

/** Checks notes by themselves, and then the log, as its tree grows, against all that are believed. */
export class CheckpointCheck {
  /** Those believed, by size. */
  private readonly believed = new Map<number, Numbered[]>();
  private checkpoints = 0;
  private agreeing = 0;
  private proved = 0;
  private contradicted = false;

  constructor(
    notes: Iterable<string>,
    publicKey: KeyObject,
    private readonly report: (finding: CheckpointFinding) => void,
  ) {
    let newest: Numbered | undefined;
    for (const note of notes) {
      this.checkpoints += 1;
      const checkpoint = this.open(note, publicKey, newest?.origin);
      if (checkpoint === undefined) continue;
      if (newest !== undefined && isOlder(checkpoint, newest)) this.tell(checkpoint, 'replayed');
      else newest = checkpoint;
      this.believe(checkpoint);
    }
  }

  /** The largest size that a believed checkpoint vouches for. */
  get largestSize(): number {
    return this.believed.keys().reduce((largest, size) => Math.max(largest, size), 0);
  }

  /** The first so many events of the log are those that were signed, as far as it has been read. */
  get provedSize(): number {
    return this.proved;
  }

  /** The root that was signed for a size. */
  rootAt(size: number): Hash | undefined {
    return this.believed.get(size)?.[0]?.rootHash;
  }

  /** To be called at each size of the log; the root is computed only where it was signed. */
  grown(size: number, root: () => Hash): void {
    for (const checkpoint of this.believed.get(size) ?? []) {
      if (sameHash(checkpoint.rootHash, root())) {
        this.agreeing += 1;
        this.proved = size;
      } else {
        this.contradict(checkpoint);
      }
    }
  }

  /** To be called once the log has ended, with its size. */
  end(size: number): CheckpointFigures {
    const beyond = [...this.believed.values()].flat().filter(({ treeSize }) => treeSize > size);
    beyond.sort((a, b) => a.treeSize - b.treeSize);
    const [first] = beyond;
    if (first !== undefined) this.tell(first, 'logTooShort');
    return { checkpoints: this.checkpoints, agreeing: this.agreeing, provedEvents: this.proved };
  }

  private open(note: string, publicKey: KeyObject, origin: string | undefined): Numbered | undefined {
    const number = this.checkpoints;
    const opened = openNote(note, publicKey);
    if (typeof opened === 'string') {
      this.report({ subject: 'checkpoint', fault: opened, number });
      return undefined;
    }
    const checkpoint = { ...opened, number };
    if (origin === undefined || origin === opened.origin) return checkpoint;
    this.tell(checkpoint, 'otherOrigin');
    return undefined;
  }

  private believe(checkpoint: Numbered): void {
    const same = this.believed.get(checkpoint.treeSize) ?? [];
    if (same.some(({ rootHash }) => !sameHash(rootHash, checkpoint.rootHash)))
      this.tell(checkpoint, 'forked');
    this.believed.set(checkpoint.treeSize, [...same, checkpoint]);
  }

  /** Once an event differs, so do the roots of all later checkpoints: only the first is told. */
  private contradict(checkpoint: Numbered): void {
    if (!this.contradicted) this.tell(checkpoint, 'otherRoot');
    this.contradicted = true;
  }

  private tell({ number, treeSize, at }: Numbered, fault: CheckpointFinding['fault']): void {
    const proved = fault === 'otherRoot' || fault === 'logTooShort' ? { provedSize: this.proved } : {};
    this.report({ subject: 'checkpoint', fault, number, treeSize, at, ...proved });
  }
}

function isOlder(checkpoint: Checkpoint, than: Checkpoint): boolean {
  return checkpoint.treeSize < than.treeSize || checkpoint.at < than.at;
}
