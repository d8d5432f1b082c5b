import { setImmediate as nextTurn } from 'node:timers/promises';

/**
 * Gathers what `source` hands over into batches of at most `most`. A batch ends when the source pauses: nothing is
 * held back in the hope of more. Between batches the event loop gets its turn. The caller ends the source itself
 * (by its signal): it may be waiting for an item that never comes.
 */
export async function* inBatches<Item>(source: AsyncIterable<Item>, most: number): AsyncGenerator<Item[]> {
  const items = source[Symbol.asyncIterator]();
  const pull = (): Promise<IteratorResult<Item>> => {
    const item = items.next();
    // A failure may come while a batch is being worked on; it is met when the loop awaits this item.
    item.catch(() => undefined);
    return item;
  };
  let arriving = pull();
  for (;;) {
    const first = await arriving;
    if (first.done) return;
    const batch = [first.value];
    arriving = pull();
    const pause = nextTurn(undefined);
    while (batch.length < most) {
      const item = await Promise.race([arriving, pause]);
      if (item === undefined || item.done) break;
      batch.push(item.value);
      arriving = pull();
    }
    await pause;
    yield batch;
  }
}
