import type { ClearedPrefixes } from './cleared-prefixes.js';
import type { Edit, SortedEdits } from './edits.js';
import { mergeRuns, type Run } from './merge-runs.js';
import { PendingEdits } from './pending-edits.js';
import type { PackedRun, Scratch } from './scratch.js';

/** Runs being packed away at once, beside the one that is being gathered. */
const PACKING = 1;
/** So many runs become one, because each takes memory while all are read together. */
const MAX_RUNS = 128;
const NOW = Promise.resolve();

/** The edits made so far: gathered in memory, and sorted and packed away, run by run, where they grow too many. */
export class EditRuns {
  private readonly runs: Run[] = [];
  private readonly packing: Promise<void>[] = [];
  private pending = new PendingEdits();

  constructor(
    private readonly scratch: Scratch,
    private readonly runBytes: number,
    private readonly cleared: ClearedPrefixes,
  ) {}

  set(key: string, value: string | undefined): void {
    this.pending.set(key, value, this.cleared.turns);
    if (this.pending.size >= this.runBytes) this.packPending();
  }

  /** Resolves once so few runs are being packed that another may be gathered. Never rejects. */
  async room(): Promise<void> {
    return this.packing.length > PACKING ? void (await this.packing[0]) : NOW;
  }

  /** All edits, in key order. None may be made after this. */
  merged(): SortedEdits {
    const rest = this.pending.sorted(this.cleared);
    this.pending = new PendingEdits();
    return mergeRuns([...this.runs, { edits: inOneBatch(rest), turns: this.cleared.turns }], this.cleared);
  }

  /** Forgets what was packed away. */
  async discard(): Promise<void> {
    await Promise.all(this.packing);
    await this.scratch.discard();
  }

  private packPending(): void {
    this.pack(inOneBatch(this.pending.sorted(this.cleared)));
    this.pending = new PendingEdits();
    if (this.runs.length >= MAX_RUNS) this.pack(mergeRuns(this.runs.splice(0), this.cleared));
  }

  /** Runs are packed one after the other. A failure comes up when the run is read. */
  private pack(run: SortedEdits): void {
    const packed = (this.packing.at(-1) ?? NOW).then(() => this.scratch.pack(run));
    const end = (): void => void this.packing.shift();
    this.packing.push(packed.then(end, end));
    this.runs.push({ edits: this.read(packed), turns: this.cleared.turns });
  }

  private async *read(packed: Promise<PackedRun>): AsyncGenerator<readonly Edit[]> {
    yield* this.scratch.read(await packed);
  }
}

async function* inOneBatch(edits: readonly Edit[]): AsyncGenerator<readonly Edit[]> {
  if (edits.length > 0) yield edits;
}
