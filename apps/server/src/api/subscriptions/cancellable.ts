/**
 * Iterates over what `open` yields, each shown by `show`. `return` aborts the source at once, also while a
 * `next` is under way (an async generator would wait for it), so that a subscriber who leaves costs nothing.
 */
export function cancellable<Item, Shown>(
  open: (signal: AbortSignal) => AsyncIterable<Item>,
  show: (item: Item) => Shown,
): AsyncIterableIterator<Shown> {
  const left = new AbortController();
  const source = open(left.signal)[Symbol.asyncIterator]();
  const done = { done: true, value: undefined } as const;
  return {
    async next() {
      try {
        const result = await source.next();
        return result.done === true || left.signal.aborted
          ? done
          : { done: false, value: show(result.value) };
      } catch (error) {
        if (left.signal.aborted) return done;
        throw error;
      }
    },
    async return() {
      left.abort();
      return done;
    },
    [Symbol.asyncIterator]() {
      return this;
    },
  };
}
