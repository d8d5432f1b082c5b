type Arrival<T, R> =
  | { readonly arrived: 'step'; readonly index: number; readonly step: IteratorResult<T, R> }
  | { readonly arrived: 'failure'; readonly error: unknown };

/**
 * Runs up to `width` sources at once and yields what they yield, each source's in its own order. Returns what the
 * sources returned, in their order. When one fails, its error is thrown and the others are left as they are.
 */
export async function* merged<T, R>(
  sources: readonly AsyncGenerator<T, R>[],
  width: number,
): AsyncGenerator<T, readonly R[]> {
  const results = new Map<number, R>();
  const waiting = sources.entries();
  // A race of promises would hold on to each step for as long as the slowest source takes for one of its own.
  const arrivals: Arrival<T, R>[] = [];
  let wake = (): void => undefined;
  let running = 0;
  const arrive = (arrival: Arrival<T, R>): void => {
    arrivals.push(arrival);
    wake();
  };
  const pull = (index: number, source: AsyncGenerator<T, R>): void => {
    source.next().then(
      (step) => arrive({ arrived: 'step', index, step }),
      (error: unknown) => arrive({ arrived: 'failure', error }),
    );
  };
  const start = (): void => {
    const next = waiting.next();
    if (next.done) return;
    running += 1;
    pull(...next.value);
  };
  for (let started = 0; started < width; started += 1) start();
  while (running > 0) {
    const arrival = arrivals.shift();
    if (arrival === undefined) {
      await new Promise<void>((resolve) => {
        wake = resolve;
      });
      continue;
    }
    if (arrival.arrived === 'failure') throw arrival.error;
    const { index, step } = arrival;
    const source = sources[index];
    if (step.done) {
      results.set(index, step.value);
      running -= 1;
      start();
    } else if (source !== undefined) {
      pull(index, source);
      yield step.value;
    }
  }
  return [...results].sort(([one], [other]) => one - other).map(([, result]) => result);
}
