/**
 * Runs up to `width` sources at once and yields what they yield, each source's in its own order. Returns what the
 * sources returned, in their order. When one fails, its error is thrown and the others are left as they are.
 */
export async function* merged<T, R>(
  sources: readonly AsyncGenerator<T, R>[],
  width: number,
): AsyncGenerator<T, readonly R[]> {
  const results = new Map<number, R>();
  const steps = new Map<number, Promise<{ readonly index: number; readonly step: IteratorResult<T, R> }>>();
  const waiting = sources.entries();
  const pull = (index: number, source: AsyncGenerator<T, R>): void => {
    const step = source.next().then((result) => ({ index, step: result }));
    step.catch(() => undefined);
    steps.set(index, step);
  };
  const fill = (): void => {
    while (steps.size < width) {
      const next = waiting.next();
      if (next.done) return;
      pull(...next.value);
    }
  };
  for (fill(); steps.size > 0; fill()) {
    const { index, step } = await Promise.race(steps.values());
    steps.delete(index);
    const source = sources[index];
    if (step.done) results.set(index, step.value);
    else if (source !== undefined) {
      pull(index, source);
      yield step.value;
    }
  }
  return [...results].sort(([one], [other]) => one - other).map(([, result]) => result);
}
