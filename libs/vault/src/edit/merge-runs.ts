import type { ClearedPrefixes } from './cleared-prefixes.js';
import { EditStream } from './edit-stream.js';
import type { Edit, SortedEdits } from './edits.js';

/** A sorted run of edits, closed when `turns` clearings had been asked for. */
export interface Run {
  readonly edits: SortedEdits;
  readonly turns: number;
}

interface RunReader {
  readonly stream: EditStream;
  readonly turns: number;
  readonly age: number;
}

const BATCH = 1024;

/**
 * Merges runs, given from the oldest to the newest, into one: of several edits of a key the newest counts, and
 * what was cleared after its run was closed is left out.
 */
export async function* mergeRuns(
  runs: readonly Run[],
  cleared: ClearedPrefixes,
): AsyncGenerator<readonly Edit[]> {
  const latestClearing = cleared.inKeyOrder();
  const queue = await openedReaders(runs);
  let batch: Edit[] = [];
  let lastKey: string | undefined;
  for (let reader = queue.pop(); reader; reader = queue.pop()) {
    const edit = reader.stream.head;
    if (!edit) continue;
    if (edit.key !== lastKey && reader.turns > latestClearing(edit.key)) batch.push(edit);
    lastKey = edit.key;
    if (reader.stream.advance()) await reader.stream.refill();
    enqueue(queue, reader);
    if (batch.length < BATCH) continue;
    yield batch;
    batch = [];
  }
  if (batch.length > 0) yield batch;
}

async function openedReaders(runs: readonly Run[]): Promise<RunReader[]> {
  const queue: RunReader[] = [];
  for (const [place, { edits, turns }] of runs.entries()) {
    const reader = { stream: new EditStream(edits), turns, age: runs.length - place };
    await reader.stream.refill();
    enqueue(queue, reader);
  }
  return queue;
}

/** Keeps the queue in order with the next reader last: the lowest key, and of equal keys the newest run. */
function enqueue(queue: RunReader[], reader: RunReader): void {
  const key = reader.stream.head?.key;
  if (key === undefined) return;
  let low = 0;
  let high = queue.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    const other = queue[middle];
    const otherKey = other?.stream.head?.key ?? '';
    if (otherKey > key || (otherKey === key && (other?.age ?? 0) > reader.age)) low = middle + 1;
    else high = middle;
  }
  queue.splice(low, 0, reader);
}
